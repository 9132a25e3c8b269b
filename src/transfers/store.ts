/**
 * The SQL of transfers. Each change of state is one conditional update with its step in the history; what keys do to it is
 * a trigger (0027_transfers.sql). Two who act at once come one after the other behind the row.
 */
import { type RawBuilder, sql } from "kysely";
import type { SiteScope, VendorScope } from "../access/index.ts";
import type { Place } from "../platform/http/place.ts";
import { ACTS, type Act, isOpen } from "./rules.ts";
import type { OwnSide, State, Transfer, TransferLine } from "./transfer.data.ts";

const TRANSFER = sql`id, site_id, site_number, site_name, program, target_number, target_site_id, target_name,
         target_program, is_same_customer, state, requested_at, requested_by, changed_at, source_consented_at,
         source_consented_by, target_consented_at, target_consented_by`;

/** Of a site either side's; of the vendor every one. */
type Scope = SiteScope | VendorScope;

function within(scope: Scope): RawBuilder<unknown> {
  return "siteId" in scope ? sql`(site_id = ${scope.siteId} or target_site_id = ${scope.siteId})` : sql`true`;
}

export interface TransferFilter {
  readonly state?: State | "open" | undefined;
  readonly q?: string | undefined;
}

export async function listTransfers(
  scope: Scope,
  { state, q, after, limit }: TransferFilter & { readonly after: Place | null; readonly limit: number },
): Promise<Transfer[]> {
  const place =
    after === null ? sql`` : sql`and (requested_at, id) < (${after.value}::timestamptz, ${after.id})`;
  const inState =
    state === undefined
      ? sql``
      : state === "open"
        ? sql`and state = any(${[...ACTS.cancel.from]}::text[])`
        : sql`and state = ${state}`;
  const found =
    q === undefined || q === ""
      ? sql``
      : sql`and (position(${q} in site_number) > 0 or position(${q} in target_number) > 0
                 or position(lower(${q}) in lower(site_name)) > 0)`;
  const { rows } = await sql<Transfer>`
    select ${TRANSFER}
      from transfers
     where ${within(scope)} ${inState} ${found} ${place}
     order by requested_at desc, id desc
     limit ${limit + 1}`.execute(scope.query);
  return rows;
}

export async function findTransfer(scope: Scope, id: string): Promise<Transfer | undefined> {
  const { rows } = await sql<Transfer>`
    select ${TRANSFER} from transfers where ${within(scope)} and id = ${id}`.execute(scope.query);
  return rows[0];
}

/** Held to the end of the transaction. Whoever locks lines or pools, too, does that before. */
export async function lockTransfer({ query }: VendorScope, id: string): Promise<Transfer | undefined> {
  const { rows } = await sql<Transfer>`
    select ${TRANSFER} from transfers where id = ${id} for update`.execute(query);
  return rows[0];
}

export interface NewTransfer
  extends Pick<Transfer, "id" | "siteNumber" | "siteName" | "program" | "targetNumber" | "requestedBy"> {
  readonly requestedAt: Date;
}

export async function insertTransfer({ query, siteId }: SiteScope, transfer: NewTransfer): Promise<void> {
  await sql`
    insert into transfers (id, site_id, site_number, site_name, program, target_number, requested_at, requested_by, changed_at)
    values (${transfer.id}, ${siteId}, ${transfer.siteNumber}, ${transfer.siteName}, ${transfer.program},
            ${transfer.targetNumber}, ${transfer.requestedAt}, ${transfer.requestedBy}, ${transfer.requestedAt})`.execute(
    query,
  );
}

/** Answers the lines that it took: not those that are in another open transfer. */
export async function insertTransferLines(
  { query, siteId }: SiteScope,
  lines: readonly Omit<TransferLine, "targetPart" | "targetOrder">[],
): Promise<string[]> {
  const rows = lines.map((line) => ({
    transfer_id: line.transferId,
    place: line.place,
    line_id: line.lineId,
    order_number: line.orderNumber,
    order_line: line.orderLine,
    part_number: line.partNumber,
    product_code: line.productCode,
    product_name: line.productName,
    quantity: line.quantity,
  }));
  const { rows: taken } = await sql<{ lineId: string }>`
    insert into transfer_lines (transfer_id, site_id, place, line_id, order_number, order_line, part_number, product_code,
                                product_name, quantity)
    select transfer_id, ${siteId}, place, line_id, order_number, order_line, part_number, product_code, product_name, quantity
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as fresh (transfer_id text, place integer, line_id text, order_number text, order_line integer,
                     part_number text, product_code text, product_name text, quantity integer)
        on conflict do nothing
    returning line_id`.execute(query);
  return taken.map(({ lineId }) => lineId);
}

export async function listTransferLines(scope: Scope, ids: readonly string[]): Promise<TransferLine[]> {
  const { rows } = await sql<TransferLine>`
    select transfer_id, place, line_id, order_number, order_line, part_number, product_code, product_name, quantity,
           target_part, target_order
      from transfer_lines
     where transfer_id = any(${[...ids]}::text[])
     order by transfer_id, place`.execute(scope.query);
  return rows;
}

/** Lines of the site that are in an open transfer. */
export async function listMovingLines({ query, siteId }: SiteScope): Promise<string[]> {
  const { rows } = await sql<{ lineId: string }>`
    select line_id from transfer_lines where site_id = ${siteId} and is_open`.execute(query);
  return rows.map(({ lineId }) => lineId);
}

/** Undefined when its state does not allow it any more; the row is held from here on. What has ended lets its lines go. */
export async function updateState(
  scope: Scope,
  { id, act, at }: { readonly id: string; readonly act: Act; readonly at: Date },
): Promise<Transfer | undefined> {
  const { from, to } = ACTS[act];
  const { rows } = await sql<Transfer>`
    update transfers
       set state = ${to}, changed_at = ${at}
     where ${within(scope)}
       and id = ${id}
       and state = any(${[...from]}::text[])
    returning ${TRANSFER}`.execute(scope.query);
  if (rows[0] !== undefined && !isOpen(to))
    await sql`update transfer_lines set is_open = false where transfer_id = ${id}`.execute(scope.query);
  return rows[0];
}

export interface Consenting {
  readonly id: string;
  readonly by: string;
  readonly at: Date;
}

/** Undefined when the side has consented, or the transfer is over. */
export async function updateSourceConsent(
  { query, siteId }: SiteScope,
  { id, by, at }: Consenting,
): Promise<Transfer | undefined> {
  const { rows } = await sql<Transfer>`
    update transfers
       set source_consented_at = ${at}, source_consented_by = ${by}, changed_at = ${at}
     where site_id = ${siteId}
       and id = ${id}
       and source_consented_at is null
       and state = any(${[...ACTS.cancel.from]}::text[])
    returning ${TRANSFER}`.execute(query);
  return rows[0];
}

/** From here on the other side knows what the site is called. */
export async function updateTargetConsent(
  { query, siteId }: SiteScope,
  { id, by, at, name, program }: Consenting & { readonly name: string; readonly program: string },
): Promise<Transfer | undefined> {
  const { rows } = await sql<Transfer>`
    update transfers
       set target_consented_at = ${at}, target_consented_by = ${by}, changed_at = ${at}, target_name = ${name},
           target_program = ${program}
     where target_site_id = ${siteId}
       and id = ${id}
       and target_consented_at is null
       and state = any(${[...ACTS.cancel.from]}::text[])
    returning ${TRANSFER}`.execute(query);
  return rows[0];
}

export interface MovedTo {
  readonly place: number;
  readonly quantity: number;
  readonly targetPart: string;
  readonly targetOrder: string;
}

/** Each line as it went. */
export async function updateMoved(
  { query }: VendorScope,
  id: string,
  lines: readonly MovedTo[],
): Promise<void> {
  const rows = lines.map(({ place, targetPart, targetOrder, quantity }) => [
    place,
    targetPart,
    targetOrder,
    quantity,
  ]);
  await sql`
    update transfer_lines line
       set target_part = moved ->> 1, target_order = moved ->> 2, quantity = (moved ->> 3)::integer
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) moved
     where line.transfer_id = ${id}
       and line.place = (moved ->> 0)::integer`.execute(query);
}

export function sideOf({ siteId }: SiteScope, transfer: Transfer): OwnSide {
  return transfer.siteId === siteId ? "source" : "target";
}
