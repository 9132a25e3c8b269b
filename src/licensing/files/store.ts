/** The SQL that finds the host of a file of ours. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";

export interface HostOfFile {
  readonly siteId: string;
  readonly hostId: string;
  readonly hostName: string;
  /** As it was given. */
  readonly text: string;
}

export async function findHostOfFile(
  { query }: VendorScope,
  { siteNumber, fileId }: { siteNumber: string; fileId: string },
): Promise<HostOfFile | undefined> {
  const { rows } = await sql<HostOfFile>`
    select file.site_id, file.host_id, host.name as host_name, file.text
      from sites site
      join license_files file on file.site_id = site.id and file.id = ${fileId}
      join hosts host on host.site_id = file.site_id and host.id = file.host_id
     where site.number = ${siteNumber}`.execute(query);
  return rows[0];
}
