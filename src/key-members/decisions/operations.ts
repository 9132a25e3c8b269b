/**
 * A site's administrators decide who comes into the Key Center: once, by somebody who is one at that moment, never by
 * whoever asked. Source: DOMAIN §3.22.1, BR-96, BAR 18.
 */
import { authorize, type MemberScope, personOf, type SiteScope } from "../../access/index.ts";
import { listPeople, type PersonRow } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { transaction } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { found, Problem } from "../../platform/problem.ts";
import { findOwnRequest, type KeyRequest } from "../joining/store.ts";
import { nameOf, tellAsker, tellOfNewMember } from "../notices.documents.ts";
import { insertKeyMember } from "../store.ts";
import { findSiteRequest, listSiteRequests, settleRequest } from "./store.ts";

/** A request with the names of whoever asked and whoever decided. */
export interface NamedRequest extends KeyRequest {
  readonly requester: PersonRow | undefined;
  readonly decider: string | null;
}

export interface RequestsAsked {
  readonly only: "pending" | "all";
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function readRequests(
  context: Context,
  siteId: string,
  asked: RequestsAsked,
): Promise<Listed<NamedRequest>> {
  const { secrets } = context.portal;
  const list = `key-registrations ${siteId} ${asked.only}`;
  const before = readPlace(secrets, list, asked.after);
  return authorize(context, "key-member.manage", siteId, async (scope) => {
    const rows = await listSiteRequests(scope, { ...asked, before, limit: asked.limit + 1 });
    const { items, end } = pageOf(rows, asked.limit, ({ askedAt, id }) => ({ value: askedAt, id }));
    const next = end === null ? null : writePlace(secrets, list, end);
    return { items: await named(scope, items), next, limit: asked.limit };
  });
}

export interface ReadRequest {
  readonly request: NamedRequest;
  /** Whether the reader may decide it: it waits, and is not the own. */
  readonly mayDecide: boolean;
}

export async function readRequest(context: Context, siteId: string, id: string): Promise<ReadRequest> {
  return authorize(context, "key-member.manage", siteId, async (scope) => {
    const row = found(await findSiteRequest(scope, id), "key_registration");
    const [request] = await named(scope, [row]);
    const mayDecide = row.state === "pending" && row.personId !== scope.personId;
    return { request: found(request, "key_registration"), mayDecide };
  });
}

/** What waits for the administrators, the oldest first. For pages of this module: it makes no check of its own. */
export async function listWaiting(scope: MemberScope): Promise<NamedRequest[]> {
  return named(scope, await listSiteRequests(scope, { only: "pending", before: null, limit: 50 }));
}

export interface Target {
  readonly siteId: string;
  readonly id: string;
}

/** Of any number at once one decides; the others are told who did, and when. */
export async function decide(
  context: Context,
  { siteId, id }: Target,
  decision: "approve" | "deny",
): Promise<NamedRequest> {
  await refuseOwn(context, { siteId, id });
  return authorize(context, "key-member.manage", siteId, async (scope) => {
    const state = decision === "approve" ? "approved" : "denied";
    const settled = await settleRequest(scope, { id, state, by: scope.personId, at: context.now });
    if (settled === undefined) throw await refusalOf(scope, id);
    const { personId } = settled;
    const isNew = decision === "approve" && (await letIn(scope, context, personId));
    await tellAsker(scope, context, { id, personId, decision: state });
    if (isNew) await tellOfNewMember(scope, context, { personId, path: "approval" });
    const [request] = await named(scope, [settled]);
    const email = request?.requester?.email ?? "";
    const name = decision === "approve" ? "key-registration.approved" : "key-registration.denied";
    await emit(scope.query, context, { name, siteId, personId, facts: { id, email } });
    return found(request, "key_registration");
  });
}

/** Whoever became a member in the meantime stays as he or she is. */
async function letIn(scope: MemberScope, context: Context, personId: string): Promise<boolean> {
  const member = { personId, role: "user", path: "approval", since: context.now } as const;
  return insertKeyMember(scope, { ...member, addedBy: scope.personId });
}

/** Whoever asked may be no member at all: they know of their own request all the same. */
async function refuseOwn(context: Context, { siteId, id }: Target): Promise<void> {
  const personId = personOf(context);
  const own = await transaction(context.db, { personId }, (query) => findOwnRequest(query, personId, id));
  if (own?.siteId === siteId) throw new Problem(403, "own_request");
}

async function refusalOf(scope: SiteScope, id: string): Promise<Problem> {
  const row = await findSiteRequest(scope, id);
  if (row === undefined) return new Problem(404, "key_registration_not_found");
  const [request] = await named(scope, [row]);
  const { state, decidedAt } = row;
  if (state !== "approved" && state !== "denied")
    return new Problem(409, "request_ended", { state, at: decidedAt });
  return new Problem(409, "already_decided", { by: request?.decider ?? "", at: decidedAt, decision: state });
}

async function named(scope: SiteScope, rows: readonly KeyRequest[]): Promise<NamedRequest[]> {
  const ids = new Set(rows.flatMap(({ personId, decidedBy }) => [personId, decidedBy ?? personId]));
  const people = new Map((await listPeople(scope.query, [...ids])).map((person) => [person.id, person]));
  return rows.map((row) => {
    const decider = people.get(row.decidedBy ?? "");
    return {
      ...row,
      requester: people.get(row.personId),
      decider: decider === undefined ? null : nameOf(decider),
    };
  });
}
