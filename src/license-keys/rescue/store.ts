/** The SQL of emergency keys: takings, the keys that stand in, and the numbered places of a year. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { Place } from "../../platform/http/place.ts";
import type { HostFacts } from "../key.data.ts";
import type { Outcome, Quota, RescueState } from "./rules.ts";

export interface NewRescue {
  readonly id: string;
  readonly hostId: string;
  readonly deadHostId: string;
  readonly reason: string;
  readonly takenAt: Date;
  readonly takenBy: string;
  readonly expiresAt: Date;
}

export async function insertRescue({ query, siteId }: SiteScope, rescue: NewRescue): Promise<void> {
  const { id, hostId, deadHostId, reason, takenAt, takenBy, expiresAt } = rescue;
  await sql`
    insert into rescues (id, site_id, host_id, dead_host_id, reason, taken_at, taken_by, expires_at)
    values (${id}, ${siteId}, ${hostId}, ${deadHostId}, ${reason}, ${takenAt}, ${takenBy}, ${expiresAt})`.execute(
    query,
  );
}

/**
 * Takes the lowest free place of the year; null when all are taken. Whoever wants a place that another is just taking
 * waits until that one is sure, then takes it or looks at the next: the primary key alone decides.
 */
export async function takePlace(
  { query, siteId }: SiteScope,
  {
    productCode,
    year,
    perYear,
    rescueId,
  }: { productCode: string; year: number; perYear: number; rescueId: string },
): Promise<number | null> {
  for (let place = 1; place <= perYear; place++) {
    const { rows } = await sql<{ place: number }>`
      insert into rescue_places (site_id, product_code, year, place, rescue_id)
      values (${siteId}, ${productCode}, ${year}, ${place}, ${rescueId})
          on conflict (site_id, product_code, year, place) do nothing
      returning place`.execute(query);
    if (rows[0] !== undefined) return place;
  }
  return null;
}

export interface Pair {
  readonly deadKeyId: string;
  readonly keyId: string;
}

export async function insertPairs(
  { query, siteId }: SiteScope,
  rescueId: string,
  pairs: readonly Pair[],
): Promise<void> {
  await sql`
    insert into rescue_keys (site_id, rescue_id, dead_key_id, key_id)
    select ${siteId}, ${rescueId}, dead_key_id, key_id
      from unnest(${pairs.map(({ deadKeyId }) => deadKeyId)}::text[], ${pairs.map(({ keyId }) => keyId)}::text[])
           as pair (dead_key_id, key_id)`.execute(query);
}

/** The emergency keys that stood for these: none does any more. */
export async function closePairsOf(
  { query, siteId }: SiteScope,
  deadKeyIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ keyId: string }>`
    update rescue_keys
       set is_open = false
     where site_id = ${siteId}
       and dead_key_id = any(${[...deadKeyIds]}::text[])
       and is_open
    returning key_id`.execute(query);
  return rows.map(({ keyId }) => keyId);
}

/** Where emergency keys for these hosts' keys are in force. */
export async function listStandInHosts(
  { query, siteId }: SiteScope,
  deadHostIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ hostId: string }>`
    select distinct key.host_id
      from rescue_keys pair
      join license_keys dead on dead.site_id = pair.site_id and dead.id = pair.dead_key_id
      join license_keys key on key.site_id = pair.site_id and key.id = pair.key_id
     where pair.site_id = ${siteId}
       and pair.is_open
       and dead.host_id = any(${[...deadHostIds]}::text[])`.execute(query);
  return rows.map(({ hostId }) => hostId);
}

export async function closePairsBy({ query, siteId }: SiteScope, keyIds: readonly string[]): Promise<void> {
  await sql`
    update rescue_keys
       set is_open = false
     where site_id = ${siteId}
       and key_id = any(${[...keyIds]}::text[])
       and is_open`.execute(query);
}

/** Open takings whose keys are all among these: the later one is asked about instead. */
export async function replaceEarlier(
  { query, siteId }: SiteScope,
  { rescueId, deadKeyIds, at, by }: { rescueId: string; deadKeyIds: readonly string[]; at: Date; by: string },
): Promise<void> {
  await sql`
    update rescues earlier
       set state = 'replaced', settled_at = ${at}, settled_by = ${by}
     where site_id = ${siteId}
       and id <> ${rescueId}
       and state = 'open'
       and not exists (select from rescue_keys pair
                        where pair.site_id = ${siteId}
                          and pair.rescue_id = earlier.id
                          and pair.dead_key_id <> all(${[...deadKeyIds]}::text[]))`.execute(query);
}

/** False when somebody else was faster to say how it went on. */
export async function updateSettled(
  { query, siteId }: SiteScope,
  { rescueId, outcome, at, by }: { rescueId: string; outcome: Outcome; at: Date; by: string },
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update rescues
       set state = ${outcome}, settled_at = ${at}, settled_by = ${by}
     where site_id = ${siteId}
       and id = ${rescueId}
       and state = 'open'`.execute(query);
  return numAffectedRows === 1n;
}

export interface RescuedKey extends Pair {
  readonly productCode: string;
  readonly productName: string;
  readonly orderNumber: string;
  readonly quantity: number;
  /** Of the emergency key. */
  readonly isInForce: boolean;
}

export interface Rescue {
  readonly id: string;
  readonly state: RescueState;
  readonly reason: string;
  readonly takenAt: string;
  readonly takenBy: string;
  readonly expiresAt: string;
  readonly askedAt: string | null;
  readonly settledAt: string | null;
  readonly settledBy: string | null;
  readonly host: HostFacts & { readonly id: string };
  readonly deadHost: Rescue["host"];
  readonly keys: readonly RescuedKey[];
}

const HOST = (alias: string) =>
  sql`jsonb_build_object('id', ${sql.ref(`${alias}.id`)}, 'name', ${sql.ref(`${alias}.name`)}, 'kind', ${sql.ref(`${alias}.kind`)},
                         'value', ${sql.ref(`${alias}.value`)})`;

const RESCUES = sql`
    select rescue.id, rescue.state, rescue.reason, rescue.taken_at, rescue.taken_by, rescue.expires_at, rescue.asked_at,
           rescue.settled_at, rescue.settled_by, ${HOST("host")} as host, ${HOST("dead")} as dead_host,
           (select jsonb_agg(jsonb_build_object('deadKeyId', pair.dead_key_id, 'keyId', pair.key_id,
                             'productCode', key.product_code, 'productName', key.product_name, 'orderNumber', key.order_number,
                             'quantity', key.quantity, 'isInForce', key.state = 'issued') order by key.product_name, key.id)
              from rescue_keys pair
              join license_keys key on key.site_id = pair.site_id and key.id = pair.key_id
             where pair.site_id = rescue.site_id and pair.rescue_id = rescue.id) as keys
      from rescues rescue
      join hosts host on host.site_id = rescue.site_id and host.id = rescue.host_id
      join hosts dead on dead.site_id = rescue.site_id and dead.id = rescue.dead_host_id`;

export async function findRescue(
  { query, siteId }: SiteScope,
  rescueId: string,
): Promise<Rescue | undefined> {
  const { rows } = await sql<Rescue>`
    ${RESCUES} where rescue.site_id = ${siteId} and rescue.id = ${rescueId}`.execute(query);
  return rows[0];
}

/** The newest first; one more than `limit` when there are so many. */
export async function listRescues(
  { query, siteId }: SiteScope,
  { after, limit, isOpen = false }: { after: Place | null; limit: number; isOpen?: boolean },
): Promise<Rescue[]> {
  const place =
    after === null
      ? sql``
      : sql`and (rescue.taken_at, rescue.id) < (${after.value}::timestamptz, ${after.id})`;
  const open = isOpen ? sql`and rescue.state = 'open'` : sql``;
  const { rows } = await sql<Rescue>`
    ${RESCUES}
     where rescue.site_id = ${siteId} ${open} ${place}
     order by rescue.taken_at desc, rescue.id desc
     limit ${limit + 1}`.execute(query);
  return rows;
}

/** The products of these keys, and how many places of a year are taken of each. */
export async function listQuotas(
  { query, siteId }: SiteScope,
  { productCodes, year }: { productCodes: readonly string[]; year: number },
): Promise<Quota[]> {
  const { rows } = await sql<Quota>`
    select product.code as product_code, product.name as product_name, coalesce(own.emergency_per_year, 3) as per_year,
           (select count(*)::int from rescue_places place
             where place.site_id = ${siteId} and place.product_code = product.code and place.year = ${year}) as used
      from products product
      left join key_schemes own on own.product_code = product.code
     where product.code = any(${[...new Set(productCodes)]}::text[])
     order by product.code`.execute(query);
  return rows;
}

/** How many each of these lines has. */
export async function listLineQuantities(
  { query, siteId }: SiteScope,
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; quantity: number }>`
    select id, quantity from entitlement_lines
     where site_id = ${siteId} and id = any(${[...new Set(lineIds)]}::text[])`.execute(query);
  return new Map(rows.map(({ id, quantity }) => [id, quantity]));
}
