/** The SQL of the operator's sites: all of them, searched by any number, name or address. */
import { sql } from "kysely";
import type { Program, SiteScope, VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Place } from "../../platform/http/place.ts";
import type { PasscodeState } from "../first-access/passcode.rules.ts";
import type { PrimaryState } from "../store.ts";

export interface SitesQuestion {
  /** As it was typed; undefined or empty finds all. */
  readonly q?: string | undefined;
  /** What was typed, read as a site number or a customer number. */
  readonly numbers: readonly string[];
  readonly isDescending: boolean;
  readonly after: Place | null;
  readonly limit: number;
}

export interface SiteLine {
  readonly siteId: string;
  readonly number: string;
  readonly program: Program;
  readonly name: string;
  readonly country: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly agreementNumber: string | null;
  readonly contactEmail: string | null;
  readonly primaryState: PrimaryState;
}

/** One more than `limit`, when there are so many, by site number. */
export async function listSites({ query }: VendorScope, asked: SitesQuestion): Promise<SiteLine[]> {
  const { after, limit, isDescending } = asked;
  const [compared, direction] = isDescending ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const place = after === null ? sql`` : sql`and site.number ${compared} ${after.id}`;
  const { rows } = await sql<SiteLine>`
    select site.id as site_id, site.number, site.program, site.name, site.country, customer.number as customer_number,
           customer.name as customer_name, agreement.number as agreement_number, site.contact_email, site.primary_state
      from sites site
      join customers customer on customer.id = site.customer_id
      left join agreements agreement on agreement.id = site.agreement_id
     where true ${matching(asked)} ${place}
     order by site.number ${direction}
     limit ${limit + 1}`.execute(query);
  return rows;
}

/** What a person types is looked for as it is: `%` and `_` stand for themselves. */
function matching({ q = "", numbers }: SitesQuestion) {
  if (q === "") return sql``;
  const pattern = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql`
       and (site.number = any(${[...numbers]}::text[]) or customer.number = any(${[...numbers]}::text[])
            or agreement.number = ${q} or site.name ilike ${pattern} or customer.name ilike ${pattern}
            or site.contact_email ilike ${pattern}
            or site.contact_given_name || ' ' || site.contact_family_name ilike ${pattern})`;
}

export interface PasscodeFacts {
  readonly state: PasscodeState;
  readonly tries: number;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  readonly isExpired: boolean;
}

/** The newest passcode of a site. */
export async function findPasscodeFacts(
  { query, siteId }: SiteScope,
  now: Date,
): Promise<PasscodeFacts | undefined> {
  const { rows } = await sql<PasscodeFacts>`
    select state, tries, issued_at, expires_at, expires_at <= ${now} as is_expired
      from passcodes
     where site_id = ${siteId}
     order by (state = 'issued') desc, (state = 'superseded'), issued_at desc, id desc
     limit 1`.execute(query);
  return rows[0];
}
