/** The SQL of what an agent sees of a site and of a person. Reads what `access`, `identity` and `contacts` write. */
import { sql } from "kysely";
import type { Role, SiteScope, VendorScope } from "../../access/index.ts";
import type { Instant, LocalDate } from "../../platform/dates.ts";
import type { Language } from "../../platform/language.ts";

export interface SeenMember {
  readonly personId: string;
  readonly role: Role;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly language: Language;
  readonly validThrough: LocalDate | null;
  readonly lastSeenOn: LocalDate | null;
}

/** The primary first, then the secondaries; those whose access is over too, for they ask why. */
export async function listMembersSeen({ query, siteId }: SiteScope, limit: number): Promise<SeenMember[]> {
  const { rows } = await sql<SeenMember>`
    select held.person_id, held.role, person.email, person.given_name, person.family_name, person.language,
           held.valid_through, held.last_seen_on
      from access_grants held
      join people person on person.id = held.person_id
     where held.site_id = ${siteId}
     order by held.role <> 'primary', held.secondary_place nulls last, person.email_key
     limit ${limit}`.execute(query);
  return rows;
}

export interface SeenContact {
  readonly type: "POE" | "MEDIA" | "RENEWAL" | "BILLING" | "TECHNICAL";
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** Those that are assigned; the others fall back to the site's contact. */
export async function listKeyContactsSeen({ query, siteId }: SiteScope): Promise<SeenContact[]> {
  const { rows } = await sql<SeenContact>`
    select type, name, email, phone
      from key_contacts
     where site_id = ${siteId}
     order by type`.execute(query);
  return rows;
}

export interface SeenPerson {
  readonly personId: string;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly romanizedName: string | null;
  readonly country: string;
  readonly language: Language;
  readonly state: "invited" | "active" | "disabled";
  readonly registeredAt: Instant;
}

export async function findPersonSeen(
  { query }: VendorScope,
  personId: string,
): Promise<SeenPerson | undefined> {
  const { rows } = await sql<SeenPerson>`
    select id as person_id, email, given_name, family_name, romanized_name, country, language, state, registered_at
      from people
     where id = ${personId}`.execute(query);
  return rows[0];
}

export interface SeenMembership {
  readonly siteId: string;
  readonly number: string;
  readonly name: string;
  readonly role: Role;
  readonly validThrough: LocalDate | null;
  readonly lastSeenOn: LocalDate | null;
}

export async function listMembershipsSeen(
  { query }: VendorScope,
  personId: string,
): Promise<SeenMembership[]> {
  const { rows } = await sql<SeenMembership>`
    select site.id as site_id, site.number, site.name, held.role, held.valid_through, held.last_seen_on
      from access_grants held
      join sites site on site.id = held.site_id
     where held.person_id = ${personId}
     order by site.number
     limit 200`.execute(query);
  return rows;
}
