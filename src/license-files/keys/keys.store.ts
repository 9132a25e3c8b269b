/** The SQL of signing keys: which there are and what each may do. `license_signing_keys_one_current` is the truth. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";
import type { RingKey, RingState } from "../../platform/key-ring.ts";

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
  key: { id: string; publicKey: Uint8Array; state: RingState & ("next" | "current"); at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into license_signing_keys (id, public_key, state, published_at, current_from)
    values (${key.id}, ${Buffer.from(key.publicKey)}, ${key.state}, ${key.at}, ${key.state === "current" ? key.at : null})
        on conflict do nothing
    returning id`.execute(query);
  return rows.length === 1;
}
