/** The SQL of hosts. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { Host, HostFacts } from "../key.data.ts";

const HOST = sql`id, kind, value, name, file_sequence, added_at, added_by`;

/** The host of this kind and value; of the kind `any`: of this name. */
export async function findHostBy({ query, siteId }: SiteScope, host: HostFacts): Promise<Host | undefined> {
  const called = host.kind === "any" ? host.name : "";
  const { rows } = await sql<Host>`
    select ${HOST}
      from hosts
     where site_id = ${siteId}
       and kind = ${host.kind}
       and value = ${host.value}
       and (case when kind = 'any' then lower(name) else '' end) = lower(${called})`.execute(query);
  return rows[0];
}

export async function findHost({ query, siteId }: SiteScope, hostId: string): Promise<Host | undefined> {
  const { rows } = await sql<Host>`
    select ${HOST} from hosts where site_id = ${siteId} and id = ${hostId}`.execute(query);
  return rows[0];
}

/** Undefined when the host is there already. */
export async function insertHost(
  { query, siteId }: SiteScope,
  { id, kind, value, name, addedAt, addedBy }: HostFacts & { id: string; addedAt: Date; addedBy: string },
): Promise<Host | undefined> {
  const { rows } = await sql<Host>`
    insert into hosts (id, site_id, kind, value, name, added_at, added_by)
    values (${id}, ${siteId}, ${kind}, ${value}, ${name}, ${addedAt}, ${addedBy})
        on conflict do nothing
    returning ${HOST}`.execute(query);
  return rows[0];
}

/**
 * Whoever changes keys of these hosts, or writes their files, waits. Hosts come before keys and pools, in the order of
 * their ids: a file notes in every key of its host until when it holds it, so two who began with keys would wait for
 * each other.
 */
export async function lockHosts({ query, siteId }: SiteScope, hostIds: readonly string[]): Promise<void> {
  await sql`
    select id
      from hosts
     where site_id = ${siteId}
       and id = any(${[...new Set(hostIds)]}::text[])
     order by id
       for no key update`.execute(query);
}

/** A key never changes its host: what is read here holds when its host is locked. */
export async function lockHostsOf({ query, siteId }: SiteScope, keyIds: readonly string[]): Promise<void> {
  await sql`
    select id
      from hosts
     where site_id = ${siteId}
       and id in (select host_id
                    from license_keys
                   where site_id = ${siteId}
                     and id = any(${[...new Set(keyIds)]}::text[]))
     order by id
       for no key update`.execute(query);
}
