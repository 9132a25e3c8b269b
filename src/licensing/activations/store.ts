/** The SQL of activations: machines on which a node-locked key is in use. The seats are locked first. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";

export interface Activation {
  readonly id: string;
  readonly machine: string;
  readonly activatedAt: string;
}

export async function findActivation(
  { query, siteId }: SiteScope,
  { keyId, machine }: { keyId: string; machine: string },
): Promise<Activation | undefined> {
  const { rows } = await sql<Activation>`
    select id, machine, activated_at
      from activations
     where site_id = ${siteId}
       and license_key_id = ${keyId}
       and machine = ${machine}
       and ended_at is null`.execute(query);
  return rows[0];
}

/** Ended or not. */
export async function findActivationById(
  { query, siteId }: SiteScope,
  { keyId, id }: { keyId: string; id: string },
): Promise<Activation | undefined> {
  const { rows } = await sql<Activation>`
    select id, machine, activated_at
      from activations
     where site_id = ${siteId}
       and license_key_id = ${keyId}
       and id = ${id}`.execute(query);
  return rows[0];
}

export interface NewActivation {
  readonly id: string;
  readonly keyId: string;
  readonly machine: string;
  readonly name: string;
  readonly host: string | null;
  readonly at: Date;
}

/** The seat and its activation in one statement. False when there is no seat. */
export async function takeActivation({ query, siteId }: SiteScope, one: NewActivation): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    with taken as (
      update seats
         set used = used + 1, seen_at = greatest(seen_at, ${one.at})
       where site_id = ${siteId}
         and license_key_id = ${one.keyId}
         and ended_at is null
         and used < quantity
      returning license_key_id)
    insert into activations (site_id, id, license_key_id, machine, name, host, activated_at)
    select ${siteId}, ${one.id}, license_key_id, ${one.machine}, ${one.name}, ${one.host}, ${one.at}::timestamptz
      from taken`.execute(query);
  return numAffectedRows === 1n;
}

/** Gives the seat back, once. */
export async function endActivation(
  { query, siteId }: SiteScope,
  { keyId, id }: { keyId: string; id: string },
  { now, because }: { now: Date; because: string },
): Promise<boolean> {
  const { rows } = await sql<{ over: number }>`
    with over as (
      update activations
         set ended_at = ${now}, ended_because = ${because}
       where site_id = ${siteId}
         and id = ${id}
         and license_key_id = ${keyId}
         and ended_at is null
      returning id),
    freed as (
      update seats
         set used = used - 1
       where site_id = ${siteId}
         and license_key_id = ${keyId}
         and exists (select from over)
      returning used)
    select count(*)::int as over from over`.execute(query);
  return rows[0]?.over === 1;
}
