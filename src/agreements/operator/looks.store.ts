/** The SQL of the looks that the vendor's people took at a site. Reads the events; `emit` writes them. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";

export interface PastLook {
  readonly id: string;
  readonly at: Instant;
  /** Null: a program of the vendor's. */
  readonly personId: string | null;
  readonly looked: readonly string[];
  /** The care request that was the reason. */
  readonly request: string | null;
}

export interface NamedLook extends PastLook {
  /** As the vendor's own people read it; null for a program. */
  readonly name: string | null;
}

/** The newest first. */
export async function listLooks({ query, siteId }: SiteScope, limit: number): Promise<PastLook[]> {
  const { rows } = await sql<PastLook>`
    select id, at, actor ->> 'personId' as person_id, facts -> 'looked' as looked, facts ->> 'request' as request
      from events
     where site_id = ${siteId}
       and name = 'site.viewed'
     order by position desc
     limit ${limit}`.execute(query);
  return rows;
}
