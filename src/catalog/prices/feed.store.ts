/**
 * Prices must fit each other: renewal < reinstatement < license, for each product, currency and level, on every day on
 * which one of them changes. Source: BR-78c, BR-78d.
 *
 * By set, for a feed of a million prices: one pass over the prices of the products that the feed names.
 */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import { analyze } from "../../platform/staging.ts";

type Within = Pick<VendorScope, "query">;

/**
 * Tells the price lines that break the order of the three, once the feed's prices are merged. A reinstatement part
 * without a price of its own costs `percent` of the license. Where no line of a price is to blame, a part's line is.
 */
export async function refuseUnorderedPrices({ query }: Within, percent: number): Promise<void> {
  await analyze(query, ["feed_prices", "feed_parts"]);
  await createTrios({ query });
  await createUnordered({ query }, percent);
  await sql`
    with blamed as (
      select price.line, 'amount' as field, unordered.*
        from feed_unordered unordered
       cross join lateral (values (license, license_from), (reinstatement, reinstatement_from), (renewal, renewal_from))
                          used(part_number, valid_from)
        join feed_prices price on price.part_number = used.part_number and price.valid_from = used.valid_from
                              and price.currency = unordered.currency and price.level = unordered.level),
    all_blamed as (
      select line, field, product_code, currency, level, day, costs, is_own from blamed
       union all
      select part.line, 'kind', unordered.product_code, currency, level, day, costs, is_own
        from feed_unordered unordered
        join feed_parts part on part.number in (license, reinstatement, renewal)
       where not exists (select from blamed where blamed.trio = unordered.trio))
    insert into staged_faults
    select distinct on (line) line, field,
           case when costs[1] >= costs[3] then 'license_below_renewal' else 'reinstatement_not_between' end,
           jsonb_strip_nulls(jsonb_build_object(
             'product', product_code, 'currency', currency, 'level', level, 'day', day, 'renewal', costs[1],
             'reinstatement', costs[2], 'license', costs[3], 'percent', ${percent}::int,
             'derived', case when is_own or costs[2] is null then 'no' else 'yes' end)),
           false
      from all_blamed
     order by line, day, currency, level`.execute(query);
}

/** Which three parts belong together: of each product and program the ones that count. Most programs share them. */
async function createTrios({ query }: Within): Promise<void> {
  await sql`
    create temporary table feed_trios on commit drop as
    with touched as (
      select distinct product_code
        from parts
       where number in (select part_number from feed_prices union select number from feed_parts)),
    counting as (
      select distinct on (product_code, program, kind) product_code, program, kind, number
        from touched
        join parts using (product_code)
       cross join lateral unnest(programs) program
       where kind <> 'media'
       order by product_code, program, kind, number collate "C"),
    trios as (
      select distinct product_code, max(number) filter (where kind = 'license') as license,
             max(number) filter (where kind = 'reinstatement') as reinstatement,
             max(number) filter (where kind = 'renewal') as renewal
        from counting
       group by product_code, program)
    select row_number() over () as trio, product_code, license, reinstatement, renewal
      from trios`.execute(query);
  await analyze(query, ["feed_trios"]);
}

/** The days on which they do not fit: `costs` of renewal, reinstatement and license, and since when each holds. */
async function createUnordered({ query }: Within, percent: number): Promise<void> {
  await sql`
    create temporary table feed_unordered on commit drop as
    with changes as (
      select trio, currency, level, valid_from,
             max(amount) filter (where part_number = license) as license_amount,
             max(amount) filter (where part_number = reinstatement) as reinstatement_amount,
             max(amount) filter (where part_number = renewal) as renewal_amount
        from feed_trios
       cross join lateral (values (license), (reinstatement), (renewal)) member(number)
        join prices on prices.part_number = member.number
       group by trio, currency, level, valid_from),
    dated as (
      select trio, currency, level, valid_from as day,
             max(${since("license_amount")}) filter (where license_amount is not null) over so_far as license_since,
             max(${since("reinstatement_amount")}) filter (where reinstatement_amount is not null) over so_far
               as reinstatement_since,
             max(${since("renewal_amount")}) filter (where renewal_amount is not null) over so_far as renewal_since
        from changes
      window so_far as (partition by trio, currency, level order by valid_from)),
    effective as (
      select dated.*, product_code, license, reinstatement, renewal,
             array[renewal_since[2],
                   coalesce(reinstatement_since[2],
                            case when reinstatement is not null then (license_since[2] * ${percent}::int + 50) / 100 end),
                   license_since[2]] as costs
        from dated
        join feed_trios using (trio))
    select trio, product_code, currency, level, day, costs, reinstatement_since is not null as is_own,
           license, reinstatement, renewal, date '1900-01-01' + license_since[1]::int as license_from,
           date '1900-01-01' + reinstatement_since[1]::int as reinstatement_from,
           date '1900-01-01' + renewal_since[1]::int as renewal_from
      from effective
     where costs[1] >= costs[2]
        or costs[2] >= costs[3]
        or costs[1] >= costs[3]`.execute(query);
}

/** A price with its day before it, so that the greatest of several is the newest. */
function since(amount: string) {
  return sql.raw(`array[valid_from - date '1900-01-01', ${amount}]::bigint[]`);
}
