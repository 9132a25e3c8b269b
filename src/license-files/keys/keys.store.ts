/** The SQL of signing keys: which there are and what each may do. `license_signing_keys_one_current` is the truth. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";
import type { RingKey } from "../../platform/key-ring.ts";

export interface SigningKey extends RingKey {
  readonly publishedAt: Instant;
  /** Null: it never signed files. */
  readonly currentFrom: Instant | null;
  readonly currentThrough: Instant | null;
  readonly compromisedAt: Instant | null;
}

/** All that there ever were, in the order in which they sign or signed: current, next, the retired, the compromised. */
export async function listSigningKeys({ query }: Pick<VendorScope, "query">): Promise<SigningKey[]> {
  const { rows } = await sql<SigningKey>`
    select id, public_key, state, published_at, current_from, current_through, compromised_at
      from license_signing_keys
     order by array_position(array['current', 'next', 'retired', 'compromised'], state),
              current_through desc nulls last, compromised_at desc, id`.execute(query);
  return rows;
}

/** False when there is one in this state already: another process was faster. */
export async function insertSigningKey(
  { query }: Pick<VendorScope, "query">,
  key: { id: string; publicKey: Uint8Array; state: "next" | "current"; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into license_signing_keys (id, public_key, state, published_at, current_from)
    values (${key.id}, ${Buffer.from(key.publicKey)}, ${key.state}, ${key.at}, ${key.state === "current" ? key.at : null})
        on conflict do nothing
    returning id`.execute(query);
  return rows.length === 1;
}

/** The current key signs no more and stays trusted. False when it is not current any longer. */
export async function updateRetired({ query }: VendorScope, of: { id: string; at: Date }): Promise<boolean> {
  const { rows } = await sql`
    update license_signing_keys
       set state = 'retired', current_through = ${of.at}
     where id = ${of.id}
       and state = 'current'
    returning id`.execute(query);
  return rows.length === 1;
}

/** The next key signs from now on. False when there is none that was published by then. */
export async function updateNextToCurrent(
  { query }: VendorScope,
  of: { at: Date; publishedBy: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update license_signing_keys
       set state = 'current', current_from = ${of.at}
     where state = 'next'
       and published_at <= ${of.publishedBy}
    returning id`.execute(query);
  return rows.length === 1;
}

/** False when it was compromised already. */
export async function updateCompromised(
  { query }: VendorScope,
  of: { id: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update license_signing_keys
       set state = 'compromised', compromised_at = ${of.at},
           current_through = case when state = 'current' then ${of.at}::timestamptz else current_through end
     where id = ${of.id}
       and state <> 'compromised'
    returning id`.execute(query);
  return rows.length === 1;
}
