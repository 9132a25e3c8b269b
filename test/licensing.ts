/** The stage of tests of online licensing: online keys of Aoba's ten DOORS, and programs that ask with them. */
import { sql } from "kysely";
import { hashOf, newLicenseSecret } from "../src/platform/tokens.ts";
import { CAST } from "./cast.ts";
import { type TestOptions, type TestPortal, testPortal } from "./portal.ts";

export interface OnlineKey {
  readonly id: string;
  readonly secret: string;
}

const SETTINGS = {
  CARNET_LICENSING_PER_ADDRESS: "1000000",
  CARNET_LICENSING_UNKNOWN: "1000000",
  CARNET_LICENSING_PER_KEY: "1000000",
};

export interface NewOnlineKey {
  readonly lock?: "node-locked" | "floating";
  readonly quantity?: number;
  /** The right itself ends: an emergency key. */
  readonly expiresAt?: string;
  readonly version?: string;
}

export async function licensingStage(options: TestOptions = {}) {
  const portal = await testPortal({ ...options, settings: { ...SETTINGS, ...options.settings } });
  const { owner } = portal;
  let count = 0;
  const call = (method: "POST" | "PUT" | "DELETE", path: string, payload: object) =>
    portal.app.inject({ method, url: `/v1/licensing/${path}`, payload });
  return {
    portal,
    /** Put there as `license-keys` does; the pool is made large enough. */
    key: async ({
      lock = "floating",
      quantity = 5,
      expiresAt,
      version,
    }: NewOnlineKey = {}): Promise<OnlineKey> => {
      const [id, secret] = [`key_test${++count}`, newLicenseSecret()];
      await addOnlineKey(owner, { id, secret, lock, quantity, expiresAt, version });
      return { id, secret };
    },
    /** As a return or a revocation leaves it. */
    end: (keyId: string, state = "revoked") =>
      sql`update license_keys set state = ${state}, ended_at = ${portal.clock.now()}, ended_by = 'test' where id = ${keyId}`.execute(
        owner,
      ),
    validate: (payload: object) => call("POST", "validations", payload),
    activate: (payload: object) => call("POST", "activations", payload),
    deactivate: (id: string, payload: object) => call("DELETE", `activations/${id}`, payload),
    checkOut: (payload: object) => call("POST", "leases", payload),
    renew: (id: string, payload: object) => call("PUT", `leases/${id}`, payload),
    giveBack: (id: string, payload: object) => call("DELETE", `leases/${id}`, payload),
    at: (instant: string) => portal.clock.set(instant),
    close: () => portal.close(),
  };
}

export type LicensingStage = Awaited<ReturnType<typeof licensingStage>>;

export async function addOnlineKey(
  owner: TestPortal["owner"],
  {
    id,
    secret,
    lock = "floating",
    quantity = 5,
    expiresAt = null,
    version = null,
  }: { id: string; secret: string } & {
    [name in keyof NewOnlineKey]?: NewOnlineKey[name] | null | undefined;
  },
): Promise<void> {
  await sql`
    insert into key_pools (site_id, line_id, product_code, quantity, excess, issued)
    values (${CAST.aoba}, ${CAST.aobaDoors}, 'doors', 10, 1000000, 0) on conflict do nothing`.execute(owner);
  await sql`
    insert into license_keys (id, site_id, line_id, order_number, part_number, product_code, product_name, delivery, lock,
                              kind, scheme, version, covered_through, quantity, issued_at, issued_by, expires_at,
                              secret_hash, sealed_secret)
    values (${id}, ${CAST.aoba}, ${CAST.aobaDoors}, 'SO-4700', 'D09LELL', 'doors', 'Rational DOORS', 'online', ${lock},
            ${expiresAt === null ? "permanent" : "emergency"}, ${version === null ? "date-based" : "version-based"},
            ${version}, '2010-03-31', ${quantity}, '2010-01-01', 'test', ${expiresAt}, ${hashOf(secret)}, '\\x00')`.execute(
    owner,
  );
}

/** A machine's name, the same for the same number. */
export function machine(number: number): string {
  return `machine-${String(number).padStart(12, "0")}`;
}

/** A nonce or an attempt, the same for the same number. */
export function drawn(number: number): string {
  return `drawn-${String(number).padStart(16, "0")}`;
}

/** How many seats are out as the key counts them, and how many leases and activations hold one. They are the same, ever. */
export async function countSeats(
  { owner }: TestPortal,
  keyId: string,
): Promise<{ used: number; held: number }> {
  const { rows } = await sql<{ used: number; held: number }>`
    select used,
           (select count(*)::int from leases where license_key_id = seats.license_key_id and state in ('live', 'contested'))
         + (select count(*)::int from activations where license_key_id = seats.license_key_id and ended_at is null) as held
      from seats where license_key_id = ${keyId}`.execute(owner);
  return rows[0] ?? { used: -1, held: -2 };
}

export async function eventsOf({ owner }: TestPortal, name: string): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ facts: Record<string, unknown> }>`
    select facts from events where name = ${name} order by position`.execute(owner);
  return rows.map(({ facts }) => facts);
}
