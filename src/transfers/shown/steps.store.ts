/** The history of transfers: steps that both sides see, and the words that only the own side reads. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { Side, Step, StepName } from "../transfer.data.ts";

type Scope = SiteScope | VendorScope;

export interface NewStep {
  readonly id: string;
  /** The source's. */
  readonly siteId: string;
  readonly step: StepName;
  readonly side: Side;
  readonly at: Date;
}

/** The caller holds the transfer's row. Answers the step's place. */
export async function insertStep(scope: Scope, { id, siteId, step, side, at }: NewStep): Promise<number> {
  const { rows } = await sql<{ place: number }>`
    insert into transfer_steps (transfer_id, site_id, place, step, side, at)
    select ${id}, ${siteId}, coalesce(max(place), 0) + 1, ${step}, ${side}, ${at}
      from transfer_steps
     where transfer_id = ${id}
    returning place`.execute(scope.query);
  return rows[0]?.place ?? 0;
}

export interface NewNote {
  readonly id: string;
  readonly place: number;
  readonly byPerson: string | null;
  readonly byName: string;
  readonly ticket: string | null;
  readonly note: string | null;
}

/** The words of the site's own people, or of the vendor to it: the other side never reads them. */
export async function insertNote({ query, siteId }: SiteScope, note: NewNote): Promise<void> {
  await sql`
    insert into transfer_notes (transfer_id, site_id, place, by_person, by_name, ticket, note)
    values (${note.id}, ${siteId}, ${note.place}, ${note.byPerson}, ${note.byName}, ${note.ticket}, ${note.note})`.execute(
    query,
  );
}

/** With the notes of that site alone. */
export async function listSteps(scope: Scope, id: string, siteId: string): Promise<Step[]> {
  const { rows } = await sql<Step>`
    select step.place, step.step, step.side, step.at, note.by_name as by, note.ticket, note.note
      from transfer_steps step
      left join transfer_notes note on note.transfer_id = step.transfer_id and note.site_id = ${siteId}
                                   and note.place = step.place
     where step.transfer_id = ${id}
     order by step.place`.execute(scope.query);
  return rows;
}
