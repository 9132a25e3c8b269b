/** How the vendor's feed brings price levels: each change is a row, valid from the feed's day in the customer's country. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { dateOf } from "../../platform/dates.ts";

type Within = Pick<VendorScope, "query">;

/** Long ago: a new agreement's level holds for all its history, so that all of it is priced. */
const EVER = "1900-01-01";

/**
 * Keeps what the feed says of agreements' levels where it differs from what was said before. Said twice, it changes
 * nothing; of two changes on one day the later one counts.
 */
export async function mergeLevels({ query }: Within, now: Date): Promise<void> {
  const { rows } = await sql<{ country: string }>`
    select distinct customer_country as country from feed_agreements`.execute(query);
  const countries = rows.map(({ country }) => country);
  const days = countries.map((country) => dateOf(now, timeZoneOf(country)));
  await sql`
    insert into agreement_levels (agreement_id, valid_from, level, source)
    select agreement.id, case when newest.level is null then ${EVER}::date else today.day end, agreement.level, 'feed'
      from feed_agreements staged
      join agreements agreement on agreement.number = staged.number
      join unnest(${countries}::text[], ${days}::date[]) today(country, day) on today.country = staged.customer_country
      left join lateral (select level
                           from agreement_levels levels
                          where levels.agreement_id = agreement.id
                          order by valid_from desc
                          limit 1) newest on true
     where agreement.level is distinct from newest.level
        on conflict (agreement_id, valid_from) do update set level = excluded.level, source = excluded.source`.execute(
    query,
  );
}
