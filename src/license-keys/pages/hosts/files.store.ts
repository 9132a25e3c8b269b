/** The SQL of the files that a host was given. */
import { sql } from "kysely";
import type { SiteScope } from "../../../access/index.ts";

export interface GivenFile {
  readonly sequence: number;
  readonly issuedAt: string;
}

/** The newest first; as many as a page shows. */
export async function listGivenFiles({ query, siteId }: SiteScope, hostId: string): Promise<GivenFile[]> {
  const { rows } = await sql<GivenFile>`
    select sequence, issued_at
      from license_files
     where site_id = ${siteId}
       and host_id = ${hostId}
     order by sequence desc
     limit 50`.execute(query);
  return rows;
}
