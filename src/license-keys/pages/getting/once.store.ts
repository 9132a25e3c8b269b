/** The SQL of forms that get keys: each gets once. */
import { sql } from "kysely";
import type { MemberScope, VendorScope } from "../../../access/index.ts";

/** True when this form was not sent before. Whoever sends it at the same time waits here. */
export async function insertAttempt(
  { query, siteId, personId }: MemberScope,
  { attempt, at }: { attempt: string; at: Date },
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    insert into key_attempts (site_id, person_id, attempt, at)
    values (${siteId}, ${personId}, ${attempt}, ${at})
        on conflict do nothing`.execute(query);
  return numAffectedRows === 1n;
}

export async function updateAttempt(
  { query, siteId, personId }: MemberScope,
  { attempt, keyId }: { attempt: string; keyId: string },
): Promise<void> {
  await sql`
    update key_attempts
       set key_id = ${keyId}
     where site_id = ${siteId}
       and person_id = ${personId}
       and attempt = ${attempt}`.execute(query);
}

/** The key that the form got when it came first. */
export async function findAttempt(
  { query, siteId, personId }: MemberScope,
  attempt: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ keyId: string }>`
    select key_id
      from key_attempts
     where site_id = ${siteId}
       and person_id = ${personId}
       and attempt = ${attempt}`.execute(query);
  return rows[0]?.keyId;
}

export async function deleteAttempts({ query }: VendorScope, before: Date): Promise<void> {
  await sql`delete from key_attempts where at < ${before}`.execute(query);
}
