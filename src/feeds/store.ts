/** The SQL of feeds and their faults. They are the vendor's: no row belongs to a site. */
import { sql } from "kysely";
import type { VendorScope } from "../access/index.ts";
import type { Actor } from "../platform/context.ts";
import type { Instant } from "../platform/dates.ts";
import type { Place } from "../platform/http/place.ts";
import type { FaultFacts } from "../platform/shapes.ts";
import type { Counts } from "../platform/staging.ts";

export type FeedState = "received" | "running" | "applied" | "checked" | "refused" | "failed";

export interface Feed {
  readonly id: string;
  readonly state: FeedState;
  readonly isDryRun: boolean;
  /** `jsonl`, or the type of record of a CSV. */
  readonly format: string;
  readonly name: string | null;
  readonly sizeBytes: number;
  readonly receivedAt: Instant;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly bytesRead: number;
  readonly linesRead: number;
  readonly stage: string | null;
  readonly counts: Readonly<Record<string, Counts>>;
  readonly faultsCount: number;
  readonly warningsCount: number;
}

const FEED = sql`id, state, is_dry_run, format, name, size_bytes, received_at, started_at, finished_at, bytes_read, lines_read,
         stage, counts, faults_count, warnings_count`;

export interface NewFeed {
  readonly id: string;
  readonly isDryRun: boolean;
  readonly format: string;
  readonly name: string | null;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly receivedAt: Date;
  readonly receivedFrom: Actor;
}

/** False when the same content is waiting or running already: `feeds_same_content_once` decides between two at once. */
export async function insertFeed({ query }: VendorScope, feed: NewFeed): Promise<boolean> {
  const { rows } = await sql`
    insert into feeds (id, state, is_dry_run, format, name, size_bytes, sha256, received_at, received_from)
    values (${feed.id}, 'received', ${feed.isDryRun}, ${feed.format}, ${feed.name}, ${feed.sizeBytes}, ${feed.sha256},
            ${feed.receivedAt}, ${JSON.stringify(feed.receivedFrom)}::jsonb)
        on conflict (sha256, format, is_dry_run) where state in ('received', 'running') do nothing
    returning id`.execute(query);
  return rows.length === 1;
}

type Content = Pick<NewFeed, "sha256" | "format" | "isDryRun">;

export async function findUnderWay({ query }: VendorScope, of: Content): Promise<Feed | undefined> {
  const { rows } = await sql<Feed>`
    select ${FEED}
      from feeds
     where sha256 = ${of.sha256}
       and format = ${of.format}
       and is_dry_run = ${of.isDryRun}
       and state in ('received', 'running')`.execute(query);
  return rows[0];
}

export async function findFeed({ query }: VendorScope, feedId: string): Promise<Feed | undefined> {
  const { rows } = await sql<Feed>`select ${FEED} from feeds where id = ${feedId}`.execute(query);
  return rows[0];
}

/** Newest first; one more than `limit` when there are so many. */
export async function listFeeds({ query }: VendorScope, after: Place | null, limit: number): Promise<Feed[]> {
  const from =
    after === null ? sql`` : sql`where (received_at, id) < (${after.value}::timestamptz, ${after.id})`;
  const { rows } = await sql<Feed>`
    select ${FEED}
      from feeds ${from}
     order by received_at desc, id desc
     limit ${limit + 1}`.execute(query);
  return rows;
}

export async function listUnderWay({ query }: VendorScope): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from feeds where state in ('received', 'running')`.execute(query);
  return rows.map(({ id }) => id);
}

export async function updateStarted({ query }: VendorScope, feedId: string, startedAt: Date): Promise<void> {
  await sql`
    update feeds
       set state = 'running', started_at = ${startedAt}, bytes_read = 0, lines_read = 0, stage = 'reading'
     where id = ${feedId}`.execute(query);
}

export type Progress = Pick<Feed, "bytesRead" | "linesRead" | "stage">;

export async function updateProgress(
  { query }: VendorScope,
  feedId: string,
  progress: Progress,
): Promise<void> {
  await sql`
    update feeds
       set bytes_read = ${progress.bytesRead}, lines_read = ${progress.linesRead}, stage = ${progress.stage}
     where id = ${feedId}
       and state = 'running'`.execute(query);
}

export interface Outcome {
  readonly state: Exclude<FeedState, "received" | "running">;
  readonly counts: Readonly<Record<string, Counts>>;
  readonly faultsCount: number;
  readonly warningsCount: number;
  readonly linesRead: number;
  readonly finishedAt: Date;
}

export async function updateFinished(
  { query }: VendorScope,
  feedId: string,
  outcome: Outcome,
): Promise<void> {
  await sql`
    update feeds
       set state = ${outcome.state}, counts = ${JSON.stringify(outcome.counts)}::jsonb,
           faults_count = ${outcome.faultsCount}, warnings_count = ${outcome.warningsCount},
           lines_read = ${outcome.linesRead}, finished_at = ${outcome.finishedAt}, stage = null,
           bytes_read = case when ${outcome.state} = 'failed' then bytes_read else size_bytes end
     where id = ${feedId}`.execute(query);
}

export interface StoredFault {
  readonly place: number;
  readonly line: number;
  readonly field: string | null;
  readonly code: string;
  readonly facts: FaultFacts;
  readonly isWarning: boolean;
}

/** What a run before told. */
export async function deleteFaults({ query }: VendorScope, feedId: string): Promise<void> {
  await sql`delete from feed_faults where feed_id = ${feedId}`.execute(query);
}

export async function insertFaults(
  { query }: VendorScope,
  feedId: string,
  faults: readonly StoredFault[],
): Promise<void> {
  await sql`
    insert into feed_faults (feed_id, place, line, field, code, facts, is_warning)
    select ${feedId}, place, line, field, code, facts, "isWarning"
      from jsonb_to_recordset(${JSON.stringify(faults)}::jsonb)
        as fault (place integer, line bigint, field text, code text, facts jsonb, "isWarning" boolean)`.execute(
    query,
  );
}

export interface FaultPage {
  readonly isWarning: boolean;
  /** The `place` of the last one shown. */
  readonly after: number;
  readonly limit: number;
}

/** By line; one more than `limit` when there are so many. */
export async function listFaults(
  { query }: VendorScope,
  feedId: string,
  page: FaultPage,
): Promise<StoredFault[]> {
  const { rows } = await sql<StoredFault>`
    select place, line, field, code, facts, is_warning
      from feed_faults
     where feed_id = ${feedId}
       and is_warning = ${page.isWarning}
       and place > ${page.after}
     order by place
     limit ${page.limit + 1}`.execute(query);
  return rows;
}
