/** The SQL of the order of succession. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";

/** Whoever is named, in this order, and nobody else. */
export async function replaceSuccessors(scope: SiteScope, personIds: readonly string[]): Promise<void> {
  await deleteSuccessors(scope);
  await insertSuccessors(scope, personIds);
}

async function deleteSuccessors({ query, siteId }: SiteScope): Promise<void> {
  await sql`delete from successors where site_id = ${siteId}`.execute(query);
}

async function insertSuccessors({ query, siteId }: SiteScope, personIds: readonly string[]): Promise<void> {
  await sql`
    insert into successors (site_id, place, person_id)
    select ${siteId}, named.place, named.person_id
      from unnest(${[...personIds]}::text[]) with ordinality named (person_id, place)`.execute(query);
}
