import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { announceTokenEnds } from "./access-tokens/operations.ts";

const ANNOUNCE = "federation.announce-token-ends";

export function federationJobs(portal: Portal): Job[] {
  return [
    { name: ANNOUNCE, cron: "24 0 * * *", run: () => announceTokenEnds(systemContext(portal, ANNOUNCE)) },
  ];
}
