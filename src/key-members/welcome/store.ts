/** The SQL of who is to be welcomed. Reads `access_grants`, `sites`, `key_contacts` and `people`, which their modules write. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { Language } from "../../platform/language.ts";

/** Takes up to so many sites at which an automatic member may have come; those that are being changed come later. */
export async function takeChanges({ query }: VendorScope, limit: number): Promise<string[]> {
  const { rows } = await sql<{ siteId: string }>`
    delete from key_member_changes
     where site_id in (select site_id from key_member_changes order by site_id limit ${limit} for update skip locked)
    returning site_id`.execute(query);
  return rows.map(({ siteId }) => siteId).sort();
}

export interface Welcome {
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
  readonly email: string;
  readonly language: Language;
  readonly because: "primary" | "technical";
  /** False: the registered contact has yet to enter the passcode. */
  readonly isIn: boolean;
  readonly hasId: boolean;
}

/**
 * Notes who is welcomed now, each once for each thing that makes a member, and answers them. The primary contact; as long
 * as there is none, the registered contact of a site that is not older than `registeredFrom`; and the technical contact
 * who is not the primary as well.
 */
export async function insertWelcomes(
  { query }: VendorScope,
  of: { siteIds: readonly string[]; registeredFrom: LocalDate; at: Date },
): Promise<Welcome[]> {
  const ids = sql`any(${[...of.siteIds]}::text[])`;
  const { rows } = await sql<Welcome>`
    with primaries as (
      select granted.site_id, person.email_key, person.email, person.language, 'primary' as because, true as is_in,
             person.state = 'active' as has_id
        from access_grants granted
        join people person on person.id = granted.person_id and person.state <> 'disabled'
       where granted.site_id = ${ids}
         and granted.role = 'primary'
       union all
      select site.id, site.contact_email_key, site.contact_email, coalesce(person.language, site.language), 'primary', false,
             coalesce(person.state = 'active', false)
        from sites site
        left join people person on person.email_key = site.contact_email_key
       where site.id = ${ids}
         and site.primary_state = 'unclaimed'
         and site.contact_email_key is not null
         and site.registered_on >= ${of.registeredFrom}::date
         and person.state is distinct from 'disabled'),
    due as (
      select site_id, email_key, email, language, because, is_in, has_id from primaries
       union all
      select contact.site_id, contact.email_key, contact.email, contact.language, 'technical', true,
             coalesce(person.state = 'active', false)
        from key_contacts contact
        left join people person on person.email_key = contact.email_key
       where contact.site_id = ${ids}
         and contact.type = 'TECHNICAL'
         and person.state is distinct from 'disabled'
         and not exists (select from primaries
                          where primaries.site_id = contact.site_id and primaries.email_key = contact.email_key)
         and not exists (select from key_welcomes welcomed
                          where welcomed.site_id = contact.site_id and welcomed.email_key = contact.email_key)),
    fresh as (
      insert into key_welcomes (site_id, email_key, because, sent_at)
      select site_id, email_key, because, ${of.at}::timestamptz from due
          on conflict do nothing
      returning site_id, email_key, because)
    select due.site_id, site.number as site_number, site.name as site_name, due.email, due.language, due.because,
           due.is_in, due.has_id
      from due
      join fresh using (site_id, email_key, because)
      join sites site on site.id = due.site_id
     order by due.site_id, due.because`.execute(query);
  return rows;
}
