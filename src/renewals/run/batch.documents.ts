/** Some sites gone through in one transaction: their quotes, offers, mails and events come together or not at all. */
import type { VendorScope } from "../../access/index.ts";
import { shareBooks } from "../../orders/index.ts";
import type { Context } from "../../platform/context.ts";
import { emitAll, type Happening } from "../../platform/events.ts";
import { queueReinstatementMails } from "../../reinstatements/index.ts";
import { queueQuoteNotices } from "../quotes/notices.documents.ts";
import { renewAll } from "./automatic.documents.ts";
import { type Look, lookAt } from "./look.documents.ts";
import type { PriceBook } from "./prices.documents.ts";
import { deleteChanges, lockBehind, lookedUnder, neverReadAll } from "./read.store.ts";
import { type MadeVersion, newestLines, type Rows, rowsOf } from "./rows.documents.ts";
import { type CountryDay, NOTHING, type OfferRow, type Tally } from "./run.data.ts";
import {
  closeEmptyQuotes,
  insertOffers,
  insertQuoteLines,
  insertQuotes,
  insertVersions,
  updateAmounts,
  updateOffers,
  updateProgress,
  updateQuotes,
} from "./write.store.ts";

export interface Batch {
  readonly siteIds: readonly string[];
  readonly days: readonly CountryDay[];
  readonly prices: PriceBook;
  /** Sees what is made; what it answers is called once that is certain. */
  readonly watch?:
    | ((scope: VendorScope, looks: readonly Look[], rows: Rows) => Promise<() => void>)
    | undefined;
}

export interface Gone {
  readonly tally: Tally;
  /** Called once it is certain. */
  readonly seen?: (() => void) | undefined;
}

/** Those that another run has in hand, or has done, are left to it. */
export async function goThrough(scope: VendorScope, context: Context, batch: Batch): Promise<Gone> {
  const { days, prices } = batch;
  const { config } = context.portal;
  await neverReadAll(scope);
  const isAutomatic = ({ country }: CountryDay) => config.autoRenewCountries.includes(country);
  if (days.some(isAutomatic)) await shareBooks(scope); // before any row, as a feed does: else each would wait for the other
  const siteIds = await lockBehind(scope, days, batch.siteIds);
  if (siteIds.length === 0) return { tally: NOTHING };
  await deleteChanges(scope, siteIds);
  const looks = await lookAt(scope, { siteIds, days, config });
  const rows = await rowsOf(scope.query, looks, { config, now: context.now, prices });
  const seen = await batch.watch?.(scope, looks, rows);
  await write(scope, context, rows);
  const dayOf = new Map(days.map((day) => [day.country, day]));
  await updateProgress(
    scope,
    looks.map(({ site, days: { through }, plan: { nextOn } }) => {
      const day = dayOf.get(site.country);
      return { siteId: site.siteId, through, nextOn, under: day ? lookedUnder(site, day) : null };
    }),
  );
  const todays = new Map(days.map(({ country, today }) => [country, today]));
  const isCurrent = (look: Look) => todays.get(look.site.country) === look.days.through;
  await tell(scope, context, rows, looks);
  const renewed = await renewAll(scope, context, looks.filter(isCurrent), rows);
  await emitAll(scope.query, context, happeningsOf(rows, looks));
  const count = (state: OfferRow["state"]) => rows.offers.filter((offer) => offer.state === state).length;
  const tally = {
    sites: looks.length,
    issued: rows.versions.filter(({ version }) => version === 1).length,
    updated: rows.versions.filter(({ version }) => version > 1).length,
    deferred: count("deferred"),
    lapsed: count("lapsed"),
    renewed,
  };
  return { tally, seen };
}

async function write(
  scope: VendorScope,
  { now }: Context,
  { quotes, versions, offers }: Rows,
): Promise<void> {
  const isNew = ({ was }: { was: string | null }) => was === null;
  const isOld = ({ was }: { was: string | null }) => was !== null;
  await insertQuotes(scope, quotes.filter(isNew), now);
  await updateQuotes(scope, quotes.filter(isOld));
  await insertVersions(
    scope,
    versions.map(({ lines: _, number: __, renewalOn: ___, ...row }) => row),
    now,
  );
  await insertQuoteLines(
    scope,
    versions.flatMap(({ lines }) => lines),
  );
  const isOpen = ({ state }: OfferRow) => state === "open" || state === "deferred";
  const known = offers.filter(isOld); // what takes the place of an offer comes after the end of that one
  await updateOffers(
    scope,
    known.filter((offer) => !isOpen(offer)),
  );
  await updateOffers(scope, known.filter(isOpen));
  await insertOffers(scope, offers.filter(isNew));
  const fresh = new Set(offers.filter(isNew).map(({ quoteId, lineId }) => `${quoteId} ${lineId}`));
  const lines = [...newestLines(versions)].filter(([key]) => !fresh.has(key));
  await updateAmounts(
    scope,
    lines.map(([, line]) => line),
  );
  const touched = quotes.filter(({ was, state }) => was !== null && state !== "closed");
  await closeEmptyQuotes(
    scope,
    touched.map(({ quoteId }) => quoteId),
    touched.map(({ siteId }) => siteId),
  );
}

/** Of several versions that were made up for, the newest; none whose last day is over. Lapsed lines once a site. */
async function tell(scope: VendorScope, context: Context, rows: Rows, looks: readonly Look[]): Promise<void> {
  const through = new Map(looks.map(({ site, days }) => [site.siteId, days.through]));
  const newest = new Map(rows.versions.map((version) => [version.quoteId, version]));
  const made = [...newest.values()].filter(({ siteId, dueOn }) => dueOn >= (through.get(siteId) ?? dueOn));
  await queueQuoteNotices(
    scope,
    context,
    made.map(({ siteId, quoteId, version }) => ({ siteId, quoteId, version })),
  );
  const lapsed = looks.filter(({ plan }) => plan.lapses.length > 0);
  await queueReinstatementMails(
    scope,
    context,
    lapsed.map(({ site, plan }) => ({
      siteId: site.siteId,
      lineIds: [...new Set(plan.lapses.map(({ lineId }) => lineId))],
    })),
  );
}

function happeningsOf({ versions }: Rows, looks: readonly Look[]): Happening[] {
  return [...versions.map(issued), ...looks.flatMap(lapsed)];
}

function issued(made: MadeVersion): Happening {
  const { siteId, quoteId, number, version, renewalOn, datedOn, dueOn, amount, currency, lines } = made;
  return {
    name: version === 1 ? "renewal-quote.issued" : "renewal-quote.updated",
    siteId,
    facts: { quoteId, number, version, renewalOn, datedOn, dueOn, amount, currency, lineCount: lines.length },
  };
}

/** One for each day. */
function lapsed({ site: { siteId }, lines, plan }: Look): Happening[] {
  const byDay = Map.groupBy(plan.lapses, ({ on }) => on);
  return [...byDay].map(([on, lapses]) => {
    const ended = new Set(lapses.map(({ lineId }) => lineId));
    const lineIds = [...lines.keys()].filter((lineId) => ended.has(lineId)); // as quotes list them
    const products = lineIds.map((lineId) => namedLine(lines.get(lineId))).join(", ");
    return { name: "coverage.lapsed", siteId, facts: { on, lineIds, products } };
  });
}

function namedLine(line: { productName: string; quantity: number } | undefined): string {
  return line === undefined ? "" : `${line.quantity} × ${line.productName}`;
}
