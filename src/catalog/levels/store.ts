/** The SQL of price levels: which held on which day. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { Level } from "./levels.data.ts";

/** The level of the site's agreement on a day; the list price without an agreement. Source: BR-71, DOMAIN §3.17.3. */
export async function findLevel({ query, siteId }: SiteScope, on: LocalDate): Promise<Level> {
  const { rows } = await sql<{ level: Level }>`
    select levels.level
      from sites site
      join agreement_levels levels on levels.agreement_id = site.agreement_id
     where site.id = ${siteId}
       and levels.valid_from <= ${on}
     order by levels.valid_from desc
     limit 1`.execute(query);
  return rows[0]?.level ?? "BL";
}

/** As `findLevel`, of many sites, each on its own day: by site. */
export async function listSiteLevels(
  { query }: VendorScope,
  asked: readonly { readonly siteId: string; readonly on: LocalDate }[],
): Promise<ReadonlyMap<string, Level>> {
  const siteIds = asked.map(({ siteId }) => siteId);
  const days = asked.map(({ on }) => on);
  const { rows } = await sql<{ siteId: string; level: Level | null }>`
    select asked.site_id,
           (select levels.level
              from agreement_levels levels
             where levels.agreement_id = site.agreement_id
               and levels.valid_from <= asked.day
             order by levels.valid_from desc
             limit 1) as level
      from unnest(${siteIds}::text[], ${days}::date[]) asked (site_id, day)
      join sites site on site.id = asked.site_id`.execute(query);
  return new Map(rows.map(({ siteId, level }) => [siteId, level ?? "BL"]));
}

export interface SaidLevel {
  readonly agreementId: string;
  readonly validFrom: LocalDate;
  readonly level: Level;
  readonly source: "feed" | "points";
}

/** Every level that was said of the site's agreement until a day, the newest first. */
export async function listSaidLevels({ query, siteId }: SiteScope, until: LocalDate): Promise<SaidLevel[]> {
  const { rows } = await sql<SaidLevel>`
    select levels.agreement_id, levels.valid_from, levels.level, levels.source
      from sites site
      join agreement_levels levels on levels.agreement_id = site.agreement_id
     where site.id = ${siteId}
       and levels.valid_from <= ${until}
     order by levels.valid_from desc`.execute(query);
  return rows;
}
