/**
 * Feeds: received whole, applied whole or not at all, and reported line by line.
 *
 * Receiving ends with the file on the disk, a row and a job. Applying is one transaction, one feed at a time; a process
 * that dies within it leaves nothing behind, and the job runs again. Nothing here is sent or issued: that is done by the
 * jobs of the modules that care, queued in the same transaction.
 */
import { asPortal, authorizeVendor, type VendorScope } from "../access/index.ts";
import { type Context, type Portal, systemContext } from "../platform/context.ts";
import { onOneConnection } from "../platform/database.ts";
import { emit, emitAll } from "../platform/events.ts";
import { isDatabaseAway } from "../platform/http/errors.ts";
import type { Place } from "../platform/http/place.ts";
import { found } from "../platform/problem.ts";
import { createStaging, Stager } from "../platform/staging.ts";
import { APPLY, receiveFeed } from "./receive.documents.ts";
import { isUnderWay } from "./rules.ts";
import { enqueueWhatFollows } from "./run/follow.documents.ts";
import {
  countFound,
  createFound,
  insertFound,
  listFound,
  listTouchedSites,
  lockFeeds,
  makeRoom,
} from "./run/found.store.ts";
import { mergeStaged, STAGING } from "./run/merge.documents.ts";
import { type Progress, trackProgress } from "./run/progress.documents.ts";
import { stageDocument } from "./run/read.documents.ts";
import { dropSpool, openSpool, sweepSpool } from "./spool.store.ts";
import {
  type Feed,
  findFeed,
  insertFaults,
  listFaults,
  listFeeds,
  listUnderWay,
  type Outcome,
  type StoredFault,
  updateFinished,
} from "./store.ts";

export async function readFeeds(
  context: Context,
  { after, limit }: { after: Place | null; limit: number },
): Promise<Feed[]> {
  return authorizeVendor(context, "feed.write", (scope) => listFeeds(scope, after, limit));
}

export interface FeedReport {
  readonly feed: Feed;
  /** One more than the page holds, when there are so many. */
  readonly faults: readonly StoredFault[];
  /** The first ones. */
  readonly warnings: readonly StoredFault[];
}

const MOST_WARNINGS = 100;

/** `after` is the place of the last fault of the page before. */
export async function readFeed(
  context: Context,
  feedId: string,
  page: { after: number; limit: number },
): Promise<FeedReport> {
  return authorizeVendor(context, "feed.write", async (scope) => {
    const feed = found(await findFeed(scope, feedId), "feed");
    const faults = await listFaults(scope, feedId, { ...page, isWarning: false });
    const warnings = await listFaults(scope, feedId, { after: 0, limit: MOST_WARNINGS - 1, isWarning: true });
    return { feed, faults, warnings };
  });
}

/** For the portal's own data, such as the demo vendor's: received and applied at once. Answers the applied feed. */
export async function importFeed(
  context: Context,
  { name, content }: { name: string; content: Iterable<string> },
): Promise<Feed> {
  const { feed } = await receiveFeed(context, {
    bytes: bytesOf(content),
    format: "jsonl",
    isDryRun: false,
    name,
  });
  await applyFeed(context.portal, feed.id);
  const report = await readFeed(context, feed.id, { after: 0, limit: 5 });
  if (report.feed.state === "applied") return report.feed;
  throw new Error(`${name} was ${report.feed.state}: ${JSON.stringify(report.faults)}`);
}

async function* bytesOf(content: Iterable<string>): AsyncGenerator<Uint8Array> {
  for (const text of content) yield Buffer.from(text);
}

/** Ends the transaction with nothing done: the feed was only to be checked, or it has faults. */
class Undone extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super(outcome.state);
    this.outcome = outcome;
  }
}

/** The job. Safe to run twice, and at once. Throws only what passes by itself: then the job is tried again. */
export async function applyFeed(portal: Portal, feedId: string): Promise<void> {
  const context = systemContext(portal, APPLY);
  const progress = trackProgress(context, feedId);
  try {
    await onOneConnection(portal.pool, (db, client) =>
      asPortal({ ...context, db }, (scope) =>
        applyWithin(scope, context, { feedId, progress, stagerOf: () => new Stager(client, STAGING) }),
      ),
    );
  } catch (error) {
    await progress.stop();
    if (isDatabaseAway(error)) throw error;
    if (!(error instanceof Undone)) portal.log.error({ err: error, feedId }, "feed failed");
    const outcome = error instanceof Undone ? error.outcome : failed(context, progress);
    await asPortal(context, (scope) => finish(scope, context, { feedId, outcome }));
  } finally {
    await progress.stop();
  }
  await dropSpool(portal.config.dataFolder, feedId);
}

function failed({ portal }: Context, { seen }: Progress): Outcome {
  const none = { counts: {}, faultsCount: 0, warningsCount: 0, linesRead: seen.linesRead };
  return { ...none, state: "failed", finishedAt: portal.clock.now() };
}

interface Applying {
  readonly feedId: string;
  readonly progress: Progress;
  readonly stagerOf: () => Stager;
}

async function applyWithin(scope: VendorScope, context: Context, applying: Applying): Promise<void> {
  const { feedId, progress, stagerOf } = applying;
  const { config, clock } = context.portal;
  await lockFeeds(scope);
  const feed = await findFeed(scope, feedId);
  if (feed === undefined || !isUnderWay(feed)) return;
  const bytes = await openSpool(config.dataFolder, feedId);
  if (bytes === undefined) throw new Error("the file of the feed is gone");
  await progress.start();
  await makeRoom(scope);
  await createStaging(scope.query, STAGING);
  const stager = stagerOf();
  const read = await stageDocument(bytes, { format: feed.format, stager, told: progress.told });
  const counts = await mergeStaged(scope, { stager, now: context.now, config, enter: progress.enter });
  const found = await countFound(scope);
  const faultsCount = found.faults + read.faultsBeyond;
  const state = faultsCount > 0 ? "refused" : feed.isDryRun ? "checked" : "applied";
  const { linesRead } = read;
  const outcome = {
    state,
    counts,
    faultsCount,
    warningsCount: found.warnings,
    linesRead,
    finishedAt: clock.now(),
  } as const;
  await createFound(scope);
  if (state !== "applied") {
    await keepFound(scope, context, feedId);
    throw new Undone(outcome);
  }
  await insertFound(scope, feedId);
  await enqueueWhatFollows(scope, context);
  await progress.stop(); // its own connection writes to the row that is written now
  await finish(scope, context, { feedId, outcome });
  await emitTouched(scope, context, feedId);
}

const KEPT_AT_ONCE = 5_000;

/** What was found must outlive the transaction that is about to be undone: it is kept by another. */
async function keepFound(scope: VendorScope, context: Context, feedId: string): Promise<void> {
  for (let last: StoredFault | undefined; ; ) {
    const faults: StoredFault[] = await listFound(scope, last, KEPT_AT_ONCE);
    last = faults.at(-1);
    if (last === undefined) return;
    await asPortal(context, (other) => insertFaults(other, feedId, faults));
  }
}

interface Finishing {
  readonly feedId: string;
  readonly outcome: Outcome;
}

async function finish(scope: VendorScope, context: Context, { feedId, outcome }: Finishing): Promise<void> {
  const { state, counts, faultsCount } = outcome;
  await updateFinished(scope, feedId, outcome);
  await emit(scope.query, context, { name: `feed.${state}`, facts: { feedId, counts, faults: faultsCount } });
}

/** One event a site, last of all and by the sites' ids: so nobody waits long, and no two wait for each other. */
async function emitTouched(scope: VendorScope, context: Context, feedId: string): Promise<void> {
  const touched = await listTouchedSites(scope);
  for (let from = 0; from < touched.length; from += 500) {
    const some = touched.slice(from, from + 500).map(({ siteId, isNew, orders, orderNumbers }) => ({
      name: isNew ? "site.registered" : orders > 0 ? "order.booked" : "site.updated",
      siteId,
      facts: { feedId, orders, ...(orders === orderNumbers?.length ? { orderNumbers } : {}) },
    }));
    await emitAll(scope.query, context, some);
  }
}

/** Takes away the files of uploads that broke off. */
export async function sweepFeeds(context: Context): Promise<number> {
  const waiting = await asPortal(context, (scope) => listUnderWay(scope));
  return sweepSpool(context.portal.config.dataFolder, new Set(waiting));
}
