/** One's own sessions: which there are, ending them, and the proof that a grave act asks for. Source: ASVS 7.5. */
import type { Context } from "../../platform/context.ts";
import { type Query, transaction } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { newSecret } from "../../platform/id.ts";
import { Problem } from "../../platform/problem.ts";
import { hashOf } from "../../platform/tokens.ts";
import { SESSION } from "../sessions/rules.ts";
import type { Strength } from "../sessions/store.ts";
import { agentWords } from "./agents.rules.ts";
import {
  deleteOtherSessions,
  deleteOwnSession,
  findOwnSession,
  listSessions,
  renewToken,
} from "./own.store.ts";

/** A proof is fresh for a quarter of an hour. */
export const PROOF_MINUTES = 15;
const MOST_SESSIONS = 200;
const MINUTE = 60_000;

/** The caller's own session: no token of a program, no view by the vendor. */
export function ownSession({ actor }: Context): { personId: string; sessionId: string } {
  if (actor.kind !== "person") throw new Problem(401, "sign_in_required");
  const { personId, sessionId, token, view } = actor;
  if (sessionId === undefined || (token ?? view) !== undefined)
    throw new Problem(403, "own_session_required");
  return { personId, sessionId };
}

export async function readSessions(context: Context) {
  const { personId, sessionId } = ownSession(context);
  const isStaff = context.actor.kind === "person" && context.actor.staffRole !== null;
  const { minutes, staffMinutes } = SESSION.idle;
  const idleMinutes = isStaff ? staffMinutes : minutes;
  const asked = { now: context.now, idleMinutes, limit: MOST_SESSIONS };
  const rows = await listSessions(context.db, personId, asked);
  return rows.map(({ agent, ...row }) => ({
    ...row,
    agent: agentWords(agent),
    isCurrent: row.id === sessionId,
  }));
}

export async function endSession(context: Context, id: string): Promise<void> {
  const { personId } = ownSession(context);
  await transaction(context.db, {}, async (query) => {
    if (!(await deleteOwnSession(query, personId, id))) throw new Problem(404, "session_not_found");
    await emit(query, context, { name: "session.ended", personId, facts: { sessionId: id } });
  });
}

export async function endOtherSessions(context: Context): Promise<void> {
  const { personId, sessionId } = ownSession(context);
  await transaction(context.db, {}, async (query) => {
    const sessions = await deleteOtherSessions(query, personId, sessionId);
    await emit(query, context, { name: "sessions.ended", personId, facts: { sessions } });
  });
}

/** A grave act asks for somebody who proved lately to be who the session says. */
export async function requireProof(context: Context, minutes: number = PROOF_MINUTES): Promise<Strength> {
  const { sessionId } = ownSession(context);
  const held = await findOwnSession(context.db, sessionId);
  if (held === undefined) throw new Problem(401, "sign_in_required");
  if (new Date(held.provedAt).getTime() <= context.now.getTime() - minutes * MINUTE)
    throw new Problem(403, "proof_required", { minutes });
  return held.strength;
}

/** A new token for the caller's session. Source: ASVS 7.2.4. */
export async function renewOwn(
  query: Query,
  context: Context,
  change: { strength?: Strength; isProved?: boolean } = {},
): Promise<string> {
  const { sessionId } = ownSession(context);
  const token = newSecret();
  const isRenewed = await renewToken(query, sessionId, {
    tokenHash: hashOf(token),
    strength: change.strength ?? null,
    provedAt: change.isProved === true ? context.now : null,
  });
  if (!isRenewed) throw new Problem(401, "sign_in_required");
  return token;
}
