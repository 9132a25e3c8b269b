/** The SQL of renewal keys: what has extended the coverage of lines, by which parts. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { Renewable } from "./rules.ts";

export interface RenewableLine extends Omit<Renewable, "versions" | "today"> {
  readonly lineId: string;
}

/** Of each of these lines: its license part, its last day, and the part behind each period. */
export async function listRenewableLines(
  { query, siteId }: SiteScope,
  lineIds: readonly string[],
): Promise<RenewableLine[]> {
  const { rows } = await sql<RenewableLine>`
    select line.id as line_id, line.product_code, line.covered_through, product.renewal_keys,
           coalesce(license.programs, '{}') as programs,
           (select coalesce(jsonb_agg(jsonb_build_object('coveredThrough', period.covered_through, 'kind', part.kind,
                                                         'productCode', part.product_code, 'programs', part.programs)
                                      order by period.covered_through), '[]')
              from coverage_periods period
              join order_lines ordered on ordered.site_id = period.site_id and ordered.id = period.order_line_id
              join parts part on part.number = ordered.part_number
             where period.site_id = line.site_id
               and period.line_id = line.id
               and part.kind in ('license', 'renewal', 'reinstatement')) as extensions
      from entitlement_lines line
      join products product on product.code = line.product_code
      left join parts license on license.number = line.part_number
     where line.site_id = ${siteId}
       and line.id = any(${[...new Set(lineIds)]}::text[])`.execute(query);
  return rows;
}

/** An online key opens more from now on: its program need not be told. The caller has locked it. */
export async function updateRight(
  { query, siteId }: SiteScope,
  {
    keyId,
    version,
    coveredThrough,
  }: { keyId: string; version: string | null; coveredThrough: string | null },
): Promise<void> {
  await sql`
    update license_keys
       set version = ${version}, covered_through = ${coveredThrough}::date
     where site_id = ${siteId}
       and id = ${keyId}
       and state = 'issued'`.execute(query);
}
