/** The SQL that finds the host of a file of ours. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";

export async function findHostOfFile(
  { query }: VendorScope,
  { siteNumber, fileId }: { siteNumber: string; fileId: string },
): Promise<{ readonly siteId: string; readonly hostId: string } | undefined> {
  const { rows } = await sql<{ siteId: string; hostId: string }>`
    select file.site_id, file.host_id
      from sites site
      join license_files file on file.site_id = site.id and file.id = ${fileId}
     where site.number = ${siteNumber}`.execute(query);
  return rows[0];
}
