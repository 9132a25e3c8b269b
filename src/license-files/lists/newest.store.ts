/** What programs load, as it was published last. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";

export interface PublishedRevocations {
  /** Never goes back. */
  readonly sequence: number;
  readonly issuedAt: Instant;
  /** The next one comes no later. */
  readonly nextBy: Instant;
  /** The armoured text. */
  readonly list: string;
}

/** The newest revocation list; undefined before the first one. It is the same for every site. */
export async function newestRevocations({
  query,
}: Pick<VendorScope, "query">): Promise<PublishedRevocations | undefined> {
  const { rows } = await sql<PublishedRevocations>`
    select sequence, issued_at, next_by, text as list
      from license_lists
     where kind = 'revocations'
     order by sequence desc
     limit 1`.execute(query);
  return rows[0];
}
