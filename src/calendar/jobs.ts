import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { sendDigests } from "./digest/operations.ts";

const SEND = "calendar.send-digests";

/** Every hour, so that a person's Monday begins in the person's zone. */
export function calendarJobs(portal: Portal): Job[] {
  return [{ name: SEND, cron: "13 * * * *", run: () => sendDigests(systemContext(portal, SEND)) }];
}
