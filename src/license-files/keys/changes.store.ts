/** The SQL of changes of signing keys. `license_signing_changes_four_eyes` is the truth. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";

export type Deed = "rotate" | "compromise";

export interface KeyChange {
  readonly id: string;
  readonly deed: Deed;
  /** What stops signing. */
  readonly keyId: string;
  readonly reason: string;
  /** `portal`: one person asks, another confirms. `command`: whoever has the machine or the API key, alone. */
  readonly path: "portal" | "command";
  readonly state: "asked" | "done" | "withdrawn";
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly confirmedBy: string | null;
  readonly endedAt: Instant | null;
}

const COLUMNS = sql.raw("id, deed, key_id, reason, path, state, asked_by, asked_at, confirmed_by, ended_at");

export interface NewChange extends Pick<KeyChange, "id" | "deed" | "keyId" | "reason" | "path" | "askedBy"> {
  readonly at: Date;
}

/** Done at once by command. False when the same is asked already. */
export async function insertChange({ query }: VendorScope, change: NewChange): Promise<boolean> {
  const isDone = change.path === "command";
  const { rows } = await sql`
    insert into license_signing_changes (id, deed, key_id, reason, path, state, asked_by, asked_at, ended_at)
    values (${change.id}, ${change.deed}, ${change.keyId}, ${change.reason}, ${change.path},
            ${isDone ? "done" : "asked"}, ${change.askedBy}, ${change.at}, ${isDone ? change.at : null})
        on conflict (deed, key_id) where state = 'asked' do nothing
    returning id`.execute(query);
  return rows.length === 1;
}

export async function findChange({ query }: VendorScope, id: string): Promise<KeyChange | undefined> {
  const { rows } = await sql<KeyChange>`
    select ${COLUMNS} from license_signing_changes where id = ${id}`.execute(query);
  return rows[0];
}

/** The newest first; what is asked before all. */
export async function listChanges({ query }: VendorScope, most: number): Promise<KeyChange[]> {
  const { rows } = await sql<KeyChange>`
    select ${COLUMNS}
      from license_signing_changes
     order by state <> 'asked', asked_at desc, id desc
     limit ${most}`.execute(query);
  return rows;
}

/** The second pair of eyes. False when it is the first pair, or when somebody has been there. */
export async function updateConfirmed(
  { query }: VendorScope,
  of: { id: string; by: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update license_signing_changes
       set state = 'done', confirmed_by = ${of.by}, ended_at = ${of.at}
     where id = ${of.id}
       and state = 'asked'
       and asked_by <> ${of.by}
    returning id`.execute(query);
  return rows.length === 1;
}

/** False when it has ended. */
export async function updateWithdrawn(
  { query }: VendorScope,
  of: { id: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update license_signing_changes
       set state = 'withdrawn', ended_at = ${of.at}
     where id = ${of.id}
       and state = 'asked'
    returning id`.execute(query);
  return rows.length === 1;
}

/** What was asked of a key that has changed in the meantime has become pointless. */
export async function withdrawOvertaken(
  { query }: VendorScope,
  of: { keyId: string; at: Date },
): Promise<void> {
  await sql`
    update license_signing_changes
       set state = 'withdrawn', ended_at = ${of.at}
     where key_id = ${of.keyId}
       and state = 'asked'`.execute(query);
}
