import { RESIGN_JOB } from "../../license-files/index.ts";
import { type Portal, systemContext } from "../../platform/context.ts";
import type { Job } from "../../platform/jobs.ts";
import { resignFiles } from "./operations.ts";

/** At a compromise at once, and every ten minutes for what was signed while it became known. */
export function resigningJobs(portal: Portal): Job[] {
  return [
    {
      name: RESIGN_JOB,
      cron: "*/10 * * * *",
      run: async () => {
        await resignFiles(systemContext(portal, RESIGN_JOB));
      },
    },
  ];
}
