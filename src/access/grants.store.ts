/**
 * The SQL that gives, changes and takes away access. With store.ts, this module alone writes `access_grants`.
 *
 * Locks: whoever gives a role with a limit takes the site's row first, so that those at once come one after the other.
 * The unique indexes on primaries and on places stay the truth.
 */
import { sql } from "kysely";
import type { Query } from "../platform/database.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { Grant, Privileges, Role } from "./policy.ts";
import type { SiteScope } from "./scopes.data.ts";

export interface HeldGrant extends Grant {
  readonly personId: string;
  readonly grantedAt: string;
  readonly grantedBy: string;
  /** The day on which the member last used this site; null for never. */
  readonly lastSeenOn: LocalDate | null;
}

/** The site's grants come one after the other until the transaction ends. */
export async function lockSite({ query, siteId }: SiteScope): Promise<void> {
  await sql`select id from sites where id = ${siteId} for no key update`.execute(query);
}

const FREE_PLACE = (siteId: string) => sql`
  (select min(place) from generate_series(1, 4) place
    where not exists (select from access_grants held where held.site_id = ${siteId} and held.secondary_place = place))`;

/** What became of it: a secondary may find no place, and a person may be a member already. */
export type Granted = "granted" | "already_member" | "secondary_limit";

interface NewGrant {
  readonly personId: string;
  /** A primary comes in by first access, by hand-over or by the care desk. */
  readonly role: Exclude<Role, "primary">;
  readonly privileges: Privileges;
  readonly validThrough: LocalDate | null;
  readonly grantedAt: Date;
  readonly grantedBy: string;
}

export async function insertGrant(scope: SiteScope, grant: NewGrant): Promise<Granted> {
  const { query, siteId } = scope;
  const { personId, role, privileges: held } = grant;
  await lockSite(scope);
  const { rows } = await sql<{ isMember: boolean; isIn: boolean }>`
    with free as (select case when ${role} = 'secondary' then ${FREE_PLACE(siteId)} end as place),
    member as (select from access_grants where site_id = ${siteId} and person_id = ${personId}),
    added as (
      insert into access_grants (site_id, person_id, role, secondary_place, software_and_services, reporting,
                                 entitlements, entitlement_allocation, manage_access, contact_update,
                                 account_documents, granted_at, granted_by, valid_through)
      select ${siteId}, ${personId}, ${role}, free.place, ${held.softwareAndServices}, ${held.reporting},
             ${held.entitlements}, ${held.entitlementAllocation}, ${held.manageAccess}, ${held.contactUpdate},
             ${held.accountDocuments}, ${grant.grantedAt}, ${grant.grantedBy}, ${grant.validThrough}::date
        from free
       where not exists (select from member)
         and (${role} <> 'secondary' or free.place is not null)
      returning person_id)
    select exists (select from member) as is_member, exists (select from added) as is_in`.execute(query);
  const [{ isMember, isIn } = { isMember: false, isIn: false }] = rows;
  if (isIn) return "granted";
  return isMember ? "already_member" : "secondary_limit";
}

export interface GrantChange {
  readonly personId: string;
  readonly role: Exclude<Role, "primary">;
  readonly privileges: Privileges;
  readonly validThrough: LocalDate | null;
}

/** Never the primary's. `absent` when there is no such member besides the primary. */
export async function updateGrant(
  scope: SiteScope,
  { personId, role, privileges: held, validThrough }: GrantChange,
): Promise<"changed" | "absent" | "secondary_limit"> {
  const { query, siteId } = scope;
  await lockSite(scope);
  const { rows } = await sql<{ isMember: boolean; isChanged: boolean }>`
    with target as (
      select person_id, case when ${role} = 'secondary' then coalesce(secondary_place, ${FREE_PLACE(siteId)}) end as place
        from access_grants
       where site_id = ${siteId} and person_id = ${personId} and role <> 'primary'),
    changed as (
      update access_grants held
         set role = ${role}, secondary_place = target.place, software_and_services = ${held.softwareAndServices},
             reporting = ${held.reporting}, entitlements = ${held.entitlements},
             entitlement_allocation = ${held.entitlementAllocation}, manage_access = ${held.manageAccess},
             contact_update = ${held.contactUpdate}, account_documents = ${held.accountDocuments},
             valid_through = ${validThrough}::date
        from target
       where held.site_id = ${siteId} and held.person_id = target.person_id
         and (${role} <> 'secondary' or target.place is not null)
      returning held.person_id)
    select exists (select from target) as is_member, exists (select from changed) as is_changed`.execute(
    query,
  );
  const [{ isMember, isChanged } = { isMember: false, isChanged: false }] = rows;
  if (isChanged) return "changed";
  return isMember ? "secondary_limit" : "absent";
}

/** Never the primary's: that place changes hands, it does not become empty here. */
export async function deleteGrant({ query, siteId }: SiteScope, personId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from access_grants
     where site_id = ${siteId} and person_id = ${personId} and role <> 'primary'
    returning person_id`.execute(query);
  return rows.length === 1;
}

/** Takes away what ended before a day; false when it is not there, or was prolonged in the meantime. */
export async function deleteEndedGrant(
  { query, siteId }: SiteScope,
  personId: string,
  today: LocalDate,
): Promise<boolean> {
  const { rows } = await sql`
    delete from access_grants
     where site_id = ${siteId} and person_id = ${personId} and role <> 'primary' and valid_through < ${today}::date
    returning person_id`.execute(query);
  return rows.length === 1;
}

export interface Swap {
  /** Who is the primary now; null when the place is vacant. */
  readonly from: string | null;
  readonly to: string;
  /** What the old primary becomes. As a secondary he takes the place that the new one leaves, or a free one. */
  readonly fromRole: "secondary" | "user" | "none";
  readonly privileges: { readonly primary: Privileges; readonly from: Privileges };
  readonly at: Date;
  readonly by: string;
}

/**
 * Hands the primary's place over within one transaction: no reader ever sees none or two. "primary_changed" when `from`
 * is no longer the primary; "secondary_limit" when there is no place for the old one.
 */
export async function swapPrimary(
  scope: SiteScope,
  swap: Swap,
): Promise<"swapped" | "primary_changed" | "secondary_limit"> {
  const { query, siteId } = scope;
  await lockSite(scope);
  const { rows } = await sql<{ personId: string; place: number | null; lastSeenOn: LocalDate | null }>`
    select person_id, secondary_place as place, last_seen_on
      from access_grants
     where site_id = ${siteId} and (role = 'primary' or person_id = ${swap.to})`.execute(query);
  const others = rows.filter(({ personId }) => personId !== swap.to);
  if ((others[0]?.personId ?? null) !== swap.from) return "primary_changed";
  const heir = rows.find(({ personId }) => personId === swap.to);
  await sql`delete from access_grants where site_id = ${siteId} and person_id = ${swap.to}`.execute(query);
  if (swap.from !== null && !(await demote(scope, swap, heir?.place ?? null))) return "secondary_limit";
  await promote(query, siteId, swap, heir?.lastSeenOn ?? null);
  return "swapped";
}

/** Everything is undone by whoever throws on false. */
async function demote({ query, siteId }: SiteScope, swap: Swap, place: number | null): Promise<boolean> {
  if (swap.fromRole === "none") {
    await sql`delete from access_grants where site_id = ${siteId} and person_id = ${swap.from}`.execute(
      query,
    );
    return true;
  }
  const held = swap.privileges.from;
  const { rows } = await sql`
    update access_grants
       set role = ${swap.fromRole},
           secondary_place = case when ${swap.fromRole} = 'secondary'
                                  then coalesce(${place}::smallint, ${FREE_PLACE(siteId)}) end,
           software_and_services = ${held.softwareAndServices}, reporting = ${held.reporting},
           entitlements = ${held.entitlements}, entitlement_allocation = ${held.entitlementAllocation},
           manage_access = ${held.manageAccess}, contact_update = ${held.contactUpdate},
           account_documents = ${held.accountDocuments}
     where site_id = ${siteId} and person_id = ${swap.from} and role = 'primary'
       and (${swap.fromRole} <> 'secondary' or coalesce(${place}::smallint, ${FREE_PLACE(siteId)}) is not null)
    returning person_id`.execute(query);
  return rows.length === 1;
}

async function promote(
  query: Query,
  siteId: string,
  { to, privileges, at, by }: Swap,
  lastSeenOn: LocalDate | null,
): Promise<void> {
  const grant = {
    siteId,
    personId: to,
    privileges: privileges.primary,
    grantedAt: at,
    grantedBy: by,
    lastSeenOn,
  };
  await insertPrimary(query, grant);
  await sql`update sites set primary_state = 'claimed' where id = ${siteId}`.execute(query);
}

interface NewPrimary {
  readonly siteId: string;
  readonly personId: string;
  readonly privileges: Privileges;
  readonly grantedAt: Date;
  readonly grantedBy: string;
  /** Of somebody who was a member before. */
  readonly lastSeenOn?: LocalDate | null;
}

/** The unique index on primaries is the truth: a second one violates `access_grants_one_primary`. */
export async function insertPrimary(query: Query, grant: NewPrimary): Promise<void> {
  const { siteId, personId, privileges: held, grantedAt, grantedBy, lastSeenOn = null } = grant;
  await sql`
    insert into access_grants (site_id, person_id, role, software_and_services, reporting, entitlements,
                               entitlement_allocation, manage_access, contact_update, account_documents, granted_at,
                               granted_by, last_seen_on)
    values (${siteId}, ${personId}, 'primary', ${held.softwareAndServices}, ${held.reporting}, ${held.entitlements},
            ${held.entitlementAllocation}, ${held.manageAccess}, ${held.contactUpdate}, ${held.accountDocuments},
            ${grantedAt}, ${grantedBy}, ${lastSeenOn}::date)`.execute(query);
}

/** A site's grants that are current on a day, the primary first, then by place and age. */
export async function listSiteGrants(
  { query, siteId }: SiteScope,
  of: { today: LocalDate; roles?: readonly Role[]; limit?: number },
): Promise<HeldGrant[]> {
  const roles = of.roles ?? ["primary", "secondary", "user"];
  const { rows } = await sql<HeldGrant>`
    select person_id, role, valid_through, software_and_services, reporting, entitlements, entitlement_allocation,
           manage_access, contact_update, account_documents, granted_at, granted_by, last_seen_on
      from access_grants
     where site_id = ${siteId}
       and role = any(${roles}::text[])
       and (valid_through is null or valid_through >= ${of.today}::date)
     order by role <> 'primary', secondary_place nulls last, granted_at, person_id
     limit ${of.limit ?? 20_000}`.execute(query);
  return rows;
}
