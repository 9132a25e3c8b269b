import type { Portal } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { forgetOld, sweepAll } from "./housekeeping.operations.ts";

export function licensingJobs(portal: Portal): Job[] {
  return [
    { name: "lease.sweep", cron: "* * * * *", run: () => sweepAll(portal) },
    { name: "licensing.forget", cron: "27 3 * * *", run: () => forgetOld(portal) },
  ];
}
