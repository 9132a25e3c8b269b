/** The SQL of grants. This module alone writes `access_grants`. */
import { sql } from "kysely";
import type { Query } from "../platform/database.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { Grant, KeyRole, Program, Role } from "./policy.ts";
import type { VendorScope } from "./scopes.data.ts";

declare module "../platform/database.ts" {
  interface Tables {
    accessGrants: Grant & {
      readonly siteId: string;
      readonly personId: string;
      readonly secondaryPlace: number | null;
      readonly grantedAt: Date;
      readonly grantedBy: string;
      readonly lastSeenOn: LocalDate | null;
    };
  }
}

export interface Held extends Grant {
  readonly program: Program;
  /** The site's: it decides the zone in which the site's days are counted. */
  readonly country: string;
  /** The day on which the member last used this site; null for never. */
  readonly lastSeenOn: LocalDate | null;
}

/**
 * A person's grant at a site and the site's program, in one look; undefined when there is none. Reads `sites`, which
 * `agreements` writes: the one look that every request pays for. See docs/decisions.
 */
export async function findGrant(query: Query, personId: string, siteId: string): Promise<Held | undefined> {
  const { rows } = await sql<Held>`
    select held.role, held.valid_through, held.software_and_services, held.reporting, held.entitlements,
           held.entitlement_allocation, held.manage_access, held.contact_update, held.account_documents,
           held.last_seen_on, site.program, site.country
      from access_grants held
      join sites site on site.id = held.site_id
     where held.site_id = ${siteId}
       and held.person_id = ${personId}`.execute(query);
  return rows[0];
}

/** Notes the day. Whoever has the grant in hand is not waited for: the next request notes it. */
export async function updateLastSeen(
  query: Query,
  { siteId, personId, today }: { siteId: string; personId: string; today: LocalDate },
): Promise<void> {
  await sql`
    update access_grants seen
       set last_seen_on = ${today}::date
      from (select site_id, person_id
              from access_grants
             where site_id = ${siteId}
               and person_id = ${personId}
               and last_seen_on is distinct from ${today}::date
               for no key update skip locked) free
     where seen.site_id = free.site_id
       and seen.person_id = free.person_id`.execute(query);
}

/** What `findGrant` and `findKeyRole` find, in one look: whoever works with keys pays for it at every request. */
export async function findKeyAccess(
  query: Query,
  personId: string,
  siteId: string,
): Promise<
  (Pick<Held, "program" | "country"> & { keyRole: KeyRole | null; grant: Held | null }) | undefined
> {
  const { rows } = await sql<
    Pick<Held, "program" | "country"> & { keyRole: KeyRole | null; isMember: boolean } & Held
  >`
    select held.person_id is not null as is_member, held.role, held.valid_through, held.software_and_services,
           held.reporting, held.entitlements, held.entitlement_allocation, held.manage_access, held.contact_update,
           held.account_documents, held.last_seen_on, site.program, site.country,
           (select key.role
              from key_memberships key
             where key.site_id = site.id
               and key.person_id = ${personId}
             order by key.role = 'administrator' desc
             limit 1) as key_role
      from sites site
      left join access_grants held on held.site_id = site.id and held.person_id = ${personId}
     where site.id = ${siteId}`.execute(query);
  const found = rows[0];
  if (found === undefined) return undefined;
  const { isMember, keyRole, ...grant } = found;
  return { program: grant.program, country: grant.country, keyRole, grant: isMember ? grant : null };
}

/** A person's highest role in a site's Key Center, and the site's program; undefined for who is not a member of it. */
export async function findKeyRole(
  query: Query,
  personId: string,
  siteId: string,
): Promise<(Pick<Held, "program" | "country"> & { keyRole: KeyRole }) | undefined> {
  const { rows } = await sql<Pick<Held, "program" | "country"> & { keyRole: KeyRole }>`
    select held.role as key_role, site.program, site.country
      from key_memberships held
      join sites site on site.id = held.site_id
     where held.site_id = ${siteId}
       and held.person_id = ${personId}
     order by held.role = 'administrator' desc
     limit 1`.execute(query);
  return rows[0];
}

/** The sites of whose Key Center a person is a member. */
export async function listKeySites({ query }: VendorScope, personId: string): Promise<string[]> {
  const { rows } = await sql<{ siteId: string }>`
    select distinct site_id from key_memberships where person_id = ${personId} order by site_id`.execute(
    query,
  );
  return rows.map(({ siteId }) => siteId);
}

/**
 * Who may let others into a site's Key Center: its administrators, the primary first. Reads `key_member_looks`, which
 * `key-members` writes.
 */
export async function listKeyAdministrators(query: Query, siteId: string): Promise<Grantor[]> {
  const { rows } = await sql<Grantor>`
    select held.person_id,
           bool_or(held.because in ('primary', 'technical', 'order-number', 'approval'))
             or exists (select from key_member_looks looked
                         where looked.site_id = ${siteId} and looked.person_id = held.person_id)
             or exists (select from access_grants granted
                         where granted.site_id = ${siteId} and granted.person_id = held.person_id
                           and granted.last_seen_on is not null) as is_name_known
      from key_memberships held
     where held.site_id = ${siteId}
     group by held.person_id
    having bool_or(held.role = 'administrator')
     order by bool_or(held.because = 'primary') desc, min(held.since)
     limit 5`.execute(query);
  return rows;
}

/** The site, when the person is its registered contact and has yet to enter the passcode that was made for it. */
export async function findAwaitingSite(
  query: Query,
  personId: string,
  siteId: string,
): Promise<Pick<Held, "program" | "country"> | undefined> {
  const { rows } = await sql<Pick<Held, "program" | "country">>`
    select site.program, site.country
      from sites site
      join people person on person.email_key = site.contact_email_key
     where site.id = ${siteId}
       and site.primary_state = 'unclaimed'
       and person.id = ${personId}
       and person.state = 'active'
       and exists (select from passcodes made where made.site_id = site.id)`.execute(query);
  return rows[0];
}

export interface Membership {
  readonly siteId: string;
  readonly role: Role;
}

/** The grants that a person holds on a day, the oldest first. */
export async function listMemberships(
  query: Query,
  personId: string,
  today: LocalDate,
): Promise<Membership[]> {
  return query
    .selectFrom("accessGrants")
    .select(["siteId", "role"])
    .where("personId", "=", personId)
    .where((either) => either.or([either("validThrough", "is", null), either("validThrough", ">=", today)]))
    .orderBy("grantedAt")
    .orderBy("siteId")
    .execute();
}

export interface Grantor {
  readonly personId: string;
  /** Whether the name may be told: whoever only had an address added has told nobody a name. */
  readonly isNameKnown: boolean;
}

/** Who at a site may grant rights on a day: its primary, and each secondary that may manage access. */
export async function listGrantors(query: Query, siteId: string, today: LocalDate): Promise<Grantor[]> {
  const { rows } = await sql<Grantor>`
    select person_id, last_seen_on is not null or role = 'primary' as is_name_known
      from access_grants
     where site_id = ${siteId}
       and manage_access = 'update'
       and (valid_through is null or valid_through >= ${today}::date)
     order by role <> 'primary', granted_at
     limit 5`.execute(query);
  return rows;
}

/** Who holds the primary contact's place of each of these sites; a site without one is left out. */
export async function listPrimaries(
  { query }: VendorScope,
  siteIds: readonly string[],
): Promise<{ siteId: string; personId: string }[]> {
  const { rows } = await sql<{ siteId: string; personId: string }>`
    select site_id, person_id
      from access_grants
     where site_id = any(${[...siteIds]}::text[])
       and role = 'primary'`.execute(query);
  return rows;
}
