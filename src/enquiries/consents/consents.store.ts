/** The SQL of consents. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { Instant, LocalDate } from "../../platform/dates.ts";
import type { Purpose } from "./consents.rules.ts";

export interface Consent {
  readonly id: string;
  readonly purpose: Purpose;
  readonly givenBy: string;
  readonly givenAt: Instant;
  readonly validThrough: LocalDate;
  readonly takenBackAt: Instant | null;
}

export async function insertConsent(
  { query, siteId }: SiteScope,
  row: Omit<Consent, "givenAt" | "takenBackAt"> & { readonly givenAt: Date },
): Promise<Consent> {
  const { rows } = await sql<Consent>`
    insert into consents (id, site_id, purpose, given_by, given_at, valid_through)
    values (${row.id}, ${siteId}, ${row.purpose}, ${row.givenBy}, ${row.givenAt}, ${row.validThrough}::date)
    returning id, purpose, given_by, given_at, valid_through, taken_back_at`.execute(query);
  const [given] = rows;
  if (given === undefined) throw new Error("a consent was not kept");
  return given;
}

/** The newest first. */
export async function listConsents({ query, siteId }: SiteScope): Promise<Consent[]> {
  const { rows } = await sql<Consent>`
    select id, purpose, given_by, given_at, valid_through, taken_back_at
      from consents
     where site_id = ${siteId}
     order by given_at desc, id desc
     limit 200`.execute(query);
  return rows;
}

/** Its purpose; undefined when there is none in force under that id. */
export async function takeBackConsent(
  { query, siteId }: SiteScope,
  { id, at }: { id: string; at: Date },
): Promise<Purpose | undefined> {
  const { rows } = await sql<{ purpose: Purpose }>`
    update consents set taken_back_at = ${at}
     where site_id = ${siteId} and id = ${id} and taken_back_at is null
    returning purpose`.execute(query);
  return rows[0]?.purpose;
}

/** The consent that covers a day, kept as it is until the transaction ends: nobody takes it back meanwhile. */
export async function holdConsent(
  { query, siteId }: SiteScope,
  { purpose, today }: { purpose: Purpose; today: LocalDate },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id
      from consents
     where site_id = ${siteId}
       and purpose = ${purpose}
       and taken_back_at is null
       and valid_through >= ${today}::date
     order by valid_through desc
     limit 1
       for share`.execute(query);
  return rows[0]?.id;
}

/** The sites at which an address is a member's or the registered contact's. */
export async function listSitesKnowing({ query }: VendorScope, emailKey: string): Promise<string[]> {
  const { rows } = await sql<{ siteId: string }>`
    select site.id as site_id
      from sites site
     where site.contact_email_key = ${emailKey}
        or exists (select from access_grants held join people person on person.id = held.person_id
                    where held.site_id = site.id and person.email_key = ${emailKey})
     order by site.number
     limit 20`.execute(query);
  return rows.map(({ siteId }) => siteId);
}
