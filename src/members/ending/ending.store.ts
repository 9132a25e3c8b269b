/** The SQL of access that ends by itself, over all sites. */
import { sql } from "kysely";
import type { Role, VendorScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { Named } from "../store.ts";

export interface EndingGrant extends Named {
  readonly siteId: string;
  readonly personId: string;
  readonly role: Role;
  readonly email: string;
  readonly validThrough: LocalDate;
  readonly lastSeenOn: LocalDate | null;
}

const GRANT = sql`
    select held.site_id, held.person_id, held.role, held.valid_through, held.last_seen_on, person.email,
           person.given_name, person.family_name, person.romanized_name, person.language
      from access_grants held
      join people person on person.id = held.person_id
     where held.valid_through is not null
       and held.role <> 'primary'`;

/** What was over before a day. */
export async function listEnded(
  { query }: VendorScope,
  today: LocalDate,
  limit: number,
): Promise<EndingGrant[]> {
  const { rows } = await sql<EndingGrant>`
    ${GRANT}
       and held.valid_through < ${today}::date
     order by held.site_id, held.person_id
     limit ${limit}`.execute(query);
  return rows;
}

/** What ends within the days, and was given before they began: whoever gave it for less knows. */
export async function listEnding(
  { query }: VendorScope,
  of: { today: LocalDate; days: number; after: { siteId: string; personId: string }; limit: number },
): Promise<EndingGrant[]> {
  const { rows } = await sql<EndingGrant>`
    ${GRANT}
       and held.valid_through between ${of.today}::date and ${of.today}::date + ${of.days}::int
       and (held.granted_at at time zone 'UTC')::date < held.valid_through - ${of.days}::int
       and (held.site_id, held.person_id) > (${of.after.siteId}, ${of.after.personId})
     order by held.site_id, held.person_id
     limit ${of.limit}`.execute(query);
  return rows;
}
