/** The SQL of proofs of entitlement. A proof is never changed but for its state, and never deleted. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { Instant, LocalDate } from "../../platform/dates.ts";
import type { Place } from "../../platform/http/place.ts";
import type { OrderedLine, ProofState } from "./rules.ts";

declare module "../../platform/database.ts" {
  interface Tables {
    proofs: NewProof & { siteId: string; state: ProofState };
  }
}

export interface NewProof {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly orderedOn: LocalDate;
  /** Of the order's proofs, counted from 1. */
  readonly version: number;
  /** 12 symbols, without dashes. */
  readonly checkCode: string;
  /** The text whose exact UTF-8 bytes are signed. */
  readonly document: string;
  readonly keyId: string;
  readonly signature: Buffer;
  readonly issuedAt: Date;
}

export interface ProofSummary {
  readonly id: string;
  readonly orderNumber: string;
  readonly orderedOn: LocalDate;
  readonly version: number;
  readonly state: ProofState;
  readonly checkCode: string;
  readonly issuedAt: Instant;
}

export interface Proof extends ProofSummary {
  readonly siteId: string;
  readonly document: string;
  readonly keyId: string;
  readonly signature: Buffer;
}

const SUMMARY = sql`id, order_number, ordered_on, version, state, check_code, issued_at`;
const WHOLE = sql`${SUMMARY}, site_id, document, key_id, signature`;

/** One more than `limit`, when there are so many. The newest order first; `orderNumber` narrows to one order's. */
export async function listProofs(
  { query, siteId }: SiteScope,
  { orderNumber, after, limit }: { orderNumber?: string | undefined; after: Place | null; limit: number },
): Promise<ProofSummary[]> {
  const ofOrder = orderNumber === undefined ? sql`` : sql`and order_number = ${orderNumber}`;
  const place = after === null ? sql`` : sql`and (ordered_on, id) < (${after.value}::date, ${after.id})`;
  const { rows } = await sql<ProofSummary>`
    select ${SUMMARY}
      from proofs
     where site_id = ${siteId} ${ofOrder} ${place}
     order by ordered_on desc, id desc
     limit ${limit + 1}`.execute(query);
  return rows;
}

export async function findProof({ query, siteId }: SiteScope, proofId: string): Promise<Proof | undefined> {
  const { rows } = await sql<Proof>`
    select ${WHOLE}
      from proofs
     where site_id = ${siteId}
       and id = ${proofId}`.execute(query);
  return rows[0];
}

/** For whoever holds the paper: its code is the right to see what is on it. */
export async function findProofByCode({ query }: VendorScope, checkCode: string): Promise<Proof | undefined> {
  const { rows } = await sql<Proof>`
    select ${WHOLE}
      from proofs
     where check_code = ${checkCode}`.execute(query);
  return rows[0];
}

export interface LatestProof extends ProofSummary {
  readonly orderId: string;
}

/** The newest version of each order's proof; an order that never had one is left out. */
export async function listLatestProofs(
  { query, siteId }: SiteScope,
  orderNumbers: readonly string[],
): Promise<LatestProof[]> {
  const { rows } = await sql<LatestProof>`
    select distinct on (order_id) order_id, ${SUMMARY}
      from proofs
     where site_id = ${siteId}
       and order_number = any(${[...orderNumbers]}::text[])
     order by order_id, version desc`.execute(query);
  return rows;
}

/** All lines of the orders, each with the days that it brought itself, in their order. */
export async function listOrderedLines(
  { query, siteId }: SiteScope,
  orderIds: readonly string[],
): Promise<OrderedLine[]> {
  const { rows } = await sql<OrderedLine>`
    select ordered.order_id, ordered.line, ordered.part_number, ordered.quantity, licensed.product_name,
           ordered.renews_order, ordered.renews_line, period.covered_from, period.covered_through
      from order_lines ordered
      left join coverage_periods period on period.site_id = ordered.site_id and period.order_line_id = ordered.id
      left join entitlement_lines licensed on licensed.site_id = ordered.site_id and licensed.id = period.line_id
     where ordered.site_id = ${siteId}
       and ordered.order_id = any(${[...orderIds]}::text[])
     order by ordered.order_id, ordered.line`.execute(query);
  return rows;
}

/** Those of the proofs that were valid are so no more. */
export async function updateProofStates(
  { query, siteId }: SiteScope,
  proofIds: readonly string[],
  state: ProofState,
): Promise<void> {
  if (proofIds.length === 0) return;
  await sql`
    update proofs
       set state = ${state}
     where site_id = ${siteId}
       and id = any(${[...proofIds]}::text[])
       and state = 'valid'`.execute(query);
}

export async function insertProofs({ query, siteId }: SiteScope, proofs: readonly NewProof[]): Promise<void> {
  if (proofs.length === 0) return;
  await query
    .insertInto("proofs")
    .values(proofs.map((proof) => ({ ...proof, siteId, state: "valid" as const })))
    .execute();
}
