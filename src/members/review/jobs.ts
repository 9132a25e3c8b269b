import { type Portal, systemContext } from "../../platform/context.ts";
import type { Job } from "../../platform/jobs.ts";
import { watchReviews } from "./watch.operations.ts";

const WATCH = "members.watch-reviews";

/** Every hour: somewhere a day begins. */
export function reviewJobs(portal: Portal): Job[] {
  return [{ name: WATCH, cron: "19 * * * *", run: () => watchReviews(systemContext(portal, WATCH)) }];
}
