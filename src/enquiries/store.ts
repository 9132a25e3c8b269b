/** The SQL of enquiries. Only the vendor's reach sees them. */
import { sql } from "kysely";
import type { VendorScope } from "../access/index.ts";
import type { Instant } from "../platform/dates.ts";
import type { Language } from "../platform/language.ts";
import type { Changes, EnquiryKind } from "./rules.ts";

export interface EnquiryFacts {
  readonly company?: string | undefined;
  readonly message?: string | undefined;
  readonly changes?: Changes | undefined;
}

export interface Enquiry {
  readonly id: string;
  readonly kind: EnquiryKind;
  readonly siteNumber: string;
  /** Who sent it, when somebody was signed in. */
  readonly personId: string | null;
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly language: Language;
  readonly facts: EnquiryFacts;
  readonly state: EnquiryState;
  readonly sentAt: Instant;
}

export type EnquiryState = "received" | "answered" | "applied" | "returned" | "rejected";

export async function insertEnquiry(
  { query }: VendorScope,
  row: Omit<Enquiry, "state" | "sentAt"> & { readonly sentAt: Date },
): Promise<void> {
  await sql`
    insert into enquiries (id, kind, site_number, person_id, name, email, country, language, facts, sent_at)
    values (${row.id}, ${row.kind}, ${row.siteNumber}, ${row.personId}, ${row.name}, ${row.email}, ${row.country},
            ${row.language}, ${JSON.stringify(row.facts)}::jsonb, ${row.sentAt})`.execute(query);
}

export async function findEnquiry({ query }: VendorScope, id: string): Promise<Enquiry | undefined> {
  const { rows } = await sql<Enquiry>`
    select id, kind, site_number, person_id, name, email, country, language, facts, state, sent_at
      from enquiries
     where id = ${id}`.execute(query);
  return rows[0];
}

/** False when it was ended already. */
export async function endEnquiry(
  { query }: VendorScope,
  ending: { id: string; state: Exclude<EnquiryState, "received">; reason: string | null; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update enquiries
       set state = ${ending.state}, reason = ${ending.reason}, ended_at = ${ending.at}
     where id = ${ending.id}
       and state = 'received'
    returning id`.execute(query);
  return rows.length === 1;
}
