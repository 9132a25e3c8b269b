/** The SQL of a site's hosts as they are listed, with what each holds. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { Place } from "../../platform/http/place.ts";
import type { Host } from "../key.data.ts";

export interface ListedHost extends Host {
  /** Keys in force, and their quantities together. */
  readonly keys: number;
  readonly quantity: number;
  /** Their products' names, each once, in order. */
  readonly products: readonly string[];
}

export const HOST_SORTS = ["name", "addedAt"] as const;
export type HostSort = (typeof HOST_SORTS)[number] | `-${(typeof HOST_SORTS)[number]}`;

export interface HostFilter {
  /** Part of the name or of the value. */
  readonly q?: string | undefined;
  readonly product?: string | undefined;
  /** `used`: with a key in force. */
  readonly state?: "used" | "empty" | "all" | undefined;
}

export interface HostPage extends HostFilter {
  readonly sort: HostSort;
  readonly after: Place | null;
  readonly limit: number;
}

/** One more than `limit` when there are so many. */
export async function listHosts({ query, siteId }: SiteScope, page: HostPage): Promise<ListedHost[]> {
  const { sort, after, limit } = page;
  const isByName = sort.endsWith("name");
  const by = isByName ? sql.ref("host.name") : sql.ref("host.added_at");
  const [direction, compared] = sort.startsWith("-") ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const value = isByName ? sql`${after?.value}::text` : sql`${after?.value}::timestamptz`;
  const place = after === null ? sql`` : sql`and (${by}, host.id) ${compared} (${value}, ${after.id})`;
  const { rows } = await sql<ListedHost>`
    select host.id, host.kind, host.value, host.name, host.file_sequence, host.added_at, host.added_by,
           coalesce(held.keys, 0) as keys, coalesce(held.quantity, 0) as quantity, coalesce(held.products, '{}') as products
      from hosts host
      left join lateral (
        select count(*)::int as keys, sum(key.quantity)::int as quantity,
               array_agg(distinct key.product_name order by key.product_name) as products
          from license_keys key
         where key.site_id = host.site_id
           and key.host_id = host.id
           and key.state = 'issued') held on true
     where host.site_id = ${siteId} ${filtered(page, siteId)} ${place}
     order by ${by} ${direction}, host.id ${direction}
     limit ${limit + 1}`.execute(query);
  return rows;
}

function filtered({ q = "", product, state = "all" }: HostFilter, siteId: string) {
  const found =
    q === ""
      ? sql``
      : sql`and position(carnet_folded(${q}) in carnet_folded(host.name || ' ' || host.value)) > 0`;
  const ofProduct = product === undefined ? sql`` : sql`and key.product_code = ${product}`;
  const inForce = sql`exists (select from license_keys key
                               where key.site_id = ${siteId}
                                 and key.host_id = host.id
                                 and key.state = 'issued' ${ofProduct})`;
  const held =
    state === "empty"
      ? sql`and not ${inForce}`
      : state === "used" || product !== undefined
        ? sql`and ${inForce}`
        : sql``;
  return sql`${found} ${held}`;
}

/** Breaks `hosts_once` when another host of the kind `any` has the name. */
export async function updateHostName(
  { query, siteId }: SiteScope,
  { hostId, name }: { hostId: string; name: string },
): Promise<void> {
  await sql`update hosts set name = ${name} where site_id = ${siteId} and id = ${hostId}`.execute(query);
}
