/** The SQL that tells what a part is. Nothing of the catalog belongs to a site. */
import { sql } from "kysely";
import type { Program } from "../access/index.ts";
import type { Query } from "../platform/database.ts";

export interface PartFacts {
  readonly number: string;
  readonly kind: "license" | "renewal" | "reinstatement" | "media";
  readonly description: string;
  readonly productCode: string;
  readonly productName: string;
  /** Months of subscription and support that the part brings; 0 for a media kit. */
  readonly serviceMonths: number;
  /** In which programs it is sold. */
  readonly programs: readonly Program[];
  /** A unit's, for price levels. */
  readonly points: number;
  /** What it becomes in another program; null: nothing that the vendor has named. */
  readonly migratesTo: string | null;
}

/** The parts of these numbers that the catalog knows, in no order. */
export async function listParts(query: Query, numbers: readonly string[]): Promise<PartFacts[]> {
  const { rows } = await sql<PartFacts>`
    select part.number, part.kind, part.description, part.product_code, product.name as product_name, part.service_months,
           part.programs, part.points, part.migrates_to
      from parts part
      join products product on product.code = part.product_code
     where part.number = any(${[...new Set(numbers)]}::text[])`.execute(query);
  return rows;
}
