/** The SQL of lists that were sent and wait to be confirmed: one of each person at each site. */
import { sql } from "kysely";
import type { MemberScope, VendorScope } from "../../access/index.ts";

export interface SentList {
  readonly digest: string;
  readonly sealedContent: Buffer;
}

export async function saveList(
  { query, siteId, personId }: MemberScope,
  { digest, sealedContent, sentAt }: SentList & { sentAt: Date },
): Promise<void> {
  await sql`
    insert into member_imports (site_id, person_id, digest, sealed_content, sent_at)
    values (${siteId}, ${personId}, ${digest}, ${sealedContent}, ${sentAt})
        on conflict (site_id, person_id) do update
       set digest = excluded.digest, sealed_content = excluded.sealed_content, sent_at = excluded.sent_at`.execute(
    query,
  );
}

export async function findList({ query, siteId, personId }: MemberScope): Promise<SentList | undefined> {
  const { rows } = await sql<SentList>`
    select digest, sealed_content
      from member_imports
     where site_id = ${siteId}
       and person_id = ${personId}`.execute(query);
  return rows[0];
}

export async function deleteList({ query, siteId, personId }: MemberScope): Promise<void> {
  await sql`
    delete from member_imports
     where site_id = ${siteId}
       and person_id = ${personId}`.execute(query);
}

export async function deleteOldLists({ query }: VendorScope, before: Date): Promise<void> {
  await sql`delete from member_imports where sent_at < ${before}`.execute(query);
}
