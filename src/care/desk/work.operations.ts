/** What an agent does with a request short of deciding it: take it, give it back, hand it on, note something. */
import { authorizeVendor, personOf, type VendorScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { findStaffMember } from "../../staff/index.ts";
import { deskOf, desksOf, desksThatTake, type Team } from "../queue.rules.ts";
import type { CareRequest } from "../queue.store.ts";
import { staffRoleOf } from "../rights.operations.ts";
import { findVisible, type Noted } from "./desk.operations.ts";
import {
  claimCareRequest,
  findProgramOf,
  handOverCareRequest,
  insertNote,
  releaseCareRequest,
} from "./desk.store.ts";
import { agentOf, type DeskItem, itemOf, namesOf } from "./names.operations.ts";

export async function claimRequest(context: Context, id: string): Promise<DeskItem> {
  const by = personOf(context);
  return authorizeVendor(context, "care.work", async (scope) => {
    const teams = worksOn(context);
    const claimed = await claimCareRequest(scope, { id, teams, by, at: context.now });
    if (claimed === undefined) throw await refusalFor(scope, context, id);
    const item = await itemOf(scope.query, claimed);
    await emitAbout(scope, context, "care-request.claimed", claimed);
    return item;
  });
}

/** By whoever has it; by the operator whoever has it. */
export async function releaseRequest(context: Context, id: string): Promise<DeskItem> {
  const by = personOf(context);
  return authorizeVendor(context, "care.work", async (scope) => {
    const { claimedBy } = await findVisible(scope, context, id);
    const isOperator = staffRoleOf(context) === "operator";
    const released = await releaseCareRequest(scope, { id, by: isOperator ? null : by });
    if (released === undefined) {
      throw claimedBy === null
        ? new Problem(409, "care_request_unclaimed")
        : await refusalFor(scope, context, id);
    }
    const item = await itemOf(scope.query, released);
    await emitAbout(scope, context, "care-request.released", released);
    return item;
  });
}

export interface HandOverAsked {
  readonly team?: Team | undefined;
  readonly personId?: string | undefined;
  /** For whoever has it next. */
  readonly note: string;
}

/** To another desk, where nobody has it yet, or to another agent, who has it at once. */
export async function handOverRequest(
  context: Context,
  id: string,
  { team, personId, note }: HandOverAsked,
): Promise<DeskItem> {
  const by = personOf(context);
  if ((team === undefined) === (personId === undefined)) throw invalid({ team: ["desk_or_agent"] });
  const { now } = context;
  return authorizeVendor(context, "care.work", async (scope) => {
    const request = await findVisible(scope, context, id);
    if (!worksOn(context).includes(request.team)) throw ofOthers(request);
    const target = team ?? (await deskOfAgent(scope, personId, request.team));
    if (team === request.team || personId === by) throw invalid({ team: ["desk_has_it"] });
    const takers = desksThatTake(request.kind, await findProgramOf(scope, request));
    if (!takers.includes(target)) throw new Problem(409, "desk_cannot_take", { team: target, desks: takers });
    const move = { id, by, from: request.team, team: target, personId: personId ?? null, at: now };
    const moved = await handOverCareRequest(scope, move);
    if (moved === undefined) throw await refusalFor(scope, context, id);
    await insertNote(scope, { id: newId("note", now), requestId: id, authorId: by, text: note, at: now });
    const item = await itemOf(scope.query, moved);
    const to = item.claimedBy?.name ?? null;
    await emitAbout(scope, context, "care-request.reassigned", moved, { team: target, to });
    return item;
  });
}

/** The operator has no desk: with him a request stays where it is. */
async function deskOfAgent({ query }: VendorScope, personId: string | undefined, team: Team): Promise<Team> {
  const member = await findStaffMember(query, personId ?? "");
  if (member === undefined) throw invalid({ personId: ["agent_unknown"] });
  return deskOf(member.role) ?? team;
}

/** For the vendor's people alone; the customer never reads it. */
export async function addNote(context: Context, id: string, text: string): Promise<Noted> {
  const authorId = personOf(context);
  const { now } = context;
  return authorizeVendor(context, "care.work", async (scope) => {
    const request = await findVisible(scope, context, id);
    const row = { id: newId("note", now), requestId: id, authorId, text, at: now };
    const { authorId: _, ...note } = found(await insertNote(scope, row), "care_request");
    const author = agentOf(authorId, await namesOf(scope.query, [authorId]));
    await emitAbout(scope, context, "care-request.noted", request);
    return { ...note, author: author ?? { personId: authorId, name: "" } };
  });
}

export function worksOn(context: Context): readonly Team[] {
  return desksOf(staffRoleOf(context)).works;
}

export async function emitAbout(
  { query }: VendorScope,
  context: Context,
  name:
    | "care-request.claimed"
    | "care-request.released"
    | "care-request.reassigned"
    | "care-request.noted"
    | "care-request.decided"
    | "care-request.verified",
  { id, kind, team, siteNumber }: CareRequest,
  more: Record<string, unknown> = {},
): Promise<void> {
  await emit(query, context, { name, facts: { id, kind, team, siteNumber, ...more } });
}

function ofOthers({ team }: CareRequest): Problem {
  return new Problem(403, "desk_of_others", { team, roles: ["operator", team] });
}

/** Why a conditional statement found nothing: ended, another agent's, another desk's. Names who and when. */
export async function refusalFor(scope: VendorScope, context: Context, id: string): Promise<Problem> {
  const request = await findVisible(scope, context, id);
  const { claimedBy, decidedBy, outcome, decidedAt, claimedAt } = await itemOf(scope.query, request);
  if (request.state === "withdrawn")
    return new Problem(409, "care_request_withdrawn", { outcome, at: decidedAt });
  if (request.state === "decided") {
    const by = decidedBy?.name ?? "";
    return new Problem(409, "already_decided", { by, at: decidedAt, outcome });
  }
  // Nobody has it and yet it was not found: it went to another desk a moment ago.
  if (claimedBy === null || !worksOn(context).includes(request.team)) return ofOthers(request);
  const { name: by, personId } = claimedBy;
  return new Problem(409, "claimed_by_other", { by, personId, since: claimedAt });
}
