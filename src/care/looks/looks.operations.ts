/**
 * What an agent sees of a customer: a site with its people, a person with its sites. Each look is an event in the
 * history of each site that it shows, in the same transaction. Source: DOMAIN §1.6, BAR 47, issue 3 item 8.
 */
import { authorizeVendor, siteScopeOf, type VendorScope } from "../../access/index.ts";
import {
  findSiteFacts,
  type NamedLook,
  readLooks,
  recordLooks,
  type SiteFacts,
} from "../../agreements/index.ts";
import { fullName, releaseLock } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { found } from "../../platform/problem.ts";
import { findVisible } from "../desk/desk.operations.ts";
import { listCareRequests } from "../desk/desk.store.ts";
import { type DeskItem, itemsOf } from "../desk/names.operations.ts";
import { desksOf } from "../queue.rules.ts";
import { staffRoleOf } from "../rights.operations.ts";
import {
  findPersonSeen,
  listKeyContactsSeen,
  listMembershipsSeen,
  listMembersSeen,
  type SeenContact,
  type SeenMember,
  type SeenMembership,
  type SeenPerson,
} from "./looks.store.ts";

const MOST = 200;

export interface SiteSeen {
  readonly site: SiteFacts;
  readonly contactName: string;
  readonly members: readonly (SeenMember & { readonly name: string })[];
  readonly contacts: readonly SeenContact[];
  readonly requests: readonly DeskItem[];
  readonly looks: readonly NamedLook[];
}

/** `request` is why: a care request that the agent sees. */
export async function lookAtSite(
  context: Context,
  siteId: string,
  request: string | undefined,
): Promise<SiteSeen> {
  return authorizeVendor(context, "contact.disclose", async (vendor) => {
    const scope = siteScopeOf(vendor, siteId);
    const site = found(await findSiteFacts(scope), "site");
    const reason = await reasonOf(vendor, context, request);
    const members = await listMembersSeen(scope, MOST);
    const seen = {
      site,
      contactName: fullName({ ...site.contact, language: site.language }),
      members: members.map((member) => ({ ...member, name: fullName(member) })),
      contacts: await listKeyContactsSeen(scope),
      requests: await openRequests(vendor, context, site.number),
      looks: await readLooks(vendor, siteId),
    };
    const looked = ["registration", "members"] as const;
    await recordLooks(vendor, context, [{ siteId, looked, request: reason }]);
    return seen;
  });
}

async function reasonOf(vendor: VendorScope, context: Context, request: string | undefined) {
  if (request === undefined) return null;
  return (await findVisible(vendor, context, request)).id;
}

async function openRequests(vendor: VendorScope, context: Context, number: string): Promise<DeskItem[]> {
  const rows = await listCareRequests(vendor, {
    teams: desksOf(staffRoleOf(context)).sees,
    state: "open",
    me: null,
    words: [number],
    siteNumber: number,
    sort: "dueAt",
    after: null,
    limit: MOST,
  });
  return itemsOf(vendor.query, rows);
}

export interface PersonSeen {
  readonly person: SeenPerson & { readonly name: string };
  readonly memberships: readonly SeenMembership[];
}

export async function lookAtPerson(
  context: Context,
  personId: string,
  request: string | undefined,
): Promise<PersonSeen> {
  return authorizeVendor(context, "contact.disclose", async (vendor) => {
    const person = found(await findPersonSeen(vendor, personId), "person");
    const reason = await reasonOf(vendor, context, request);
    const memberships = await listMembershipsSeen(vendor, personId);
    const looks = memberships.map(({ siteId }) => ({ siteId, looked: ["person"] as const, request: reason }));
    await recordLooks(vendor, context, looks);
    if (looks.length === 0) {
      await emit(vendor.query, context, { name: "person.viewed", personId, facts: { request: reason } });
    }
    return { person: { ...person, name: fullName(person) }, memberships };
  });
}

/** After the agent made sure who asks. Whether there was anything to release. Source: BAR 40. */
export async function releaseSignInLock(context: Context, personId: string): Promise<{ wasLocked: boolean }> {
  return authorizeVendor(context, "lock.release", async (vendor) => {
    const person = found(await findPersonSeen(vendor, personId), "person");
    const wasLocked = await releaseLock(vendor.query, context, person.email);
    await emit(vendor.query, context, { name: "sign-in.released", personId, facts: { wasLocked } });
    return { wasLocked };
  });
}
