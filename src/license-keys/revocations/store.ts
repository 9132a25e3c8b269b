/** The SQL of revocations by the vendor. `key_revocations_four_eyes` is the truth. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";

/** One key, or all in force of a product, a site or one of its orders. */
export interface Chosen {
  readonly keyId: string | null;
  /** Seven digits. */
  readonly siteNumber: string | null;
  readonly orderNumber: string | null;
  readonly productCode: string | null;
}

export interface RevocableKey {
  readonly id: string;
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
  readonly orderNumber: string;
  readonly productCode: string;
  readonly productName: string;
  readonly quantity: number;
  readonly delivery: "file" | "online";
  readonly hostId: string | null;
  readonly hostName: string | null;
  /** The last file that holds it ends; "infinity": never; null: no file holds it. */
  readonly fileUntil: Instant | "infinity" | null;
}

/** In force, and no more than `most`; by site, so that whoever ends them goes through the sites in one order. */
export async function listRevocable(
  { query }: VendorScope,
  chosen: Chosen,
  most: number,
): Promise<RevocableKey[]> {
  const { keyId, siteNumber, orderNumber, productCode } = chosen;
  const { rows } = await sql<RevocableKey>`
    select key.id, key.site_id, site.number as site_number, site.name as site_name, key.order_number, key.product_code,
           key.product_name, key.quantity, key.delivery, key.host_id, host.name as host_name, key.file_until
      from license_keys key
      join sites site on site.id = key.site_id
      left join hosts host on host.site_id = key.site_id and host.id = key.host_id
     where key.state = 'issued'
       ${keyId === null ? sql`` : sql`and key.id = ${keyId}`}
       ${siteNumber === null ? sql`` : sql`and site.number = ${siteNumber}`}
       ${orderNumber === null ? sql`` : sql`and key.order_number = ${orderNumber}`}
       ${productCode === null ? sql`` : sql`and key.product_code = ${productCode}`}
     order by key.site_id, key.id
     limit ${most}`.execute(query);
  return rows;
}

export interface Revocation extends Chosen {
  readonly id: string;
  readonly reason: string;
  readonly ticket: string;
  readonly state: "asked" | "done" | "withdrawn";
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly confirmedBy: string | null;
  readonly endedAt: Instant | null;
  /** How many keys it has ended. */
  readonly endedKeys: number | null;
  /** Files that hold one of them count until then, where no newer revocation list is loaded. */
  readonly livesUntil: Instant | "infinity" | null;
}

const COLUMNS =
  sql.raw(`id, key_id, site_number, order_number, product_code, reason, ticket, state, asked_by, asked_at,
  confirmed_by, ended_at, ended_keys, lives_until`);

export interface Outcome {
  readonly keys: number;
  readonly livesUntil: string | null;
}

export async function insertRevocation(
  { query }: VendorScope,
  row: Chosen & { id: string; reason: string; ticket: string; by: string; at: Date; outcome: Outcome | null },
): Promise<void> {
  const { outcome } = row;
  await sql`
    insert into key_revocations (id, key_id, site_number, order_number, product_code, reason, ticket, asked_by, asked_at,
                                 state, ended_at, ended_keys, lives_until)
    values (${row.id}, ${row.keyId}, ${row.siteNumber}, ${row.orderNumber}, ${row.productCode}, ${row.reason},
            ${row.ticket}, ${row.by}, ${row.at}, ${outcome === null ? "asked" : "done"},
            ${outcome === null ? null : row.at}, ${outcome?.keys ?? null}, ${outcome?.livesUntil ?? null})`.execute(
    query,
  );
}

export async function findRevocation({ query }: VendorScope, id: string): Promise<Revocation | undefined> {
  const { rows } = await sql<Revocation>`select ${COLUMNS} from key_revocations where id = ${id}`.execute(
    query,
  );
  return rows[0];
}

/** What waits first, then the newest. */
export async function listRevocations({ query }: VendorScope, most: number): Promise<Revocation[]> {
  const { rows } = await sql<Revocation>`
    select ${COLUMNS}
      from key_revocations
     order by state <> 'asked', asked_at desc, id desc
     limit ${most}`.execute(query);
  return rows;
}

/**
 * Whether a person asked for it: himself, or by an API key that he made, or that one of his made. Reads `api_keys`, which
 * `staff` writes.
 */
export async function wasAskedBy(
  { query }: VendorScope,
  of: { readonly id: string; readonly by: string },
): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    with recursive hands (id) as (
      select asked_by from key_revocations where id = ${of.id}
       union
      select made.created_by from api_keys made join hands on hands.id = made.id)
    select exists (select from hands where id = ${of.by}) as is`.execute(query);
  return rows[0]?.is === true;
}

/** The second pair of eyes. False when it is the first pair, or when somebody has been there. */
export async function updateConfirmed(
  { query }: VendorScope,
  of: { id: string; by: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update key_revocations
       set state = 'done', confirmed_by = ${of.by}, ended_at = ${of.at}, ended_keys = 0
     where id = ${of.id}
       and state = 'asked'
       and asked_by <> ${of.by}
    returning id`.execute(query);
  return rows.length === 1;
}

export async function updateOutcome(
  { query }: VendorScope,
  { id, keys, livesUntil }: Outcome & { id: string },
): Promise<void> {
  await sql`
    update key_revocations set ended_keys = ${keys}, lives_until = ${livesUntil} where id = ${id}`.execute(
    query,
  );
}

/** False when it has ended. */
export async function updateWithdrawn(
  { query }: VendorScope,
  of: { id: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update key_revocations
       set state = 'withdrawn', ended_at = ${of.at}
     where id = ${of.id}
       and state = 'asked'
    returning id`.execute(query);
  return rows.length === 1;
}
