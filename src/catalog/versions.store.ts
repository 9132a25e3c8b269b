/** The SQL that tells which versions a product has, and until when each is served. */
import { sql } from "kysely";
import type { Query } from "../platform/database.ts";
import type { LocalDate } from "../platform/dates.ts";

export interface VersionFacts {
  readonly productCode: string;
  readonly productName: string;
  readonly version: string;
  readonly availableOn: LocalDate;
  /** The last day of service; null when it has none, or none that is known. */
  readonly endOfServiceOn: LocalDate | null;
  /** Marked as ending, with or without a day. */
  readonly isEndOfServiceAnnounced: boolean;
}

/** The versions of these products, by product, the newest first. */
export async function listVersions(query: Query, productCodes: readonly string[]): Promise<VersionFacts[]> {
  const { rows } = await sql<VersionFacts>`
    select version.product_code, product.name as product_name, version.version, version.available_on,
           version.end_of_service_on, version.end_of_service_announced as is_end_of_service_announced
      from product_versions version
      join products product on product.code = version.product_code
     where version.product_code = any(${[...productCodes]}::text[])
     order by version.product_code, version.available_on desc, version.version desc`.execute(query);
  return rows;
}
