import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { issueDueProofs } from "./proofs/operations.ts";

const ISSUE_PROOFS = "entitlements.issue-proofs";

/** After each feed, and every ten minutes for whatever a feed could not finish. */
export function entitlementJobs(portal: Portal): Job[] {
  return [
    {
      name: ISSUE_PROOFS,
      cron: "*/10 * * * *",
      run: () => issueDueProofs(systemContext(portal, ISSUE_PROOFS)),
    },
  ];
}
