/** What happens on its own: the mails that follow a request, and the end of what is over. */
import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { deleteOldChallenges } from "./factors/passkeys.store.ts";
import { ANSWER_RESET, answerReset } from "./passwords/operations.ts";
import { deleteOldResets } from "./passwords/store.ts";
import { ANSWER_REGISTRATION, answerRegistration } from "./people/registration.operations.ts";
import { deleteOldRegistrations } from "./people/store.ts";
import { deleteOldSteps } from "./sessions/steps.store.ts";
import { deleteOldLocks, deleteOldSessions } from "./sessions/store.ts";

export function identityJobs(portal: Portal): Job[] {
  const answerOne = async (data: { registrationId?: string }) =>
    answerRegistration(systemContext(portal, ANSWER_REGISTRATION), data.registrationId ?? "");
  const resetOne = async (data: { resetId?: string }) =>
    answerReset(systemContext(portal, ANSWER_RESET), data.resetId ?? "");
  const clear = async () => {
    const now = portal.clock.now();
    await deleteOldSessions(portal.db, now);
    await deleteOldRegistrations(portal.db, now);
    await deleteOldResets(portal.db, now);
    await deleteOldLocks(portal.db, now);
    await deleteOldSteps(portal.db, now);
    await deleteOldChallenges(portal.db, now);
  };
  return [
    { name: ANSWER_REGISTRATION, run: answerOne, concurrency: 2 },
    { name: ANSWER_RESET, run: resetOne, concurrency: 2 },
    { name: "identity.clear", run: clear, cron: "17 * * * *" },
  ];
}
