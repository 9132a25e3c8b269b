/** What the revocation list holds: whoever ends a key notes it in `license_revocations`, until its last file is over. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";

/** Ids of license keys of which something may still be about; revoked before returned ones, the longest living first. */
export async function listRevokedKeys(
  { query }: VendorScope,
  { at, most }: { at: Date; most: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select license_key_id as id
      from license_revocations
     where until is null or until > ${at}
     order by reason = 'returned', until desc nulls first, license_key_id
     limit ${most}`.execute(query);
  return rows.map(({ id }) => id);
}
