import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { followTransfers, routeTransfer } from "./follow/operations.ts";
import { FOLLOW, ROUTE } from "./jobs.data.ts";

export function transferJobs(portal: Portal): Job[] {
  const route: Job<{ transferId?: string }> = {
    name: ROUTE,
    run: async ({ transferId }) => {
      if (transferId !== undefined) await routeTransfer(systemContext(portal, ROUTE), transferId);
    },
  };
  return [
    route as Job,
    { name: FOLLOW, cron: "* * * * *", run: () => followTransfers(systemContext(portal, FOLLOW)) },
  ];
}
