import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { ROUTE } from "./requests/operations.ts";
import { closeUnanswered, linkNewSites, releaseClaimed, routeRequest } from "./routing.operations.ts";

export function nominationJobs(portal: Portal): Job[] {
  const route: Job<{ requestId?: string }> = {
    name: ROUTE,
    run: async ({ requestId }) => {
      if (requestId !== undefined) await routeRequest(systemContext(portal, ROUTE), requestId);
    },
  };
  return [
    route as Job,
    {
      name: "nominations.release",
      cron: "* * * * *",
      run: () => releaseClaimed(systemContext(portal, "nominations.release")),
    },
    {
      name: "nominations.daily",
      cron: "11 4 * * *",
      run: async () => {
        await linkNewSites(systemContext(portal, "nominations.daily"));
        await closeUnanswered(systemContext(portal, "nominations.daily"));
      },
    },
  ];
}
