/** The SQL of license keys: what is in force, on which host, and how it ended. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../access/index.ts";
import type { Place } from "../platform/http/place.ts";
import { lockHostsOf } from "./hosts/store.ts";
import type { EndState, KeyState, LicenseKey, NewKey } from "./key.data.ts";

export const KEY = sql`key.id, key.line_id, key.order_number, key.part_number, key.product_code, key.product_name,
         key.delivery, key.host_id, host.kind as host_kind, host.value as host_value, host.name as host_name, key.lock,
         key.kind, key.scheme, key.version, key.covered_through, key.quantity, key.state, key.issued_at, key.issued_by,
         key.ticket, key.expires_at, key.ended_at, key.ended_by, key.ended_because, key.supersedes, key.move_id`;
export const KEYS_WITH_HOSTS = sql`license_keys key
      left join hosts host on host.site_id = key.site_id and host.id = key.host_id`;

export const INTO_KEYS = sql`
    insert into license_keys (id, site_id, line_id, order_number, part_number, product_code, product_name, delivery,
                              host_id, lock, kind, scheme, version, covered_through, quantity, issued_at, issued_by,
                              ticket, expires_at, supersedes, move_id, secret_hash, sealed_secret, file_until)`;

/** A new key, as what is inserted: a `where` or a `from` may follow. */
export function rowOf(siteId: string, key: NewKey) {
  return sql`
    select ${key.id}, ${siteId}, ${key.lineId}, ${key.orderNumber}, ${key.partNumber}, ${key.productCode},
           ${key.productName}, ${key.delivery}, ${key.hostId}, ${key.lock}, ${key.kind}, ${key.scheme}, ${key.version},
           ${key.coveredThrough}::date, ${key.quantity}::int, ${key.issuedAt}::timestamptz, ${key.issuedBy}, ${key.ticket},
           ${key.expiresAt}::timestamptz, ${key.supersedes}, ${key.moveId}, ${key.secretHash}::bytea,
           ${key.sealedSecret}::bytea, ${key.fileUntil ?? null}::timestamptz`;
}

/** Nothing is taken from the pool here. */
export async function insertKey({ query, siteId }: SiteScope, key: NewKey): Promise<void> {
  await sql`${INTO_KEYS} ${rowOf(siteId, key)}`.execute(query);
}

/** These keys of the site, in any state, and before them their hosts. Whoever changes one of them waits. */
export async function lockKeys(scope: SiteScope, keyIds: readonly string[]): Promise<LicenseKey[]> {
  await lockHostsOf(scope, keyIds);
  const { query, siteId } = scope;
  const { rows } = await sql<LicenseKey>`
    select ${KEY}
      from ${KEYS_WITH_HOSTS}
     where key.site_id = ${siteId}
       and key.id = any(${[...new Set(keyIds)]}::text[])
     order by key.id
       for no key update of key`.execute(query);
  return rows;
}

export interface Ending {
  readonly state: EndState;
  readonly at: Date;
  readonly by: string;
  readonly because: string | null;
}

/** Answers the keys that this has ended: not those that somebody else was faster to end. */
export async function updateEnded(
  { query, siteId }: SiteScope,
  keyIds: readonly string[],
  { state, at, by, because }: Ending,
): Promise<LicenseKey[]> {
  const { rows } = await sql<LicenseKey>`
    with chosen as (
      select id
        from license_keys
       where site_id = ${siteId}
         and id = any(${[...new Set(keyIds)]}::text[])
       order by id
         for no key update),
    ended as (
      update license_keys key
         set state = ${state}, ended_at = ${at}, ended_by = ${by}, ended_because = ${because}
        from chosen
       where key.site_id = ${siteId}
         and key.id = chosen.id
         and key.state = 'issued'
      returning key.*)
    select ${KEY}
      from ended key
      left join hosts host on host.site_id = key.site_id and host.id = key.host_id
     order by key.id`.execute(query);
  return rows;
}

/**
 * For the signed revocation list, as long as something of it may be about: the last file, or a seat borrowed for days.
 * Nothing for a key that no file ever held. With the keys whose places they had taken: whoever never installed the newer
 * file has the older one.
 */
export async function insertRevocations(
  { query, siteId }: SiteScope,
  keyIds: readonly string[],
  {
    reason,
    since,
    borrowedUntil,
  }: { reason: "returned" | "revoked" | "withdrawn"; since: Date; borrowedUntil: Date },
): Promise<void> {
  await sql`
    with recursive over (id) as (
      select unnest(${[...keyIds]}::text[])
       union
      select before.id
        from over
        join license_keys newer on newer.site_id = ${siteId} and newer.id = over.id
        join license_keys before on before.site_id = ${siteId} and before.id = newer.supersedes
       where before.state = 'superseded')
    insert into license_revocations (site_id, license_key_id, reason, since, until)
    select site_id, id, ${reason}, ${since},
           case when delivery = 'online' then ${borrowedUntil}::timestamptz else nullif(file_until, 'infinity') end
      from license_keys
     where site_id = ${siteId}
       and id in (select id from over)
       and (delivery = 'online' or file_until > ${since})
        on conflict do nothing`.execute(query);
}

export interface KeyFilter {
  /** Part of a product's or host's name, of a host's identity in any spelling, of an order number or a person's name. */
  readonly q?: string | undefined;
  readonly product?: string | undefined;
  readonly hostId?: string | undefined;
  readonly personId?: string | undefined;
  readonly lineId?: string | undefined;
  /** `over`: no longer in force, however it ended. */
  readonly state?: KeyState | "over" | "all" | undefined;
}

export const KEY_SORTS = ["product", "issuedAt"] as const;
export type KeySort = (typeof KEY_SORTS)[number] | `-${(typeof KEY_SORTS)[number]}`;

export interface KeyPage extends KeyFilter {
  readonly sort?: KeySort | undefined;
  readonly after?: Place | null | undefined;
  readonly limit?: number | undefined;
}

/** One more than `limit` when there are so many; all of them without one. In force unless `state` says other. */
export async function listKeys({ query, siteId }: SiteScope, page: KeyPage = {}): Promise<LicenseKey[]> {
  const { sort = "product", after = null, limit } = page;
  const by = sort.endsWith("product") ? sql.ref("key.product_name") : sql.ref("key.issued_at");
  const [direction, compared] = sort.startsWith("-") ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const value =
    after === null
      ? sql``
      : sort.endsWith("product")
        ? sql`${after.value}`
        : sql`${after.value}::timestamptz`;
  const place = after === null ? sql`` : sql`and (${by}, key.id) ${compared} (${value}, ${after.id})`;
  const { rows } = await sql<LicenseKey>`
    select ${KEY}
      from ${KEYS_WITH_HOSTS}
     where key.site_id = ${siteId} ${filtered(page)} ${place}
     order by ${by} ${direction}, key.id ${direction}
     ${limit === undefined ? sql`` : sql`limit ${limit + 1}`}`.execute(query);
  return rows;
}

export function placeOfKey(sort: KeySort, key: LicenseKey): Place {
  return { value: sort.endsWith("product") ? key.productName : key.issuedAt, id: key.id };
}

export async function countKeys(
  { query, siteId }: SiteScope,
  filter: KeyFilter,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found
      from (select from ${KEYS_WITH_HOSTS}
             where key.site_id = ${siteId} ${filtered(filter)}
             limit ${most}) counted`.execute(query);
  return rows[0]?.found ?? 0;
}

function filtered({ q = "", product, hostId, personId, lineId, state = "issued" }: KeyFilter) {
  const all = [
    ...(q === "" ? [] : [found(q)]),
    ...(product === undefined ? [] : [sql`and key.product_code = ${product}`]),
    ...(hostId === undefined ? [] : [sql`and key.host_id = ${hostId}`]),
    ...(personId === undefined ? [] : [sql`and key.issued_by = ${personId}`]),
    ...(lineId === undefined ? [] : [sql`and key.line_id = ${lineId}`]),
    ...(state === "all"
      ? []
      : [state === "over" ? sql`and key.state <> 'issued'` : sql`and key.state = ${state}`]),
  ];
  return sql.join(all, sql` `);
}

/** Addresses and serial numbers are kept without their colons and dashes. Names are those of the list: the vendor's none. */
function found(q: string) {
  const isIn = (text: ReturnType<typeof sql>) =>
    sql`position(carnet_folded(${q}) in carnet_folded(${text})) > 0`;
  const plain = q.replaceAll(/[\s:.-]/g, "").toLowerCase();
  return sql`
    and (${isIn(sql`concat_ws(E'\\n', key.product_name, key.order_number, host.name, host.value)`)}
         or (${plain} <> '' and host.kind in ('ethernet', 'disk') and position(${plain} in host.value) > 0)
         or (key.ticket is null
             and exists (select from people person
                          where person.id = key.issued_by
                            and ${isIn(sql`concat_ws(E'\\n', person.given_name || ' ' || person.family_name,
                                           person.family_name || ' ' || person.given_name,
                                           person.family_name || person.given_name, person.romanized_name)`)})))`;
}

export async function findKey({ query, siteId }: SiteScope, keyId: string): Promise<LicenseKey | undefined> {
  const { rows } = await sql<LicenseKey>`
    select ${KEY} from ${KEYS_WITH_HOSTS} where key.site_id = ${siteId} and key.id = ${keyId}`.execute(query);
  return rows[0];
}

/** The online key that a program names by its secret, in any state, and whose it is. */
export async function findOnlineKey(
  { query }: VendorScope,
  secretHash: Buffer,
): Promise<(LicenseKey & { readonly siteId: string }) | undefined> {
  const { rows } = await sql<LicenseKey & { siteId: string }>`
    select key.site_id, ${KEY} from ${KEYS_WITH_HOSTS} where key.secret_hash = ${secretHash}`.execute(query);
  return rows[0];
}
