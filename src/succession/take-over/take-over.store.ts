/** The SQL of take-overs: somebody asks, one agent verifies, another confirms. `take_overs_four_eyes` is the truth. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Language } from "../../platform/language.ts";
import type { ContactType, Evidence } from "./take-over.rules.ts";

export type TakeOverState = "requested" | "verified" | "done" | "rejected" | "returned";

/** As it was stated. */
export interface Stated {
  readonly company: string;
  readonly siteNumber: string | null;
  readonly customerNumber: string;
  readonly country: string;
  readonly contactType: ContactType;
  readonly romanizedName: string;
  readonly email: string;
  readonly phone: string;
  readonly statement: string;
}

export interface TakeOver extends Stated {
  readonly id: string;
  /** Null until the number names one, or an agent has. */
  readonly siteId: string | null;
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly language: Language;
  readonly evidence: Partial<Evidence>;
  readonly state: TakeOverState;
  readonly origin: "form" | "succession";
  readonly verifiedBy: string | null;
  readonly verifiedAt: Instant | null;
  readonly reason: string | null;
}

const COLUMNS = sql.raw(`
  id, site_id, company, site_number, customer_number, country, contact_type, romanized_name, email, phone, statement,
  asked_by, asked_at, language, evidence, state, origin, verified_by, verified_at, reason`);

export type NewTakeOver = Stated &
  Pick<TakeOver, "id" | "siteId" | "askedBy" | "language" | "origin"> & { readonly at: Date };

/** False when the site's first successor has a claim open already. */
export async function insertTakeOver(
  { query }: Pick<VendorScope, "query">,
  row: NewTakeOver,
): Promise<boolean> {
  const { rows } = await sql`
    insert into take_overs (id, site_id, company, site_number, customer_number, country, contact_type, romanized_name,
                            email, phone, statement, asked_by, asked_at, language, origin)
    values (${row.id}, ${row.siteId}, ${row.company}, ${row.siteNumber}, ${row.customerNumber}, ${row.country},
            ${row.contactType}, ${row.romanizedName}, ${row.email}, ${row.phone}, ${row.statement}, ${row.askedBy},
            ${row.at}, ${row.language}, ${row.origin})
        on conflict (site_id) where origin = 'succession' and state in ('requested', 'verified') do nothing
    returning id`.execute(query);
  return rows.length === 1;
}

export async function findTakeOver({ query }: VendorScope, id: string): Promise<TakeOver | undefined> {
  const { rows } = await sql<TakeOver>`select ${COLUMNS} from take_overs where id = ${id}`.execute(query);
  return rows[0];
}

/** The site of a number, which only the vendor's side may look up. */
export async function findSiteOfNumber({ query }: VendorScope, number: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from sites where number = ${number}`.execute(query);
  return rows[0]?.id;
}

export interface OpenChange {
  readonly id: string;
  readonly name: string;
  readonly origin: "form" | "succession";
  readonly state: "requested" | "verified";
  readonly askedBy: string;
  readonly askedAt: Instant;
}

/** What the site's own people know of: a claim of their successor, or what an agent has found to be about this site. */
export async function findOpenChange({ query, siteId }: SiteScope): Promise<OpenChange | undefined> {
  const { rows } = await sql<OpenChange>`
    select id, romanized_name as name, origin, state, asked_by, asked_at
      from take_overs
     where site_id = ${siteId}
       and contact_type = 'primary'
       and (state = 'verified' or state = 'requested' and origin = 'succession')
     order by state = 'requested', asked_at, id
     limit 1`.execute(query);
  return rows[0];
}

/** The primary objects to what he may know of; undefined when it has ended. */
export async function updateObjected(
  { query, siteId }: SiteScope,
  of: { id: string; at: Date; reason: string },
): Promise<OpenChange | undefined> {
  const { rows } = await sql<OpenChange>`
    update take_overs
       set state = 'rejected', ended_at = ${of.at}, reason = ${of.reason}
     where site_id = ${siteId}
       and id = ${of.id}
       and contact_type = 'primary'
       and (state = 'verified' or state = 'requested' and origin = 'succession')
    returning id, romanized_name as name, origin, state, asked_by, asked_at`.execute(query);
  return rows[0];
}

/** The first pair of eyes. False when somebody has been there. */
export async function updateVerified(
  { query }: VendorScope,
  of: { id: string; siteId: string; evidence: Evidence; by: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update take_overs
       set state = 'verified', site_id = ${of.siteId}, evidence = ${JSON.stringify(of.evidence)}::jsonb,
           verified_by = ${of.by}, verified_at = ${of.at}
     where id = ${of.id}
       and state = 'requested'
    returning id`.execute(query);
  return rows.length === 1;
}

/** The second pair of eyes. False when it is the first pair, or when somebody has been there. */
export async function updateConfirmed(
  { query }: VendorScope,
  of: { id: string; by: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update take_overs
       set state = 'done', confirmed_by = ${of.by}, ended_at = ${of.at}
     where id = ${of.id}
       and state = 'verified'
       and verified_by <> ${of.by}
    returning id`.execute(query);
  return rows.length === 1;
}

/** Returned as incomplete, or rejected. False when it has ended. */
export async function updateRefused(
  { query }: VendorScope,
  of: { id: string; state: "returned" | "rejected"; reason: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update take_overs
       set state = ${of.state}, reason = ${of.reason}, ended_at = ${of.at}
     where id = ${of.id}
       and state in ('requested', 'verified')
    returning id`.execute(query);
  return rows.length === 1;
}
