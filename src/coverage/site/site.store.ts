/** The SQL of all lines of a site with their periods, by product. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { Place } from "../../platform/http/place.ts";
import type { SiteLine } from "../store.ts";

/** Every line of the site, by product and age. */
export async function listSiteCoverage(scope: SiteScope): Promise<SiteLine[]> {
  return listSiteLines(scope, { after: null, limit: null });
}

/** Some of them, one more than `limit` when there are so many, in the order of product and id. */
export async function listSiteLines(
  { query, siteId }: SiteScope,
  { after, limit }: { after: Place | null; limit: number | null },
): Promise<SiteLine[]> {
  const place = after === null ? sql`` : sql`and (product_name, id) > (${after.value}, ${after.id})`;
  const most = limit === null ? sql`` : sql`limit ${limit + 1}`;
  const { rows } = await sql<SiteLine>`
    with listed as (
      select id, order_number, order_line, ordered_on, part_number, product_code, product_name, quantity, covered_through
        from entitlement_lines
       where site_id = ${siteId} ${place}
       order by product_name, id ${most}),
    covered as (
      select line_id, jsonb_agg(jsonb_build_object('coveredFrom', covered_from, 'coveredThrough', covered_through,
                                                   'kind', kind) order by covered_through) as periods
        from coverage_periods
       where site_id = ${siteId}
         and line_id in (select id from listed)
       group by line_id)
    select listed.id as line_id, listed.order_number, listed.order_line, listed.ordered_on, listed.part_number,
           listed.product_code, listed.product_name, listed.quantity, listed.covered_through,
           coalesce(covered.periods, '[]') as periods
      from listed
      left join covered on covered.line_id = listed.id
     order by listed.product_name, listed.id`.execute(query);
  return rows;
}
