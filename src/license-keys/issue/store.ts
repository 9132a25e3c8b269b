/** The SQL of getting keys: a line, its product and how that one's keys are made, in one look. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { HELD, HELD_KEYS, type HeldKey } from "../files/store.ts";
import { HOST_KINDS, type Host, type HostFacts, type KeyScheme, LOCKS, type NewKey } from "../key.data.ts";
import { INTO_KEYS, rowOf } from "../store.ts";

export interface IssuingLine extends KeyScheme {
  readonly lineId: string;
  readonly orderNumber: string;
  readonly orderLine: number;
  readonly partNumber: string;
  readonly quantity: number;
  readonly coveredThrough: LocalDate | null;
}

const LINE = sql`line.id as line_id, line.order_number, line.order_line, line.part_number, line.quantity, line.covered_through,
           product.code as product_code, product.name as product_name, product.key_scheme as scheme, product.renewal_keys,
           coalesce(own.is_lasting, false) as is_lasting, own.file_days, coalesce(own.is_online, true) as is_online,
           coalesce(own.has_files, true) as has_files, coalesce(own.locks, ${[...LOCKS]}::text[]) as locks,
           coalesce(own.host_kinds, ${[...HOST_KINDS]}::text[]) as host_kinds,
           coalesce(own.lease_seconds, 600) as lease_seconds, coalesce(own.borrow_days, 7) as borrow_days,
           coalesce(own.emergency_per_year, 3) as emergency_per_year`;
const LINES = sql`entitlement_lines line
      join products product on product.code = line.product_code
      left join key_schemes own on own.product_code = product.code`;

export async function findIssuingLine(
  { query, siteId }: SiteScope,
  lineId: string,
): Promise<IssuingLine | undefined> {
  const { rows } = await sql<IssuingLine>`
    select ${LINE}
      from ${LINES}
     where line.site_id = ${siteId}
       and line.id = ${lineId}`.execute(query);
  return rows[0];
}

/** Where a file's key goes, and of which line it is. */
export interface Opening {
  /** Held to the end of the transaction; `fileSequence` is drawn for the file that is to be written. */
  readonly host: Host;
  /** Seven digits. */
  readonly siteNumber: string;
  /** Undefined when the site has no such line. */
  readonly line: IssuingLine | undefined;
}

type FreshHost = HostFacts & { readonly id: string; readonly addedAt: Date; readonly addedBy: string };

/**
 * The host, found or made, is held and the number of its next file drawn before keys and pools are touched; the line is
 * read in the same look. A host that is there keeps its name; whoever is making it just now is waited for.
 */
export async function openHost(
  { query, siteId }: SiteScope,
  lineId: string,
  { id, kind, value, name, addedAt, addedBy }: FreshHost,
): Promise<Opening> {
  const { rows } = await sql<Host & { siteNumber: string } & (IssuingLine | { lineId: null })>`
    with host as (
      insert into hosts (id, site_id, kind, value, name, file_sequence, added_at, added_by)
      values (${id}, ${siteId}, ${kind}, ${value}, ${name}, 1, ${addedAt}, ${addedBy})
          on conflict (site_id, kind, value, (case when kind = 'any' then lower(name) else '' end))
          do update set file_sequence = hosts.file_sequence + 1
      returning id, site_id, kind, value, name, file_sequence, added_at, added_by)
    select host.id, host.kind, host.value, host.name, host.file_sequence, host.added_at, host.added_by,
           site.number as site_number, ${LINE}
      from host
      join sites site on site.id = host.site_id
      left join (${LINES}) on line.site_id = ${siteId} and line.id = ${lineId}`.execute(query);
  const [row] = rows;
  if (row === undefined) throw new Error("a host is neither there nor could it be added");
  const { siteNumber, lineId: found } = row;
  return { host: hostOf(row), siteNumber, line: found === null ? undefined : (row as IssuingLine) };
}

function hostOf({ id, kind, value, name, fileSequence, addedAt, addedBy }: Host): Host {
  return { id, kind, value, name, fileSequence, addedAt, addedBy };
}

export interface Taken {
  /** What is left of the line. */
  readonly available: number;
  /** Of a host that is opened: what its file is to hold, this key too. */
  readonly keys: readonly HeldKey[];
}

/**
 * Takes from the pool and adds the key, or does neither. Undefined when the pool has fewer, or is not there yet. A host
 * that is opened is held: nobody changes its other keys meanwhile.
 */
export async function insertTakingKey(
  { query, siteId }: SiteScope,
  key: NewKey,
  isOpened: boolean,
): Promise<Taken | undefined> {
  const keys = sql`(
      select ${HELD_KEYS}
        from (select ${HELD}
                from license_keys
               where site_id = ${siteId}
                 and host_id = ${key.hostId}
                 and state = 'issued'
                 and (expires_at is null or expires_at > ${key.issuedAt}::timestamptz)
               union all
              select ${HELD} from fresh) key
        left join key_schemes own on own.product_code = key.product_code)`;
  const { rows } = await sql<Taken>`
    with taken as (
      update key_pools
         set issued = issued + ${key.quantity}::int
       where site_id = ${siteId}
         and line_id = ${key.lineId}
         and issued + ${key.quantity}::int <= quantity
      returning quantity - issued as available),
    fresh as (${INTO_KEYS} ${rowOf(siteId, key)} from taken
      returning ${HELD})
    select available, ${isOpened ? keys : sql`'[]'::jsonb`} as keys from taken`.execute(query);
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
