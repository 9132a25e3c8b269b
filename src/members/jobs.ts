import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { announceEnds, endAccess } from "./ending/ending.operations.ts";

/** Soon after the day has changed in UTC, in which a grant's last day is counted. */
export function memberJobs(portal: Portal): Job[] {
  return [
    { name: "members.end", cron: "4 0 * * *", run: () => endAccess(systemContext(portal, "members.end")) },
    {
      name: "members.announce-ends",
      cron: "14 0 * * *",
      run: () => announceEnds(systemContext(portal, "members.announce-ends")),
    },
  ];
}
