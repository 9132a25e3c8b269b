/**
 * Whoever is not in a Key Center comes in: at once by a sales order number of the site, else by asking its
 * administrators.
 *
 * Nothing tells which site or order numbers exist: whatever does not fit is one refusal, and asking at a number that is
 * nobody's is answered like any other. Source: DOMAIN §3.22.1, BR-94 to BR-97, BAR 14, decision 0029.
 */
import { asPortal, findKeyRole, lockSite, personOf, siteScopeOf } from "../../access/index.ts";
import { findSiteByNumber, parseSiteNumber } from "../../agreements/index.ts";
import type { Context } from "../../platform/context.ts";
import { transaction } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { newId } from "../../platform/id.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { tellOfNewMember } from "../notices.documents.ts";
import { tidyOrderNumber } from "../rules.ts";
import { insertKeyMember, wasRemoved } from "../store.ts";
import {
  findOwnRequest,
  findSiteOfOrder,
  insertRequest,
  type KeyRequest,
  listOwnRequests,
  withdrawRequest as withdrawIn,
} from "./store.ts";

export const ROUTE = "key-members.route";

const DAY = 24 * 3600;
/** An order number is tried so often in a day: by one person, from one address, and at one site number by all. */
const TRIES = { most: 5, seconds: DAY };
const TRIES_OF_ADDRESS = { most: 100, seconds: DAY };
const TRIES_AT_SITE = { most: 200, seconds: DAY };
const ASKINGS = { most: 5, seconds: DAY };

export interface Registration {
  readonly siteNumber: string;
  readonly orderNumber?: string | undefined;
}

/** What became of it: a member of a site, or a request that waits. */
export type Registered =
  | { readonly kind: "member"; readonly siteId: string }
  | { readonly kind: "pending"; readonly request: KeyRequest };

export async function register(context: Context, asked: Registration): Promise<Registered> {
  const personId = joinerOf(context);
  const siteNumber = parseSiteNumber(asked.siteNumber);
  if (siteNumber === undefined) throw invalid({ siteNumber: ["site_number_malformed"] });
  const orderNumber = tidyOrderNumber(asked.orderNumber);
  if (orderNumber === undefined) return askToJoin(context, personId, siteNumber);
  return joinByOrder(context, personId, { siteNumber, orderNumber });
}

/** Who comes in for themselves: neither a program with a person's token nor somebody who only looks on. */
function joinerOf(context: Context): string {
  const personId = personOf(context);
  const { actor } = context;
  if (actor.kind !== "person") return personId;
  if (actor.view !== undefined) throw new Problem(403, "view_reads_only");
  if (actor.token !== undefined) throw new Problem(403, "scope_required", { permission: "key-center.join" });
  return personId;
}

/**
 * Counted before anything is looked at, so that no number of tries at once gets past it. Whoever was taken out knows the
 * numbers still: the administrators are asked.
 */
async function joinByOrder(
  context: Context,
  personId: string,
  numbers: { siteNumber: string; orderNumber: string },
): Promise<Registered> {
  const { siteNumber } = numbers;
  await spend(context.db, `key-center order ${personId}`, TRIES);
  if (context.address !== null)
    await spend(context.db, `key-center order from ${context.address}`, TRIES_OF_ADDRESS);
  await spend(context.db, `key-center order at ${siteNumber}`, TRIES_AT_SITE);
  const joined = await asPortal(context, async (vendor): Promise<Registered | "refused" | "to-be-asked"> => {
    const siteId = await findSiteOfOrder(vendor, numbers);
    const email = context.person?.email ?? "";
    if (siteId === undefined) {
      await emit(vendor.query, context, {
        name: "key-registration.refused",
        personId,
        facts: { siteNumber, email },
      });
      return "refused";
    }
    const scope = siteScopeOf(vendor, siteId);
    await lockSite(scope); // whoever is being taken out just now is out, or not yet
    const held = await findKeyRole(vendor.query, personId, siteId);
    if (held === undefined && (await wasRemoved(scope, personId))) return "to-be-asked";
    const member = { personId, role: "user", path: "order-number", since: context.now } as const;
    if (held !== undefined || !(await insertKeyMember(scope, { ...member, addedBy: "order-number" })))
      throw new Problem(409, "already_member", { siteNumber });
    await withdrawIn(vendor, { personId, siteNumber, at: context.now }); // what was asked before is answered
    await tellOfNewMember(scope, context, { personId, path: "order-number" });
    await emit(vendor.query, context, {
      name: "key-member.joined",
      siteId,
      personId,
      facts: { email, path: "order-number", role: "user" },
    });
    return { kind: "member", siteId };
  });
  if (joined === "refused") throw new Problem(422, "key_registration_refused", { rule: "BR-97" });
  return joined === "to-be-asked" ? askToJoin(context, personId, siteNumber) : joined;
}

async function askToJoin(context: Context, personId: string, siteNumber: string): Promise<Registered> {
  await spend(context.db, `key-center asking ${personId}`, ASKINGS);
  return asPortal(context, async (vendor) => {
    const { query } = vendor;
    const site = await findSiteByNumber(vendor, siteNumber);
    if ((await findKeyRole(query, personId, site?.siteId ?? "")) !== undefined)
      throw new Problem(409, "already_member", { siteNumber });
    const id = newId("keyrequest", context.now);
    if (!(await insertRequest(vendor, { id, siteNumber, personId, askedAt: context.now })))
      throw new Problem(409, "request_open", { siteNumber, state: "pending" });
    await context.portal.jobs.enqueue(query, ROUTE, [{ requestId: id }]);
    const facts = { id, siteNumber, email: context.person?.email ?? "" };
    await emit(query, context, { name: "key-registration.made", personId, facts });
    return { kind: "pending", request: found(await findOwnRequest(query, personId, id), "key_registration") };
  });
}

export async function readOwnRequests(
  context: Context,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Listed<KeyRequest>> {
  const { secrets } = context.portal;
  const personId = personOf(context);
  const list = `key-registrations ${personId}`;
  const before = readPlace(secrets, list, after);
  return transaction(context.db, { personId }, async (query) => {
    const rows = await listOwnRequests(query, { personId, before, limit: limit + 1 });
    const { items, end } = pageOf(rows, limit, ({ askedAt, id }) => ({ value: askedAt, id }));
    return { items, next: end === null ? null : writePlace(secrets, list, end), limit };
  });
}

/** Whoever asked takes it back; the administrators no longer have it. */
export async function withdrawRequest(context: Context, id: string): Promise<KeyRequest> {
  const personId = joinerOf(context);
  return asPortal(context, async (vendor) => {
    const taken = await withdrawIn(vendor, { personId, id, at: context.now });
    if (taken === undefined) {
      const own = found(await findOwnRequest(vendor.query, personId, id), "key_registration");
      throw new Problem(409, "request_ended", { state: own.state, at: own.decidedAt });
    }
    const { siteId, siteNumber } = taken;
    const facts = { id, siteNumber, email: context.person?.email ?? "" };
    await emit(vendor.query, context, { name: "key-registration.withdrawn", siteId, personId, facts });
    return taken;
  });
}
