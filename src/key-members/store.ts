/** The SQL of who is in a site's Key Center. This module alone writes its tables, but for a trigger of grants. */
import { sql } from "kysely";
import type { KeyRole, SiteScope, VendorScope } from "../access/index.ts";
import { fullName } from "../identity/index.ts";
import type { Instant } from "../platform/dates.ts";
import type { Language } from "../platform/language.ts";
import { isAutomatic, type KeyMember, type Way } from "./rules.ts";

interface MemberRow {
  readonly personId: string;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly romanizedName: string | null;
  readonly language: Language;
  readonly state: "active" | "invited" | "disabled";
  readonly role: KeyRole;
  readonly because: Way;
  readonly since: Instant;
  readonly ways: readonly Way[];
  readonly isNamed: boolean;
}

/** Everybody once, the highest role first, then who came first. A circle is small: it is read whole. */
export async function listKeyMembers({ query, siteId }: SiteScope): Promise<KeyMember[]> {
  const { rows } = await sql<MemberRow>`
    select person.id as person_id, person.email, person.given_name, person.family_name, person.romanized_name,
           person.language, person.state, held.role, held.because, held.since, held.ways,
           held.ways && '{primary,technical,order-number,approval}'::text[]
             or exists (select from key_member_looks looked
                         where looked.site_id = ${siteId} and looked.person_id = person.id)
             or exists (select from access_grants granted
                         where granted.site_id = ${siteId} and granted.person_id = person.id
                           and granted.last_seen_on is not null) as is_named
      from (select person_id,
                   (array_agg(role order by role = 'administrator' desc, since))[1] as role,
                   (array_agg(because order by role = 'administrator' desc, since))[1] as because,
                   (array_agg(since order by role = 'administrator' desc, since))[1] as since,
                   array_agg(because) as ways
              from key_memberships
             where site_id = ${siteId}
             group by person_id) held
      join people person on person.id = held.person_id
     order by held.role = 'administrator' desc, held.since, person.id`.execute(query);
  return rows.map(memberOf);
}

/** Whoever was added by the address alone has no name here before having been here: addresses tell nobody's name. */
function memberOf({ isNamed, ways, state, givenName, familyName, language, ...row }: MemberRow): KeyMember {
  const name = isNamed ? fullName({ givenName, familyName, language }) : "";
  return {
    personId: row.personId,
    name: name === "" ? row.email : name,
    romanizedName: isNamed ? row.romanizedName : null,
    email: row.email,
    role: row.role,
    because: row.because,
    since: row.since,
    isAutomatic: ways.some(isAutomatic),
    hasId: state !== "invited",
  };
}

export interface Addressed {
  readonly personId: string;
  readonly email: string;
  readonly language: Language;
}

/** The administrators who have an ID, and so may be written to. */
export async function listAdministrators({ query, siteId }: SiteScope): Promise<Addressed[]> {
  const { rows } = await sql<Addressed>`
    select distinct person.id as person_id, person.email, person.language
      from key_memberships held
      join people person on person.id = held.person_id
     where held.site_id = ${siteId}
       and held.role = 'administrator'
       and person.state = 'active'
     order by person.id`.execute(query);
  return rows;
}

export interface NewKeyMember {
  readonly personId: string;
  readonly role: KeyRole;
  readonly path: Exclude<Way, "primary" | "technical">;
  readonly since: Date;
  readonly addedBy: string;
}

/** False when the person is named here already. Whoever was taken out before is let in again by it. */
export async function insertKeyMember({ query, siteId }: SiteScope, member: NewKeyMember): Promise<boolean> {
  const { rows } = await sql`
    with forgiven as (
      delete from key_member_removals where site_id = ${siteId} and person_id = ${member.personId})
    insert into key_members (site_id, person_id, role, path, since, added_by)
    values (${siteId}, ${member.personId}, ${member.role}, ${member.path}, ${member.since}, ${member.addedBy})
        on conflict do nothing
    returning person_id`.execute(query);
  return rows.length === 1;
}

/** The role of somebody who is named here; false for who is not, or only by what he or she is at the site. */
export async function updateKeyRole(
  { query, siteId }: SiteScope,
  { personId, role }: { personId: string; role: KeyRole },
): Promise<boolean> {
  const { rows } = await sql`
    update key_members
       set role = ${role}
     where site_id = ${siteId}
       and person_id = ${personId}
    returning person_id`.execute(query);
  return rows.length === 1;
}

export async function deleteKeyMember({ query, siteId }: SiteScope, personId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from key_members
     where site_id = ${siteId}
       and person_id = ${personId}
    returning person_id`.execute(query);
  return rows.length === 1;
}

/** Somebody else took the person out: order numbers let him in no more. */
export async function insertRemoval({ query, siteId }: SiteScope, personId: string): Promise<void> {
  await sql`
    insert into key_member_removals (site_id, person_id) values (${siteId}, ${personId}) on conflict do nothing`.execute(
    query,
  );
}

export async function wasRemoved({ query, siteId }: SiteScope, personId: string): Promise<boolean> {
  const { rows } = await sql`
    select from key_member_removals where site_id = ${siteId} and person_id = ${personId}`.execute(query);
  return rows.length === 1;
}

/** Whether the administrators are mailed about each new member. Source: BR-98. */
export async function readNotifyAdmins({ query, siteId }: SiteScope): Promise<boolean> {
  const { rows } = await sql<{ notifyAdmins: boolean }>`
    select notify_admins from key_accounts where site_id = ${siteId}`.execute(query);
  return rows[0]?.notifyAdmins ?? false;
}

/** False when it was so already. */
export async function updateNotifyAdmins({ query, siteId }: SiteScope, isOn: boolean): Promise<boolean> {
  const { rows } = await sql`
    insert into key_accounts as account (site_id, notify_admins)
    select ${siteId}, ${isOn}
     where ${isOn} or exists (select from key_accounts where site_id = ${siteId})
        on conflict (site_id) do update set notify_admins = excluded.notify_admins
     where account.notify_admins <> excluded.notify_admins
    returning site_id`.execute(query);
  return rows.length === 1;
}

/** Notes that the person has seen who is in the Key Center. */
export async function upsertLook(
  { query, siteId }: SiteScope,
  { personId, at }: { personId: string; at: Date },
): Promise<void> {
  await sql`
    insert into key_member_looks as looked (site_id, person_id, looked_at)
    values (${siteId}, ${personId}, ${at})
        on conflict (site_id, person_id) do update set looked_at = excluded.looked_at
     where looked.looked_at < excluded.looked_at`.execute(query);
}

/** Who became a member since the person last looked, by somebody else's doing or the own. */
export async function countNewMembers({ query, siteId }: SiteScope, personId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
      from key_members came
      left join key_member_looks looked on looked.site_id = came.site_id and looked.person_id = ${personId}
     where came.site_id = ${siteId}
       and came.person_id <> ${personId}
       and came.added_by <> ${personId}
       and (looked.looked_at is null or came.since > looked.looked_at)`.execute(query);
  return rows[0]?.count ?? 0;
}

export interface KeySite {
  readonly siteId: string;
  readonly number: string;
  readonly name: string;
  readonly program: string;
  readonly role: KeyRole;
  readonly because: Way;
  readonly since: Instant;
}

/** The Key Center accounts of a person, by site number. */
export async function listKeyAccounts({ query }: VendorScope, personId: string): Promise<KeySite[]> {
  const { rows } = await sql<KeySite>`
    select site.id as site_id, site.number, site.name, site.program,
           (array_agg(held.role order by held.role = 'administrator' desc, held.since))[1] as role,
           (array_agg(held.because order by held.role = 'administrator' desc, held.since))[1] as because,
           (array_agg(held.since order by held.role = 'administrator' desc, held.since))[1] as since
      from key_memberships held
      join sites site on site.id = held.site_id
     where held.person_id = ${personId}
     group by site.id
     order by site.number`.execute(query);
  return rows;
}
