import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { issueDueProofs } from "./proofs/operations.ts";
import { PROOFS_JOB } from "./proofs/rules.ts";

/** After each feed, and every ten minutes for whatever a feed could not finish. */
export function entitlementJobs(portal: Portal): Job[] {
  return [
    {
      name: PROOFS_JOB,
      cron: "*/10 * * * *",
      run: () => issueDueProofs(systemContext(portal, PROOFS_JOB)),
    },
  ];
}
