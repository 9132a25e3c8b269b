/** The SQL of getting keys: a line, its product and how that one's keys are made, in one look. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { HOST_KINDS, type KeyScheme, LOCKS } from "../key.data.ts";

export interface IssuingLine extends KeyScheme {
  readonly lineId: string;
  readonly orderNumber: string;
  readonly orderLine: number;
  readonly partNumber: string;
  readonly quantity: number;
  readonly coveredThrough: LocalDate | null;
}

export async function findIssuingLine(
  { query, siteId }: SiteScope,
  lineId: string,
): Promise<IssuingLine | undefined> {
  const { rows } = await sql<IssuingLine>`
    select line.id as line_id, line.order_number, line.order_line, line.part_number, line.quantity, line.covered_through,
           product.code as product_code, product.name as product_name, product.key_scheme as scheme, product.renewal_keys,
           coalesce(own.is_lasting, false) as is_lasting, own.file_days, coalesce(own.is_online, true) as is_online,
           coalesce(own.has_files, true) as has_files, coalesce(own.locks, ${[...LOCKS]}::text[]) as locks,
           coalesce(own.host_kinds, ${[...HOST_KINDS]}::text[]) as host_kinds,
           coalesce(own.lease_seconds, 600) as lease_seconds, coalesce(own.borrow_days, 7) as borrow_days,
           coalesce(own.emergency_per_year, 3) as emergency_per_year
      from entitlement_lines line
      join products product on product.code = line.product_code
      left join key_schemes own on own.product_code = product.code
     where line.site_id = ${siteId}
       and line.id = ${lineId}`.execute(query);
  return rows[0];
}

/** What is written on the seal of an online key; undefined when there is no such key in force. */
export async function findSealedSecret(
  { query, siteId }: SiteScope,
  keyId: string,
): Promise<Buffer | undefined> {
  const { rows } = await sql<{ sealedSecret: Buffer }>`
    select sealed_secret
      from license_keys
     where site_id = ${siteId}
       and id = ${keyId}
       and delivery = 'online'
       and state = 'issued'`.execute(query);
  return rows[0]?.sealedSecret;
}
