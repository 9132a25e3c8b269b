/** What a run that an operator asks for is about: the SQL. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import { daysOf } from "./read.store.ts";
import type { CountryDay } from "./run.data.ts";

/** Every site that renews through the portal, or the one of a number: for a rehearsal. */
export async function listAllSites({ query }: VendorScope, siteNumber: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id
      from sites
     where program in ('PA', 'PAE')
       and (${siteNumber}::text is null or number = ${siteNumber})
     order by id`.execute(query);
  return rows.map(({ id }) => id);
}

/** Of these, how many were never gone through and cannot begin, since their day is over. */
export async function countNotBegun(
  { query }: VendorScope,
  days: readonly CountryDay[],
  siteIds: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count
      from sites site
      join ${daysOf(days)} on today.country = site.country
      left join renewal_sites progress on progress.site_id = site.id
     where site.id = any(${[...siteIds]}::text[])
       and progress.checked_through is null
       and today.day < today.here`.execute(query);
  return rows[0]?.count ?? 0;
}
