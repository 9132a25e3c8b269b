import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { announceTokenEnds } from "./access-tokens/operations.ts";
import { watchProofs } from "./providers/operations.ts";
import { deleteOldAway } from "./sign-in/store.ts";

const ANNOUNCE = "federation.announce-token-ends";
const WATCH = "federation.watch-proofs";

export function federationJobs(portal: Portal): Job[] {
  return [
    { name: ANNOUNCE, cron: "24 0 * * *", run: () => announceTokenEnds(systemContext(portal, ANNOUNCE)) },
    { name: WATCH, cron: "37 3 * * *", run: () => watchProofs(systemContext(portal, WATCH)) },
    {
      name: "federation.clear",
      cron: "47 * * * *",
      run: () => deleteOldAway(portal.db, portal.clock.now()),
    },
  ];
}
