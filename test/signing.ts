/** For tests of signing keys: a second operator, the command's API key, and programs that verify as customers' do. */
import { type Kysely, sql } from "kysely";
import {
  learnKeys,
  learnRevocations,
  newState,
  readLicense,
  type Trust,
  trustKeys,
} from "../packages/license/src/index.ts";
import { hashOf, newApiKey } from "../src/platform/tokens.ts";
import type { TestPortal } from "./portal.ts";

export const OTTO = "otto@vendor.example";
export const OLGA = "olga@vendor.example";

/** Otto cannot confirm what he asked: Olga is the second operator. */
export async function addSecondOperator<Tables>(owner: Kysely<Tables>): Promise<void> {
  await sql`
    insert into people (id, email, email_key, given_name, family_name, country, language, password_hash, state,
                        registered_at, confirmed_at)
    select 'person_olga', ${OLGA}, ${OLGA}, 'Olga', 'Operator', 'US', 'en', password_hash, 'active', registered_at, confirmed_at
      from people where id = 'person_otto'`.execute(owner);
  await sql`
    insert into staff_members (person_id, role, invited_at, invited_by)
    values ('person_olga', 'operator', '2009-01-01', 'system')`.execute(owner);
}

/** An API key with this one scope. */
export async function addApiKey<Tables>(owner: Kysely<Tables>, scope: string): Promise<string> {
  const key = newApiKey();
  await sql`
    insert into api_keys (id, name, secret_hash, scopes, created_by, created_at)
    values (${`key_of_${scope}`}, ${scope}, ${hashOf(key)}, ${[scope]}, 'operator', '2010-01-01')`.execute(
    owner,
  );
  return key;
}

/** What a program built today has in it, and what it has learned: as a customer's machine. */
export class Program {
  readonly trust: Trust;
  readonly state = newState();
  constructor(trust: Trust) {
    this.trust = trust;
  }

  /** Trusts the keys that the portal publishes at this moment. */
  static async built(carnet: TestPortal): Promise<Program> {
    const { keys } = (await carnet.as(undefined, { url: "/v1/licensing/public-keys" })).json();
    return new Program(await trustKeys(keys.map((key: { publicKey: string }) => key.publicKey)));
  }

  /** The code with which it takes in the portal's list of keys: the one that a key it knows has signed. */
  async loadKeys(carnet: TestPortal): Promise<string> {
    const { lists } = (await carnet.as(undefined, { url: "/v1/licensing/public-keys" })).json();
    const codes: string[] = [];
    for (const list of lists)
      codes.push((await learnKeys(list, this.trust, this.state, carnet.clock.now().getTime())).code);
    return codes.includes("ok") ? "ok" : (codes[0] ?? "none");
  }

  async loadRevocations(carnet: TestPortal): Promise<string> {
    const { list } = (await carnet.as(undefined, { url: "/v1/licensing/revocations" })).json();
    return this.learn(carnet, list);
  }

  async learn(carnet: TestPortal, list: string): Promise<string> {
    return (await learnRevocations(list, this.trust, this.state, carnet.clock.now().getTime())).code;
  }

  async read(file: string): Promise<string> {
    return (await readLicense(file, this.trust)).code;
  }
}

/** A host with one key in force, as licence support would find it; answers their ids. */
export async function addHostWithKey<Tables>(
  owner: Kysely<Tables>,
  { siteId, lineId, host, key }: { siteId: string; lineId: string; host: string; key: string },
): Promise<void> {
  await sql`
    insert into key_pools (site_id, line_id, product_code, quantity)
    select line.site_id, line.id, part.product_code, line.quantity
      from entitlement_lines line join parts part on part.number = line.part_number
     where line.id = ${lineId}
        on conflict do nothing`.execute(owner);
  await sql`update key_pools set issued = issued + 1 where line_id = ${lineId}`.execute(owner);
  await sql`
    insert into hosts (id, site_id, kind, value, name, added_at, added_by)
    values (${host}, ${siteId}, 'hostname', ${host}, ${host}, '2010-01-01', 'test') on conflict do nothing`.execute(
    owner,
  );
  await sql`
    insert into license_keys (id, site_id, line_id, order_number, part_number, product_code, product_name, delivery, host_id,
                              lock, scheme, covered_through, quantity, issued_at, issued_by)
    select ${key}, site_id, id, 'SO-4700', part_number, 'doors', 'Rational DOORS', 'file', ${host}, 'node-locked',
           'date-based', '2010-03-31', 1, '2010-01-01', 'test'
      from entitlement_lines where id = ${lineId}`.execute(owner);
}
