/** The SQL of moves. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { LicenseKey } from "../key.data.ts";
import { KEY, KEYS_WITH_HOSTS } from "../store.ts";

export interface Move {
  readonly id: string;
  readonly fromHostIds: readonly string[];
  readonly toHostId: string;
  readonly movedAt: string;
  readonly movedBy: string;
  readonly undoUntil: string;
  readonly undoneAt: string | null;
  readonly undoneBy: string | null;
}

const MOVE = sql`id, from_host_ids, to_host_id, moved_at, moved_by, undo_until, undone_at, undone_by`;

export interface MovePair {
  readonly oldKeyId: string;
  readonly newKeyId: string;
  readonly keptKeyId: string | null;
}

export async function insertMove(
  { query, siteId }: SiteScope,
  move: {
    readonly id: string;
    readonly fromHostIds: readonly string[];
    readonly toHostId: string;
    readonly attempt: string | null;
    readonly movedAt: Date;
    readonly movedBy: string;
    readonly undoUntil: Date;
  },
  pairs: readonly MovePair[],
): Promise<void> {
  await sql`
    insert into key_moves (id, site_id, from_host_ids, to_host_id, attempt, moved_at, moved_by, undo_until)
    values (${move.id}, ${siteId}, ${[...move.fromHostIds]}::text[], ${move.toHostId}, ${move.attempt}, ${move.movedAt},
            ${move.movedBy}, ${move.undoUntil})`.execute(query);
  await sql`
    insert into key_move_keys (site_id, move_id, old_key_id, new_key_id, kept_key_id)
    select ${siteId}, ${move.id}, pair.old_key, pair.new_key, pair.kept_key
      from unnest(${pairs.map(({ oldKeyId }) => oldKeyId)}::text[], ${pairs.map(({ newKeyId }) => newKeyId)}::text[],
                  ${pairs.map(({ keptKeyId }) => keptKeyId)}::text[]) as pair (old_key, new_key, kept_key)`.execute(
    query,
  );
}

export async function findMove({ query, siteId }: SiteScope, moveId: string): Promise<Move | undefined> {
  const { rows } = await sql<Move>`
    select ${MOVE} from key_moves where site_id = ${siteId} and id = ${moveId}`.execute(query);
  return rows[0];
}

/** Whoever undoes it at the same time waits. */
export async function lockMove({ query, siteId }: SiteScope, moveId: string): Promise<Move | undefined> {
  const { rows } = await sql<Move>`
    select ${MOVE} from key_moves where site_id = ${siteId} and id = ${moveId} for no key update`.execute(
    query,
  );
  return rows[0];
}

/** The move that this form of this person has made. */
export async function findMoveOf(
  { query, siteId }: SiteScope,
  { attempt, movedBy }: { attempt: string; movedBy: string },
): Promise<Move | undefined> {
  const { rows } = await sql<Move>`
    select ${MOVE}
      from key_moves
     where site_id = ${siteId}
       and moved_by = ${movedBy}
       and attempt = ${attempt}`.execute(query);
  return rows[0];
}

export async function listMovePairs({ query, siteId }: SiteScope, moveId: string): Promise<MovePair[]> {
  const { rows } = await sql<MovePair>`
    select old_key_id, new_key_id, kept_key_id
      from key_move_keys
     where site_id = ${siteId}
       and move_id = ${moveId}
     order by old_key_id`.execute(query);
  return rows;
}

/** False when it was undone before. */
export async function updateUndone(
  { query, siteId }: SiteScope,
  { moveId, at, by }: { moveId: string; at: Date; by: string },
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update key_moves
       set undone_at = ${at}, undone_by = ${by}
     where site_id = ${siteId}
       and id = ${moveId}
       and undone_at is null`.execute(query);
  return numAffectedRows === 1n;
}

/** The newest first; of one host when it is named. */
export async function listMoves(
  { query, siteId }: SiteScope,
  { hostId, limit }: { hostId?: string | undefined; limit: number },
): Promise<Move[]> {
  const ofHost =
    hostId === undefined ? sql`` : sql`and (to_host_id = ${hostId} or ${hostId} = any(from_host_ids))`;
  const { rows } = await sql<Move>`
    select ${MOVE}
      from key_moves
     where site_id = ${siteId} ${ofHost}
     order by moved_at desc, id
     limit ${limit}`.execute(query);
  return rows;
}

/** In any state, and not locked: for who only looks. */
export async function listKeysNamed(
  { query, siteId }: SiteScope,
  keyIds: readonly string[],
): Promise<LicenseKey[]> {
  const { rows } = await sql<LicenseKey>`
    select ${KEY}
      from ${KEYS_WITH_HOSTS}
     where key.site_id = ${siteId}
       and key.id = any(${[...new Set(keyIds)]}::text[])
     order by key.product_name, key.id`.execute(query);
  return rows;
}
