/**
 * Whoever has no access asks for it, and sees what became of it.
 *
 * A number that is nobody's is taken like a site's: the same statements, the same answer. Mails and work items are made
 * by a job after the answer, so that neither bytes nor time tell whether a site exists. Source: DOMAIN §3.6, BAR 14.
 */
import { asPortal, personOf, type VendorScope } from "../../access/index.ts";
import { findSiteByNumber, parseSiteNumber } from "../../agreements/index.ts";
import { closeCareRequest } from "../../care/index.ts";
import type { Context } from "../../platform/context.ts";
import { transaction } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { newId } from "../../platform/id.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { isMember } from "../notices.operations.ts";
import { decideFirstState, isOpen, MOST_OPEN } from "../rules.ts";
import {
  type AccessRequest,
  findOwn,
  findSameOpen,
  insertRequest,
  listOwn,
  lockAsker,
  type NewRequest,
  withdrawOwn,
} from "../store.ts";

export const ROUTE = "nominations.route";

const LIMIT = { most: 40, seconds: 3600 };

export interface Asked {
  readonly siteNumber: string;
  readonly isPrimaryContact: boolean;
  readonly company?: string | undefined;
  readonly department?: string | undefined;
  readonly phone?: string | undefined;
  readonly message?: string | undefined;
}

/** Who asks for themselves: neither a program with a person's token nor somebody who only looks on. */
function askerOf(context: Context): string {
  const personId = personOf(context);
  const { actor } = context;
  if (actor.kind !== "person") return personId;
  if (actor.view !== undefined) throw new Problem(403, "view_reads_only");
  if (actor.token !== undefined)
    throw new Problem(403, "scope_required", { permission: "access-request.ask" });
  return personId;
}

export async function askForAccess(context: Context, asked: Asked): Promise<AccessRequest> {
  const personId = askerOf(context);
  const siteNumber = parseSiteNumber(asked.siteNumber);
  if (siteNumber === undefined) throw invalid({ siteNumber: ["site_number_malformed"] });
  await spend(context.db, `access-request ${personId}`, LIMIT);
  const { isPrimaryContact, company, department, phone, message } = asked;
  const texts = {
    company: company ?? null,
    department: department ?? null,
    phone: phone ?? null,
    message: message ?? null,
  };
  return asPortal(context, async (scope) => {
    await lockAsker(scope, personId);
    const site = await findSiteByNumber(scope, siteNumber);
    if (await isMember(scope, context, { personId, siteId: site?.siteId ?? "" })) {
      throw new Problem(409, "already_member", { siteNumber });
    }
    const row: NewRequest = {
      id: newId("request", context.now),
      kind: "membership",
      siteNumber,
      siteId: null, // found by the job
      personId,
      isPrimaryContact,
      privilege: null,
      needed: null,
      ...texts,
      state: decideFirstState({
        isPrimaryContact,
        place: site?.primaryState,
        coin: isHeads(context, siteNumber),
      }),
      askedAt: context.now,
    };
    return keepRequest(scope, context, row);
  });
}

/** The same each time for one number; nobody without the portal's secret can tell which it is. */
function isHeads({ portal }: Context, siteNumber: string): boolean {
  return ((portal.secrets.authenticate("nominations.unknown-site", siteNumber)[0] ?? 0) & 1) === 1;
}

/** Saves it if it is the only one of its kind and the person has a place for it; the rest is a job's. */
export async function keepRequest(
  scope: Pick<VendorScope, "query">,
  context: Context,
  row: NewRequest,
): Promise<AccessRequest> {
  const { query } = scope;
  if (!(await insertRequest(scope, row))) {
    const same = await findSameOpen(scope, row);
    if (same === undefined) throw new Problem(409, "too_many_open_requests", { most: MOST_OPEN });
    throw new Problem(409, "request_open", {
      accessRequestId: same.id,
      siteNumber: same.siteNumber,
      state: same.state,
    });
  }
  await context.portal.jobs.enqueue(query, ROUTE, [{ requestId: row.id }]);
  const { id, siteNumber, personId, privilege } = row;
  const facts = { id, siteNumber, ...(privilege === null ? {} : { privilege }) };
  await emit(query, context, { name: "access-request.made", personId, facts });
  return found(await findOwn(query, personId, row.id), "access_request");
}

export async function readOwnRequests(
  context: Context,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Listed<AccessRequest>> {
  const { secrets } = context.portal;
  const personId = personOf(context);
  const list = `access-requests ${personId}`;
  const before = readPlace(secrets, list, after);
  return transaction(context.db, { personId }, async (query) => {
    const rows = await listOwn(query, { personId, before, limit: limit + 1 });
    const { items, end } = pageOf(rows, limit, ({ askedAt, id }) => ({ value: askedAt, id }));
    return { items, next: end === null ? null : writePlace(secrets, list, end), limit };
  });
}

export async function readOwnRequest(context: Context, id: string): Promise<AccessRequest> {
  const personId = personOf(context);
  return transaction(context.db, { personId }, async (query) =>
    found(await findOwn(query, personId, id), "access_request"),
  );
}

/** Whoever asked takes it back; the desk, or the site's people, no longer have it. */
export async function withdrawRequest(context: Context, id: string): Promise<AccessRequest> {
  const personId = askerOf(context);
  return asPortal(context, async (scope) => {
    const taken = await withdrawOwn(scope, { personId, id, at: context.now });
    if (taken === undefined) {
      const own = found(await findOwn(scope.query, personId, id), "access_request");
      throw new Problem(409, "request_ended", { state: own.state, at: own.decidedAt });
    }
    const { wasIn, siteId, siteNumber } = taken;
    if (wasIn === "care_review") {
      await closeCareRequest(scope, context, { kind: "nomination", subjectId: id, outcome: "withdrawn" });
    }
    const isSeen = wasIn === "contact_review";
    const facts = { id, siteNumber, email: context.person?.email ?? "" };
    await emit(scope.query, context, {
      name: "access-request.withdrawn",
      siteId: isSeen ? siteId : null,
      personId,
      facts,
    });
    return found(await findOwn(scope.query, personId, id), "access_request");
  });
}

export async function hasOpenRequest(context: Context): Promise<boolean> {
  const { items } = await readOwnRequests(context, { limit: 50 });
  return items.some(({ state }) => isOpen(state));
}
