import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { withdrawKeys } from "./withdrawal/operations.ts";
import { WITHDRAW_JOB } from "./withdrawal/rules.ts";

/** After a feed that took lines back; and every hour, whatever became of that. */
export function licenseKeyJobs(portal: Portal): Job[] {
  return [
    {
      name: WITHDRAW_JOB,
      cron: "23 * * * *",
      run: async () => {
        await withdrawKeys(systemContext(portal, WITHDRAW_JOB));
      },
    },
  ];
}
