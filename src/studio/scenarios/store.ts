/** The SQL of scenarios. Whoever may not see one finds nothing: the own ones and those that are shared. */
import { sql } from "kysely";
import type { MemberScope } from "../../access/index.ts";
import type { EnteredScenario, Scenario } from "./scenario.data.ts";

const COLUMNS = sql`id, name, note, choices -> 'standard' as standard, choices -> 'choices' as choices, is_shared, made_by,
  revision, made_at, changed_at`;

/** The newest change first. */
export async function listScenarios({ query, siteId, personId }: MemberScope): Promise<Scenario[]> {
  const { rows } = await sql<Scenario>`
    select ${COLUMNS}
      from renewal_scenarios
     where site_id = ${siteId}
       and (made_by = ${personId} or is_shared)
     order by changed_at desc, id desc`.execute(query);
  return rows;
}

export async function findScenario(
  { query, siteId, personId }: MemberScope,
  id: string,
): Promise<Scenario | undefined> {
  const { rows } = await sql<Scenario>`
    select ${COLUMNS}
      from renewal_scenarios
     where site_id = ${siteId}
       and id = ${id}
       and (made_by = ${personId} or is_shared)`.execute(query);
  return rows[0];
}

/** In one of the person's free places; false when none was free, the name is taken or somebody took the same place. */
export async function insertScenario(
  { query, siteId, personId }: MemberScope,
  { id, at, ...entered }: EnteredScenario & { readonly id: string; readonly at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into renewal_scenarios (id, site_id, name, note, choices, is_shared, made_by, place, made_at, changed_at)
    select ${id}, ${siteId}, ${entered.name}, ${entered.note}, ${jsonOf(entered)}::jsonb, ${entered.isShared}, ${personId},
           free.place, ${at}, ${at}
      from (select place
              from generate_series(1, 50) place
             where place not in (select taken.place from renewal_scenarios taken
                                  where taken.site_id = ${siteId} and taken.made_by = ${personId})
             order by random()
             limit 1) free
        on conflict do nothing
    returning id`.execute(query);
  return rows.length === 1;
}

/** How many the person keeps, and whether one of them has the name. */
export async function countScenarios(
  { query, siteId, personId }: MemberScope,
  name: string,
): Promise<{ readonly kept: number; readonly hasName: boolean }> {
  const { rows } = await sql<{ kept: number; hasName: boolean }>`
    select count(*)::integer as kept, coalesce(bool_or(lower(name) = lower(${name})), false) as has_name
      from renewal_scenarios
     where site_id = ${siteId}
       and made_by = ${personId}`.execute(query);
  return rows[0] ?? { kept: 0, hasName: false };
}

export interface Changed extends EnteredScenario {
  readonly id: string;
  /** The revision that was seen. */
  readonly revision: number;
  readonly at: Date;
}

/** In place of the revision that was seen. A name that another one has violates `renewal_scenarios_name_once`. */
export async function updateScenario(
  { query, siteId, personId }: MemberScope,
  { id, revision, at, ...entered }: Changed,
): Promise<boolean> {
  const { rows } = await sql`
    update renewal_scenarios
       set name = ${entered.name}, note = ${entered.note}, choices = ${jsonOf(entered)}::jsonb,
           is_shared = ${entered.isShared}, revision = revision + 1, changed_at = ${at}
     where site_id = ${siteId}
       and id = ${id}
       and made_by = ${personId}
       and revision = ${revision}
    returning id`.execute(query);
  return rows.length === 1;
}

/** The revision that was seen, or whichever is there. */
export async function deleteScenario(
  { query, siteId, personId }: MemberScope,
  { id, revision }: { readonly id: string; readonly revision: number | null },
): Promise<boolean> {
  const { rows } = await sql`
    delete from renewal_scenarios
     where site_id = ${siteId}
       and id = ${id}
       and made_by = ${personId}
       and (${revision}::integer is null or revision = ${revision})
    returning id`.execute(query);
  return rows.length === 1;
}

function jsonOf({ standard, choices }: EnteredScenario): string {
  return JSON.stringify({ standard, choices });
}
