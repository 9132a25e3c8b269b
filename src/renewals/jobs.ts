import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { runRenewals } from "./run/operations.ts";

const RUN = "renewals.run";

/** Every hour, for somewhere a day begins. Whoever was gone through today is not looked at again. */
export function renewalJobs(portal: Portal): Job[] {
  return [
    {
      name: RUN,
      cron: "7 * * * *",
      run: async () => {
        await runRenewals(systemContext(portal, RUN));
      },
    },
  ];
}
