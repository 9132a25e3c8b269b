/**
 * The SQL of passcodes and of the contact who may use one. A passcode is kept only as a hash whose key is not here.
 *
 * Locks: a try takes the lock of the passcode's row, so that entries at once are counted one after the other.
 */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { Language } from "../../platform/language.ts";
import type { PasscodeState } from "./passcode.rules.ts";

declare module "../../platform/database.ts" {
  interface Tables {
    passcodes: {
      id: string;
      siteId: string;
      salt: Buffer;
      hash: Buffer;
      state: PasscodeState;
      tries: number;
      issuedAt: Date;
      expiresAt: Date;
    };
  }
}

export interface KeptPasscode {
  readonly id: string;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Takes the site's lock, so that of two issues at once the later one supersedes the earlier. */
export async function supersedePasscode({ query, siteId }: SiteScope): Promise<void> {
  await sql`select id from sites where id = ${siteId} for update`.execute(query);
  await sql`update passcodes set state = 'superseded' where site_id = ${siteId} and state = 'issued'`.execute(
    query,
  );
}

/** Whether nobody has come in yet; it stays so until the transaction ends. */
export async function lockUnclaimed({ query, siteId }: SiteScope): Promise<boolean> {
  const { rows } = await sql`
    select id from sites where id = ${siteId} and primary_state = 'unclaimed' for update`.execute(query);
  return rows.length === 1;
}

/** A second open one violates `passcodes_one_open`. */
export async function insertPasscode(
  { query, siteId }: SiteScope,
  passcode: KeptPasscode & { issuedAt: Date; expiresAt: Date },
): Promise<void> {
  await query
    .insertInto("passcodes")
    .values({ ...passcode, siteId, state: "issued", tries: 0 })
    .execute();
}

/** Counts one try against the open passcode and answers it; undefined when none is open or its tries are spent. */
export async function reserveTry(
  { query, siteId }: SiteScope,
  now: Date,
): Promise<(KeptPasscode & { readonly tries: number }) | undefined> {
  const { rows } = await sql<KeptPasscode & { tries: number }>`
    update passcodes
       set tries = tries + 1
     where site_id = ${siteId}
       and state = 'issued'
       and tries < 5
       and expires_at > ${now}
    returning id, salt, hash, tries`.execute(query);
  return rows[0];
}

/** A site's passcodes, the newest first. */
export async function listPasscodes({
  query,
  siteId,
}: SiteScope): Promise<(KeptPasscode & { state: PasscodeState })[]> {
  const { rows } = await sql<KeptPasscode & { state: PasscodeState }>`
    select id, salt, hash, state
      from passcodes
     where site_id = ${siteId}
     order by (state = 'issued') desc, (state = 'superseded'), issued_at desc, id desc
     limit 20`.execute(query);
  return rows;
}

export async function updateExhausted({ query, siteId }: SiteScope, passcodeId: string): Promise<void> {
  await sql`update passcodes set state = 'exhausted' where site_id = ${siteId} and id = ${passcodeId}`.execute(
    query,
  );
}

export async function updateConsumed(
  { query, siteId }: SiteScope,
  use: { passcodeId: string; personId: string; at: Date },
): Promise<void> {
  await sql`
    update passcodes
       set state = 'consumed', consumed_at = ${use.at}, consumed_by = ${use.personId}
     where site_id = ${siteId}
       and id = ${use.passcodeId}`.execute(query);
}

/** Whether the place of the primary contact was free, and is now taken. */
export async function claimSite({ query, siteId }: SiteScope): Promise<boolean> {
  const { rows } = await sql`
    update sites
       set primary_state = 'claimed'
     where id = ${siteId}
       and primary_state = 'unclaimed'
    returning id`.execute(query);
  return rows.length === 1;
}

export interface SiteOfContact {
  readonly siteId: string;
  readonly number: string;
  readonly name: string;
  readonly contactEmail: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly language: Language;
}

/** The site of that number whose registered contact has that address; undefined for every other. */
export async function findSiteOfContact(
  { query }: VendorScope,
  { number, emailKey }: { number: string; emailKey: string },
): Promise<SiteOfContact | undefined> {
  const { rows } = await sql<SiteOfContact>`
    select id as site_id, number, name, contact_email, contact_given_name as given_name,
           contact_family_name as family_name, language
      from sites
     where number = ${number}
       and contact_email_key = ${emailKey}`.execute(query);
  return rows[0];
}

export interface ClaimableSite {
  readonly siteId: string;
  readonly number: string;
  readonly name: string;
  readonly contact: { readonly givenName: string; readonly familyName: string };
  /** Whether the newest passcode can still be entered, and if not why. */
  readonly passcode: "open" | "expired" | "exhausted";
}

/** The sites that wait for their contact, who has this address, and that have a passcode; the oldest first. */
export async function listClaimableSites(
  { query }: VendorScope,
  { emailKey, now }: { emailKey: string; now: Date },
): Promise<ClaimableSite[]> {
  const { rows } = await sql<ClaimableSite>`
    select site.id as site_id, site.number, site.name,
           jsonb_build_object('givenName', site.contact_given_name, 'familyName', site.contact_family_name) as contact,
           case when newest.state = 'exhausted' then 'exhausted'
                when newest.expires_at <= ${now} then 'expired' else 'open' end as passcode
      from sites site
      join lateral (select state, expires_at
                      from passcodes
                     where passcodes.site_id = site.id
                       and state in ('issued', 'exhausted')
                     order by (state = 'issued') desc, (state = 'superseded'), issued_at desc, id desc
                     limit 1) newest on true
     where site.contact_email_key = ${emailKey}
       and site.primary_state = 'unclaimed'
     order by site.registered_on, site.number
     limit 50`.execute(query);
  return rows;
}

/** The other unclaimed sites of a contact's address: those without a passcode. */
export async function listSitesWithoutPasscode(
  { query }: VendorScope,
  emailKey: string,
): Promise<{ siteId: string }[]> {
  const { rows } = await sql<{ siteId: string }>`
    select id as site_id
      from sites
     where contact_email_key = ${emailKey}
       and primary_state = 'unclaimed'
       and not exists (select from passcodes where passcodes.site_id = sites.id)
     order by registered_on, number
     limit 10`.execute(query);
  return rows;
}
