/** The SQL of lists of key actions: one waits of each person at each site; the applied ones say what they touched. */
import { sql } from "kysely";
import type { MemberScope, SiteScope, VendorScope } from "../../access/index.ts";

export interface SentList {
  readonly id: string;
  readonly digest: string;
  readonly sealedContent: Buffer;
}

export async function saveList(
  { query, siteId, personId }: MemberScope,
  { id, digest, sealedContent, sentAt }: SentList & { sentAt: Date },
): Promise<void> {
  await sql`
    insert into key_imports (id, site_id, person_id, digest, sealed_content, sent_at)
    values (${id}, ${siteId}, ${personId}, ${digest}, ${sealedContent}, ${sentAt})
        on conflict (site_id, person_id) where applied_at is null do update
       set id = excluded.id, digest = excluded.digest, sealed_content = excluded.sealed_content,
           sent_at = excluded.sent_at`.execute(query);
}

/** The one that waits; whoever applies it at the same time waits too. */
export async function lockList({ query, siteId, personId }: MemberScope): Promise<SentList | undefined> {
  const { rows } = await sql<SentList>`
    select id, digest, sealed_content
      from key_imports
     where site_id = ${siteId}
       and person_id = ${personId}
       and applied_at is null
       for update`.execute(query);
  return rows[0];
}

export interface AppliedList {
  readonly id: string;
  readonly personId: string;
  readonly appliedAt: string;
  readonly hostIds: readonly string[];
  readonly keyIds: readonly string[];
}

export async function insertApplied(
  { query, siteId, personId }: MemberScope,
  applied: { id: string; digest: string; at: Date; hostIds: readonly string[]; keyIds: readonly string[] },
): Promise<void> {
  await sql`
    insert into key_imports (id, site_id, person_id, digest, sent_at, applied_at, host_ids, key_ids)
    values (${applied.id}, ${siteId}, ${personId}, ${applied.digest}, ${applied.at}, ${applied.at},
            ${[...applied.hostIds]}::text[], ${[...applied.keyIds]}::text[])
        on conflict (site_id, id) do update
       set sealed_content = null, applied_at = excluded.applied_at, host_ids = excluded.host_ids,
           key_ids = excluded.key_ids`.execute(query);
}

export async function findApplied(
  { query, siteId }: SiteScope,
  id: string,
): Promise<AppliedList | undefined> {
  const { rows } = await sql<AppliedList>`
    select id, person_id, applied_at, host_ids, key_ids
      from key_imports
     where site_id = ${siteId}
       and id = ${id}
       and applied_at is not null`.execute(query);
  return rows[0];
}

export async function deleteOldLists({ query }: VendorScope, before: Date): Promise<void> {
  await sql`delete from key_imports where sent_at < ${before} and applied_at is null`.execute(query);
}
