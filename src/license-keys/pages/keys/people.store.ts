/** The SQL of who got the keys that are in force. */
import { sql } from "kysely";
import type { SiteScope } from "../../../access/index.ts";

export interface Holding {
  readonly personId: string;
  readonly keys: number;
  readonly quantity: number;
  readonly products: readonly string[];
}

export interface KeyHolder extends Holding {
  readonly name: string;
}

/** By person; what the vendor issued on behalf is nobody's. */
export async function listHoldings({ query, siteId }: SiteScope): Promise<Holding[]> {
  const { rows } = await sql<Holding>`
    select issued_by as person_id, count(*)::int as keys, sum(quantity)::int as quantity,
           array_agg(distinct product_name order by product_name) as products
      from license_keys
     where site_id = ${siteId}
       and state = 'issued'
       and ticket is null
     group by issued_by
     order by issued_by
     limit 500`.execute(query);
  return rows;
}
