/** The SQL that finds what cannot be ordered for want of a price or a part. */
import { type RawBuilder, sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { Level } from "../levels/levels.data.ts";
import type { GapKind, Need, PriceGap } from "./gaps.data.ts";

export interface CountryNeed {
  readonly country: string;
  readonly program: string;
  readonly level: Level;
  readonly sites: number;
}

/** How many sites there are of each country, program and level on a day. */
export async function listCountryNeeds({ query }: VendorScope, on: LocalDate): Promise<CountryNeed[]> {
  const { rows } = await sql<CountryNeed>`
    select site.country, site.program, coalesce(newest.level, 'BL') as level, count(*)::int as sites
      from sites site
      left join (select distinct on (agreement_id) agreement_id, level
                   from agreement_levels
                  where valid_from <= ${on}
                  order by agreement_id, valid_from desc) newest on newest.agreement_id = site.agreement_id
     where site.program in ('PA', 'PAE')
     group by 1, 2, 3`.execute(query);
  return rows;
}

export interface GapFilter {
  readonly q?: string | undefined;
  readonly what?: GapKind | undefined;
}

interface GapQuestion extends GapFilter {
  readonly needs: readonly Need[];
  readonly on: LocalDate;
}

/** By product, after one, one more than the page holds. */
export async function listGaps(
  { query }: VendorScope,
  { after, limit, ...question }: GapQuestion & { readonly after: string; readonly limit: number },
): Promise<PriceGap[]> {
  const { rows } = await sql<PriceGap>`
    ${gaps(question)}
    select key, what, product_code, product_name, part, kind, currency, level, programs, sites
      from found
     where key > ${after}
     order by key
     limit ${limit + 1}`.execute(query);
  return rows;
}

export async function countGaps(
  { query }: VendorScope,
  question: GapQuestion,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    ${gaps(question)}
    select count(*) from (select from found limit ${most}) counted`.execute(query);
  return rows[0]?.count ?? 0;
}

/** A reinstatement without a price is not among them: it has the license's. */
function gaps({ needs, on, q = "", what }: GapQuestion): RawBuilder<unknown> {
  const column = <Value>(of: (need: Need) => Value) => needs.map(of);
  const pattern = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql`
    with needs as (
      select program, currency, level, sites
        from unnest(${column(({ program }) => program)}::text[], ${column(({ currency }) => currency)}::text[],
                    ${column(({ level }) => level)}::text[], ${column(({ sites }) => sites)}::int[])
             needs(program, currency, level, sites)),
    counting as (
      select distinct on (product_code, program, kind) product_code, program, kind, number
        from parts
       cross join lateral unnest(programs) program
       where kind in ('license', 'renewal')
         and program in ('PA', 'PAE')
       order by product_code, program, kind, number collate "C"),
    owned as (
      select line.product_code, site.program, count(distinct line.site_id)::int as sites
        from entitlement_lines line
        join sites site on site.id = line.site_id
       where site.program in ('PA', 'PAE')
       group by 1, 2),
    all_gaps as (
      select 'price' as what, counting.product_code, number as part, kind, currency, level,
             array_agg(counting.program order by counting.program) as programs, sum(sites)::int as sites
        from counting
        join needs on needs.program = counting.program
       where not exists (select from prices
                          where part_number = number
                            and prices.currency = needs.currency
                            and prices.level = needs.level
                            and valid_from <= ${on})
       group by counting.product_code, number, kind, currency, level
       union all
      select 'renewal-part', product_code, null, null, null, null, array[program], sites
        from owned
       where not exists (select from counting
                          where counting.product_code = owned.product_code
                            and counting.program = owned.program
                            and kind = 'renewal')),
    found as (
      select concat_ws(' ', gap.product_code, gap.part, currency, level, array_to_string(programs, ' ')) collate "C" as key,
             what, gap.product_code, product.name as product_name, part, kind, currency, level, programs, sites
        from all_gaps gap
        join products product on product.code = gap.product_code
       where (${what ?? null}::text is null or what = ${what ?? null})
         and (${q} = '' or gap.part ilike ${pattern} or product.name ilike ${pattern}
              or gap.product_code ilike ${pattern}))`;
}
