/** The SQL that tells what parts are sold and what they cost. Nothing of the catalog belongs to a site. */
import { sql } from "kysely";
import type { Program } from "../../access/index.ts";
import type { Query } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { Level } from "../levels/levels.data.ts";

/** Which list of prices, as it is on a day. */
export interface PriceList {
  readonly currency: string;
  readonly level: Level;
  readonly on: LocalDate;
}

/**
 * What one unit of each part costs on a day, in minor units: the newest price that is valid then. No other level's
 * stands in: a part that is absent has its price on request.
 */
export async function listUnitPrices(
  query: Query,
  { parts, currency, level, on }: PriceList & { readonly parts: readonly string[] },
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ part: string; amount: number }>`
    select distinct on (part_number) part_number as part, amount
      from prices
     where part_number = any(${[...new Set(parts)]}::text[])
       and currency = ${currency}
       and level = ${level}
       and valid_from <= ${on}
     order by part_number, valid_from desc`.execute(query);
  return new Map(rows.map(({ part, amount }) => [part, amount]));
}

export interface SoldPart {
  readonly number: string;
  readonly kind: "license" | "renewal" | "reinstatement" | "media";
  readonly productCode: string;
  readonly productName: string;
  readonly brand: string;
  readonly description: string;
  /** A unit's, for price levels. */
  readonly points: number;
}

/** The part that counts for each of these products and each kind in a program: of several, the lowest number. */
export async function listSoldParts(
  query: Query,
  { products, program }: { readonly products: readonly string[]; readonly program: Program },
): Promise<SoldPart[]> {
  const { rows } = await sql<SoldPart>`
    select distinct on (part.product_code, part.kind)
           part.number, part.kind, part.product_code, product.name as product_name, product.brand, part.description,
           part.points
      from parts part
      join products product on product.code = part.product_code
     where part.product_code = any(${[...new Set(products)]}::text[])
       and ${program} = any(part.programs)
     order by part.product_code, part.kind, part.number collate "C"`.execute(query);
  return rows;
}
