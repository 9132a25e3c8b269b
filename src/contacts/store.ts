/** The SQL of key contacts, of the looks at them, and of who was asked to look. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../access/index.ts";
import type { Instant, LocalDate } from "../platform/dates.ts";
import type { EnteredContact, NamedType } from "./rules.ts";

export interface KeyContact extends EnteredContact {
  readonly type: NamedType;
  /** Drawn anew with each change. */
  readonly version: string;
  readonly savedAt: Instant;
  readonly savedBy: string;
}

export interface NewContact extends EnteredContact {
  readonly type: NamedType;
  readonly version: string;
  readonly emailKey: string;
  readonly savedAt: Date;
  readonly savedBy: string;
}

const COLUMNS = sql`type, version, name, email, phone, street, city, region, postal_code, country, language, saved_at,
  saved_by`;

/** Those that are named; at most one of each type. */
export async function listKeyContacts({ query, siteId }: SiteScope): Promise<KeyContact[]> {
  const { rows } = await sql<KeyContact>`
    select ${COLUMNS}
      from key_contacts
     where site_id = ${siteId}
     order by type`.execute(query);
  return rows;
}

/** Who is named for one kind of document at each of these sites. */
export async function listNamedContacts(
  { query }: VendorScope,
  siteIds: readonly string[],
  type: NamedType,
): Promise<(KeyContact & { readonly siteId: string })[]> {
  const { rows } = await sql<KeyContact & { siteId: string }>`
    select site_id, ${COLUMNS}
      from key_contacts
     where site_id = any(${[...siteIds]}::text[])
       and type = ${type}`.execute(query);
  return rows;
}

export async function findKeyContact(
  { query, siteId }: SiteScope,
  type: NamedType,
): Promise<KeyContact | undefined> {
  const { rows } = await sql<KeyContact>`
    select ${COLUMNS}
      from key_contacts
     where site_id = ${siteId}
       and type = ${type}`.execute(query);
  return rows[0];
}

function insertion({ siteId }: SiteScope, contact: NewContact) {
  return sql`
    insert into key_contacts (site_id, type, version, name, email, email_key, phone, street, city, region, postal_code,
                              country, language, saved_at, saved_by)
    values (${siteId}, ${contact.type}, ${contact.version}, ${contact.name}, ${contact.email}, ${contact.emailKey},
            ${contact.phone}, ${contact.street}, ${contact.city}, ${contact.region}, ${contact.postalCode},
            ${contact.country}, ${contact.language}, ${contact.savedAt}, ${contact.savedBy})`;
}

/** Names somebody where nobody is; false when somebody is by now. */
export async function insertKeyContact(scope: SiteScope, contact: NewContact): Promise<boolean> {
  const { rows } = await sql`
    ${insertion(scope, contact)} on conflict (site_id, type) do nothing returning type`.execute(scope.query);
  return rows.length === 1;
}

/** In place of whoever is named. */
export async function upsertKeyContact(scope: SiteScope, contact: NewContact): Promise<void> {
  await sql`
    ${insertion(scope, contact)}
        on conflict (site_id, type) do update
       set version = excluded.version, name = excluded.name, email = excluded.email, email_key = excluded.email_key,
           phone = excluded.phone, street = excluded.street, city = excluded.city, region = excluded.region,
           postal_code = excluded.postal_code, country = excluded.country, language = excluded.language,
           saved_at = excluded.saved_at, saved_by = excluded.saved_by`.execute(scope.query);
}

/** In place of the version that was seen; false when it is there no more. */
export async function updateKeyContact(
  { query, siteId }: SiteScope,
  contact: NewContact,
  seen: string,
): Promise<boolean> {
  const { rows } = await sql`
    update key_contacts
       set version = ${contact.version}, name = ${contact.name}, email = ${contact.email},
           email_key = ${contact.emailKey}, phone = ${contact.phone}, street = ${contact.street},
           city = ${contact.city}, region = ${contact.region}, postal_code = ${contact.postalCode},
           country = ${contact.country}, language = ${contact.language}, saved_at = ${contact.savedAt},
           saved_by = ${contact.savedBy}
     where site_id = ${siteId}
       and type = ${contact.type}
       and version = ${seen}
    returning type`.execute(query);
  return rows.length === 1;
}

/** Whoever is named, or only the version that was seen. */
export async function deleteKeyContact(
  { query, siteId }: SiteScope,
  type: NamedType,
  seen: string | undefined,
): Promise<boolean> {
  const { rows } = await sql`
    delete from key_contacts
     where site_id = ${siteId}
       and type = ${type}
       and (${seen ?? null}::text is null or version = ${seen ?? null})
    returning type`.execute(query);
  return rows.length === 1;
}

export interface ContactReview {
  readonly reviewedAt: Instant;
  readonly reviewedBy: string;
}

export async function findContactReview({ query, siteId }: SiteScope): Promise<ContactReview | undefined> {
  const { rows } = await sql<ContactReview>`
    select reviewed_at, reviewed_by
      from contact_reviews
     where site_id = ${siteId}`.execute(query);
  return rows[0];
}

export async function upsertContactReview(
  { query, siteId }: SiteScope,
  review: { at: Date; by: string },
): Promise<void> {
  await sql`
    insert into contact_reviews (site_id, reviewed_at, reviewed_by)
    values (${siteId}, ${review.at}, ${review.by})
        on conflict (site_id) do update
       set reviewed_at = excluded.reviewed_at, reviewed_by = excluded.reviewed_by`.execute(query);
}

/** Those of the sites whose people were asked before some anniversary from a day on. */
export async function listContactChecks(
  { query }: VendorScope,
  { siteIds, since }: { siteIds: readonly string[]; since: LocalDate },
): Promise<{ siteId: string; anniversaryOn: LocalDate }[]> {
  const { rows } = await sql<{ siteId: string; anniversaryOn: LocalDate }>`
    select site_id, anniversary_on
      from contact_checks
     where site_id = any(${[...siteIds]}::text[])
       and anniversary_on >= ${since}::date
     order by site_id, anniversary_on`.execute(query);
  return rows;
}

/** Once for each anniversary: false for whoever comes second. */
export async function insertContactCheck(
  { query, siteId }: SiteScope,
  check: { anniversaryOn: LocalDate; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into contact_checks (site_id, anniversary_on, asked_at)
    values (${siteId}, ${check.anniversaryOn}, ${check.at})
        on conflict do nothing
    returning site_id`.execute(query);
  return rows.length === 1;
}
