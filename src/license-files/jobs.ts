import { asPortal } from "../access/index.ts";
import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { publishIfDue } from "./lists/lists.operations.ts";

const PUBLISH = "license-list.publish";

/** There is always a list that is not out of date, even when nobody asks for one. */
export function licenseFileJobs(portal: Portal): Job[] {
  return [
    {
      name: PUBLISH,
      cron: "* * * * *",
      run: async () => {
        const context = systemContext(portal, PUBLISH);
        await asPortal(context, (scope) => publishIfDue(scope, context));
      },
    },
  ];
}
