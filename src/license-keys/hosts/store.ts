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
