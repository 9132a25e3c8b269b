/**
 * The site's people decide who comes in, and who gets a privilege: once, by somebody who may at that moment, never by
 * whoever asked. Source: DOMAIN §3.6.4, BR-32, BR-36, A-04, BAR 18.
 */
import {
  authorize,
  decideAccess,
  type MemberScope,
  type Permission,
  type Privileges,
  personOf,
  privilegesFor,
  type Role,
  type SiteScope,
} from "../../access/index.ts";
import { findSiteFacts } from "../../agreements/index.ts";
import { listPeople, type PersonRow } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { transaction } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { emit } from "../../platform/events.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { nameOf, tellAsker } from "../notices.operations.ts";
import { type AccessRequest, findOwn } from "../store.ts";
import { type Granting, grantAsked } from "./grant.operations.ts";
import { countOpenOfSite, findOfSite, listOfSite, type SitePage, settleAtSite } from "./site.store.ts";

/** A request with the names of whoever asked and whoever decided. */
export interface NamedRequest extends AccessRequest {
  readonly requester: PersonRow | undefined;
  /** Null: nobody, or customer care. */
  readonly decider: string | null;
}

export interface SiteAsked {
  readonly only: SitePage["only"];
  readonly sort: SitePage["sort"];
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function readSiteRequests(
  context: Context,
  siteId: string,
  asked: SiteAsked,
): Promise<Listed<NamedRequest>> {
  const { secrets } = context.portal;
  const list = `access-requests ${siteId} ${asked.only} ${asked.sort}`;
  const after = readPlace(secrets, list, asked.after);
  return authorize(context, "access-request.read", siteId, async (scope) => {
    const rows = await listOfSite(scope, { ...asked, after, limit: asked.limit + 1 });
    const { items, end } = pageOf(rows, asked.limit, ({ askedAt, id }) => ({ value: askedAt, id }));
    const next = end === null ? null : writePlace(secrets, list, end);
    return { items: await named(scope, items), next, limit: asked.limit };
  });
}

export interface ReadRequest {
  readonly request: NamedRequest;
  /** Whether the reader may decide it. */
  readonly mayDecide: boolean;
}

export async function readSiteRequest(context: Context, siteId: string, id: string): Promise<ReadRequest> {
  return authorize(context, "access-request.read", siteId, async (scope) => {
    const row = found(await findOfSite(scope, id), "access_request");
    const [request] = await named(scope, [row]);
    const isOwn = row.personId === scope.personId;
    const isLookedOn = context.actor.kind === "person" && context.actor.view !== undefined;
    const mayDecide = !isOwn && !isLookedOn && may(scope, "access-request.decide", context);
    return { request: found(request, "access_request"), mayDecide };
  });
}

/** What waits for the site's people, the oldest first. For pages of other modules: it makes no check of its own. */
export async function listPending(scope: SiteScope, limit = 50): Promise<NamedRequest[]> {
  return named(scope, await listOfSite(scope, { only: "open", sort: "askedAt", after: null, limit }));
}

export async function countPending(scope: SiteScope): Promise<number> {
  return countOpenOfSite(scope);
}

async function named(scope: SiteScope, rows: readonly AccessRequest[]): Promise<NamedRequest[]> {
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

function may(
  { grant, program }: Pick<MemberScope, "grant" | "program">,
  permission: Permission,
  context: Context,
) {
  return decideAccess({ grant, program, permission, today: today(context) }).kind === "allowed";
}

export interface Decision {
  readonly decision: "approve" | "deny";
  readonly role?: Exclude<Role, "primary"> | undefined;
  readonly privileges?: Partial<Privileges> | undefined;
  readonly validThrough?: LocalDate | null | undefined;
  readonly reason?: string | undefined;
}

interface Target {
  readonly siteId: string;
  readonly id: string;
}

/** Of any number at once one decides; the others are told who did, and when. */
export async function decideRequest(
  context: Context,
  { siteId, id }: Target,
  decision: Decision,
): Promise<NamedRequest> {
  await refuseOwn(context, { siteId, id });
  const granting = checked(context, decision);
  return authorize(context, "access-request.decide", siteId, async (scope) => {
    const isApproval = decision.decision === "approve";
    const settled = await settleAtSite(scope, {
      id,
      state: isApproval ? "approved" : "denied",
      by: scope.personId,
      at: context.now,
      reason: decision.reason ?? null,
    });
    if (settled === undefined) throw await refusalOf(scope, id);
    const granted = isApproval ? await grantAsked(scope, context, settled, granting) : undefined;
    const site = found(await findSiteFacts(scope), "site");
    const siteName = isApproval ? { siteName: site.name } : {};
    const outcome = isApproval ? "approved" : "denied";
    await tellAsker(scope.query, context, settled, {
      decision: outcome,
      ...siteName,
      ...(granted && { granted }),
    });
    const [request] = await named(scope, [settled]);
    await emit(scope.query, context, eventOf(found(request, "access_request"), granted?.role));
    return found(request, "access_request");
  });
}

const DECIDED = {
  membership: { approved: "access-request.approved", denied: "access-request.denied" },
  privilege: { approved: "privilege-request.approved", denied: "privilege-request.denied" },
} as const;

function eventOf(request: NamedRequest, role: Role | undefined) {
  const { id, kind, state, siteId, personId, requester, privilege, needed, reason } = request;
  const facts = {
    id,
    email: requester?.email ?? "",
    ...(role !== undefined && { role }),
    ...(privilege !== null && { privilege, needed }),
    ...(state === "denied" && { reason }),
  };
  const name = DECIDED[kind][state === "approved" ? "approved" : "denied"];
  return { name, siteId, personId, facts };
}

/** Whoever asked may not even have access to the site: they know of their own request all the same. */
async function refuseOwn(context: Context, { siteId, id }: Target): Promise<void> {
  const personId = personOf(context);
  const own = await transaction(context.db, { personId }, (query) => findOwn(query, personId, id));
  if (own?.siteId === siteId) throw new Problem(403, "own_request");
}

function checked(
  context: Context,
  { decision, role = "user", privileges = {}, ...rest }: Decision,
): Granting {
  const validThrough = rest.validThrough ?? null;
  const faults: Record<string, string[]> = {};
  if (decision === "deny" && (rest.reason ?? "").trim() === "") faults["reason"] = ["reason_required"];
  if (validThrough !== null && validThrough < today(context)) faults["validThrough"] = ["day_is_over"];
  const held = privilegesFor(role, privileges);
  for (const name of ["manageAccess", "contactUpdate"] as const) {
    const asked = privileges[name];
    if (asked !== undefined && asked !== held[name]) faults[`privileges.${name}`] = ["role_cannot_hold"];
  }
  if (Object.keys(faults).length > 0) throw invalid(faults);
  return { role, privileges: held, chosen: privileges, validThrough };
}

async function refusalOf(scope: SiteScope, id: string): Promise<Problem> {
  const row = await findOfSite(scope, id);
  if (row === undefined) return new Problem(404, "access_request_not_found");
  const [request] = await named(scope, [row]);
  const { state, decidedAt } = row;
  if (state !== "approved" && state !== "denied")
    return new Problem(409, "request_ended", { state, at: decidedAt });
  return new Problem(409, "already_decided", { by: request?.decider ?? "", at: decidedAt, decision: state });
}
