/** The SQL that reads a site's people for succession: who leads it, who could. It writes nothing. */
import { sql } from "kysely";
import type { Role, SiteScope } from "../access/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { Language } from "../platform/language.ts";

export interface SitePerson {
  readonly personId: string;
  readonly role: Role;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly language: Language;
  /** False: invited, and not registered yet; or closed. */
  readonly isActive: boolean;
}

/** A name is its owner's: until a member has used the site, or leads it, the address stands in its place. */
const IS_NAME_KNOWN = "(held.last_seen_on is not null or held.role = 'primary')";
const PERSON = sql.raw(`
  held.person_id, held.role, person.email, case when ${IS_NAME_KNOWN} then person.given_name else '' end as given_name,
  case when ${IS_NAME_KNOWN} then person.family_name else '' end as family_name, person.language,
  person.state = 'active' as is_active`);

/** The site's primary, whether the ID is still open or not; undefined when the place is vacant. */
export async function findPrimary({ query, siteId }: SiteScope): Promise<SitePerson | undefined> {
  const { rows } = await sql<SitePerson>`
    select ${PERSON}
      from access_grants held
      join people person on person.id = held.person_id
     where held.site_id = ${siteId}
       and held.role = 'primary'`.execute(query);
  return rows[0];
}

/** One member, whose grant is current on the day. */
export async function findMember(
  { query, siteId }: SiteScope,
  personId: string,
  today: LocalDate,
): Promise<SitePerson | undefined> {
  const { rows } = await sql<SitePerson>`
    select ${PERSON}
      from access_grants held
      join people person on person.id = held.person_id
     where held.site_id = ${siteId}
       and held.person_id = ${personId}
       and (held.valid_through is null or held.valid_through >= ${today}::date)`.execute(query);
  return rows[0];
}

/** The same, kept as a member until the transaction ends: who removes him meanwhile waits, or has been first. */
export async function lockMember(
  { query, siteId }: SiteScope,
  personId: string,
  today: LocalDate,
): Promise<SitePerson | undefined> {
  const { rows } = await sql<SitePerson>`
    select ${PERSON}
      from access_grants held
      join people person on person.id = held.person_id
     where held.site_id = ${siteId}
       and held.person_id = ${personId}
       and (held.valid_through is null or held.valid_through >= ${today}::date)
       for update of held`.execute(query);
  return rows[0];
}

/** Members with an ID besides the primary, secondaries first: to whom the place can be given. */
export async function listHeirs(
  { query, siteId }: SiteScope,
  { today, limit }: { today: LocalDate; limit: number },
): Promise<SitePerson[]> {
  const { rows } = await sql<SitePerson>`
    select ${PERSON}
      from access_grants held
      join people person on person.id = held.person_id
     where held.site_id = ${siteId}
       and held.role <> 'primary'
       and person.state = 'active'
       and (held.valid_through is null or held.valid_through >= ${today}::date)
     order by held.secondary_place nulls last, held.granted_at, held.person_id
     limit ${limit}`.execute(query);
  return rows;
}

/** Those with an ID who may manage access, the primary first. */
export async function listAdministrators(
  { query, siteId }: SiteScope,
  today: LocalDate,
): Promise<SitePerson[]> {
  const { rows } = await sql<SitePerson>`
    select ${PERSON}
      from access_grants held
      join people person on person.id = held.person_id
     where held.site_id = ${siteId}
       and held.manage_access = 'update'
       and person.state = 'active'
       and (held.valid_through is null or held.valid_through >= ${today}::date)
     order by held.role <> 'primary', held.secondary_place
     limit 5`.execute(query);
  return rows;
}

/** The successors who could take the place on the day, in the order in which they are asked. */
export async function listSuccessors({ query, siteId }: SiteScope, today: LocalDate): Promise<SitePerson[]> {
  const { rows } = await sql<SitePerson>`
    select ${PERSON}
      from successors named
      join access_grants held on held.site_id = named.site_id and held.person_id = named.person_id
      join people person on person.id = held.person_id
     where named.site_id = ${siteId}
       and held.role <> 'primary'
       and person.state = 'active'
       and (held.valid_through is null or held.valid_through >= ${today}::date)
     order by named.place`.execute(query);
  return rows;
}
