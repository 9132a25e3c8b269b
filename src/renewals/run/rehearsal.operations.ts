/**
 * A run that an operator asks for: for a day, really or as a rehearsal that changes nothing and sends nothing.
 *
 * A real one takes up to a past day whom it left before that day. It begins nowhere in the past: quotes would be dated on
 * days on which nobody could have seen them.
 *
 * A rehearsal answers from what is known now. Days ahead, ten years at most: what will be made if nothing else is ordered. Days
 * that were gone through already: what was made of what is known now, by the days on which it was ordered.
 */
import { asPortal, authorizeVendor } from "../../access/index.ts";
import { type Context, systemContext } from "../../platform/context.ts";
import { addMonths, type LocalDate } from "../../platform/dates.ts";
import { emit } from "../../platform/events.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { countNotBegun, listAllSites } from "./asked.store.ts";
import { lookAt } from "./look.documents.ts";
import { countryDays, runRenewals } from "./operations.ts";
import { PriceBook } from "./prices.documents.ts";
import { listCountries, listRunSites } from "./read.store.ts";
import type { Deed, ReportItem, RunReport } from "./report.data.ts";
import { deedsOf, toldItems } from "./report.documents.ts";
import { rowsOf } from "./rows.documents.ts";
import { NOTHING, type Tally } from "./run.data.ts";

export interface Asked {
  readonly on: LocalDate;
  readonly isDryRun: boolean;
  readonly siteNumber?: string | undefined;
}

/** More would bury what an operator looks for; the counts tell of all. */
const MOST_ITEMS = 500;
const BATCH = 500;
/** A rehearsal goes day by day: of more years nobody knows prices, and each would be worked out for every site. */
const MOST_MONTHS_AHEAD = 120;

export async function runFor(context: Context, asked: Asked): Promise<RunReport> {
  const { on, isDryRun, siteNumber = null } = asked;
  const { siteIds, notBegun } = await authorizeVendor(context, "renewal.run", async (scope) => {
    const countries = await listCountries(scope);
    const days = countryDays(context, countries);
    if (days.every(({ today }) => on > (isDryRun ? addMonths(today, MOST_MONTHS_AHEAD) : today)))
      throw invalid({ on: ["day_out_of_range"] });
    const ids = await listAllSites(scope, siteNumber);
    if (siteNumber !== null) found(ids[0], "site");
    const notBegun = isDryRun ? 0 : await countNotBegun(scope, countryDays(context, countries, on), ids);
    if (notBegun > 0 && notBegun === ids.length)
      throw new Problem(409, "renewals_not_begun", { on, notBegun });
    const facts = { on, isDryRun, siteNumber };
    await emit(scope.query, context, { name: "renewal-run.requested", facts });
    return { siteIds: ids, notBegun };
  });
  const portal = { ...systemContext(context.portal, "renewals.run"), requestId: context.requestId };
  return isDryRun ? rehearse(portal, on, siteIds) : { ...(await run(portal, asked)), notBegun };
}

async function run(context: Context, { on, siteNumber }: Asked): Promise<RunReport> {
  const items: ReportItem[] = [];
  let itemsCount = 0;
  const outcome = await runRenewals(context, {
    on,
    ...(siteNumber === undefined ? {} : { siteNumber }),
    watch: async (scope, looks, rows) => {
      const deeds = deedsOf(looks, rows, context.portal.config, null);
      const told = await toldItems(scope, deeds.slice(0, Math.max(0, MOST_ITEMS - items.length)));
      return () => {
        itemsCount += deeds.length;
        items.push(...told.slice(0, MOST_ITEMS - items.length));
      };
    },
  });
  const { failures, ...counts } = outcome;
  const sites = await asPortal(context, (scope) =>
    listRunSites(
      scope,
      failures.map(({ siteId }) => siteId),
    ),
  );
  const numbers = new Map(sites.map(({ siteId, number }) => [siteId, number]));
  return {
    ...{ on, isDryRun: false, counts, notBegun: 0, items, itemsCount },
    failures: failures.map(({ siteId, failure }) => ({ siteNumber: numbers.get(siteId) ?? siteId, failure })),
  };
}

async function rehearse(context: Context, on: LocalDate, siteIds: readonly string[]): Promise<RunReport> {
  const { config } = context.portal;
  const prices = new PriceBook();
  const items: ReportItem[] = [];
  const counts = { ...NOTHING };
  let itemsCount = 0;
  for (let at = 0; at < siteIds.length; at += BATCH) {
    await asPortal(context, async (scope) => {
      const days = countryDays(context, await listCountries(scope)).map((day) => ({ ...day, day: on }));
      const some = siteIds.slice(at, at + BATCH);
      const looks = await lookAt(scope, { siteIds: some, days, config, isRehearsal: true });
      const rows = await rowsOf(scope.query, looks, { config, now: context.now, prices });
      const deeds = deedsOf(looks, rows, config, on);
      counts.sites += looks.length;
      for (const { deed, lines } of deeds) counts[COUNTED[deed]] += COUNTS_LINES.has(deed) ? lines.length : 1;
      itemsCount += deeds.length;
      items.push(...(await toldItems(scope, deeds.slice(0, Math.max(0, MOST_ITEMS - items.length)))));
    });
  }
  return { on, isDryRun: true, counts, notBegun: 0, items, itemsCount, failures: [] };
}

const COUNTED: Record<Deed, keyof Tally> = {
  issue: "issued",
  update: "updated",
  deferral: "deferred",
  lapse: "lapsed",
  automatic: "renewed",
};
const COUNTS_LINES: ReadonlySet<Deed> = new Set(["deferral", "lapse", "automatic"]);
