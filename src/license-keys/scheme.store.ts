/** How the keys of a product are made: the catalog says the scheme, the vendor the rest. Rows: `schemes`. */
import { sql } from "kysely";
import type { Query } from "../platform/database.ts";
import { HOST_KINDS, type KeyScheme, LOCKS } from "./key.data.ts";

/** Undefined for a product that is not there. What the vendor has not set is as DOMAIN and the settings say. */
export async function schemeOf(
  { query }: { readonly query: Query },
  productCode: string,
): Promise<KeyScheme | undefined> {
  return (await listSchemes({ query }, [productCode]))[0];
}

/** Of several products; of all when none is named. By name. */
export async function listSchemes(
  { query }: { readonly query: Query },
  productCodes?: readonly string[],
): Promise<KeyScheme[]> {
  const named =
    productCodes === undefined ? sql`` : sql`where product.code = any(${[...productCodes]}::text[])`;
  const { rows } = await sql<KeyScheme>`
    select product.code as product_code, product.name as product_name, product.key_scheme as scheme, product.renewal_keys,
           coalesce(own.is_lasting, false) as is_lasting, own.file_days, coalesce(own.is_online, true) as is_online,
           coalesce(own.has_files, true) as has_files, coalesce(own.locks, ${[...LOCKS]}::text[]) as locks,
           coalesce(own.host_kinds, ${[...HOST_KINDS]}::text[]) as host_kinds,
           coalesce(own.lease_seconds, 600) as lease_seconds, coalesce(own.borrow_days, 7) as borrow_days,
           coalesce(own.emergency_per_year, 3) as emergency_per_year
      from products product
      left join key_schemes own on own.product_code = product.code ${named}
     order by product.name, product.code`.execute(query);
  return rows;
}
