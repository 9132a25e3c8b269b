/**
 * The SQL that finds sites and people by what is known of them. Reads what `agreements`, `identity` and `orders` write:
 * an agent on the telephone has any number or any part of a name, and wants one answer.
 */
import { sql } from "kysely";
import type { Program, VendorScope } from "../../access/index.ts";
import type { Language } from "../../platform/language.ts";

export interface Typed {
  /** Folded, each to be found somewhere. */
  readonly words: readonly string[];
  /** What was typed as a whole, read as a site number, as a customer number, as an agreement's or an order's. */
  readonly siteNumber: string | undefined;
  readonly customerNumber: string | undefined;
  readonly code: string;
  /** The key of what was typed as an address. */
  readonly emailKey: string | undefined;
}

export interface FoundSite {
  readonly siteId: string;
  readonly number: string;
  readonly name: string;
  readonly program: Program;
  /** Null for whoever may know a site's number and name alone. */
  readonly customerName: string | null;
  readonly customerNumber: string | null;
}

const FOLD = (...parts: string[]) =>
  sql`lower(normalize(concat_ws(' ', ${sql.raw(parts.join(", "))}), NFKC))`;

/** One more than `limit`, when there are so many, by site number. */
export async function searchSites({ query }: VendorScope, typed: Typed, limit: number): Promise<FoundSite[]> {
  const haystack = FOLD(
    "site.name",
    "customer.name",
    "site.contact_family_name || site.contact_given_name",
    "site.contact_given_name || ' ' || site.contact_family_name",
    "site.contact_email",
  );
  const named = typed.words.map((word) => sql`strpos(${haystack}, ${word}) > 0`);
  const { rows } = await sql<FoundSite>`
    select site.id as site_id, site.number, site.name, site.program, customer.name as customer_name,
           customer.number as customer_number
      from sites site
      join customers customer on customer.id = site.customer_id
      left join agreements agreement on agreement.id = site.agreement_id
     where site.number = ${typed.siteNumber ?? null}
        or customer.number = ${typed.customerNumber ?? null}
        or agreement.number = ${typed.code}
        or site.id in (select booked.site_id from orders booked where booked.number = ${typed.code})
        or (${sql.join(named, sql` and `)})
     order by site.number
     limit ${limit + 1}`.execute(query);
  return rows;
}

/** By its own number, and nothing but the number and the name: for whoever may not know more. */
export async function findSiteByItsNumber(
  { query }: VendorScope,
  number: string | undefined,
): Promise<FoundSite[]> {
  if (number === undefined) return [];
  const { rows } = await sql<FoundSite>`
    select id as site_id, number, name, program, null as customer_name, null as customer_number
      from sites
     where number = ${number}`.execute(query);
  return rows;
}

export interface FoundPerson {
  readonly personId: string;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly romanizedName: string | null;
  readonly country: string;
  readonly language: Language;
  readonly state: "invited" | "active" | "disabled";
}

const PERSON = sql.raw(`
  person.id as person_id, person.email, person.given_name, person.family_name, person.romanized_name, person.country,
  person.language, person.state`);

/** One more than `limit`, when there are so many, by address. */
export async function searchPeople(
  { query }: VendorScope,
  { words, emailKey }: Typed,
  limit: number,
): Promise<FoundPerson[]> {
  const haystack = FOLD(
    "person.family_name || person.given_name",
    "person.given_name || ' ' || person.family_name",
    "person.romanized_name",
    "person.email",
  );
  const named = words.map((word) => sql`strpos(${haystack}, ${word}) > 0`);
  const { rows } = await sql<FoundPerson>`
    select ${PERSON}
      from people person
     where person.email_key = ${emailKey ?? null}
        or (${sql.join(named, sql` and `)})
     order by person.email_key
     limit ${limit + 1}`.execute(query);
  return rows;
}

export async function findPersonByKey(
  { query }: VendorScope,
  emailKey: string | undefined,
): Promise<FoundPerson[]> {
  if (emailKey === undefined) return [];
  const { rows } = await sql<FoundPerson>`
    select ${PERSON} from people person where person.email_key = ${emailKey}`.execute(query);
  return rows;
}
