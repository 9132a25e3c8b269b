import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { ROUTE } from "./joining/operations.ts";
import { closeUnanswered, routeRequest, routeWaiting } from "./joining/routing.operations.ts";
import { welcomeMembers } from "./welcome/operations.ts";

export function keyMemberJobs(portal: Portal): Job[] {
  const route: Job<{ requestId?: string }> = {
    name: ROUTE,
    run: async ({ requestId }) => {
      if (requestId !== undefined) await routeRequest(systemContext(portal, ROUTE), requestId);
    },
  };
  return [
    route as Job,
    {
      name: "key-members.welcome",
      cron: "* * * * *",
      run: () => welcomeMembers(systemContext(portal, "key-members.welcome")),
    },
    {
      name: "key-members.route-waiting",
      cron: "* * * * *",
      run: () => routeWaiting(systemContext(portal, "key-members.route-waiting")),
    },
    {
      name: "key-members.close",
      cron: "23 4 * * *",
      run: () => closeUnanswered(systemContext(portal, "key-members.close")),
    },
  ];
}
