/** Some sites as the run sees them: what they have, what was quoted, and what the plan makes of it. */
import type { VendorScope } from "../../access/index.ts";
import { anniversaryOf } from "../../agreements/index.ts";
import type { Level } from "../../catalog/index.ts";
import type { Config } from "../../platform/config.ts";
import { addDays, addMonths, type LocalDate } from "../../platform/dates.ts";
import type { Days, Plan, PlanLine, PlanPeriod, PlanSite, Quoted } from "../plan.data.ts";
import { planRun } from "../plan.rules.ts";
import { listRunOffers, listRunPeriods, listRunQuotes, listRunSites } from "./read.store.ts";
import type { CountryDay, RunOffer, RunPeriod, RunQuote, RunSite } from "./run.data.ts";

export interface Look {
  readonly site: RunSite;
  readonly planned: PlanSite;
  /** The first day of the plan, and the last one. */
  readonly days: Days;
  /** What each line is, in the order in which quotes list them. */
  readonly lines: ReadonlyMap<string, RunPeriod>;
  readonly quotes: readonly RunQuote[];
  readonly offers: readonly RunOffer[];
  readonly plan: Plan;
}

export interface Looking {
  readonly siteIds: readonly string[];
  readonly days: readonly CountryDay[];
  readonly config: Config;
  /** Days that were gone through already are rehearsed as if nothing had been quoted yet. */
  readonly isRehearsal?: boolean;
}

/** Four statements, however many sites. */
export async function lookAt(scope: VendorScope, looking: Looking): Promise<Look[]> {
  const { siteIds, days } = looking;
  const sites = await listRunSites(scope, siteIds);
  const zones = new Map(days.map(({ country, zone }) => [country, zone]));
  const zoned = sites.map(({ siteId, country }) => ({ siteId, zone: zones.get(country) ?? "UTC" }));
  const quotes = groupBySite(await listRunQuotes(scope, siteIds));
  const offers = groupBySite(await listRunOffers(scope, siteIds)); // before the periods: what is ordered here has one there
  const periods = groupBySite(await listRunPeriods(scope, zoned));
  const dayOf = new Map(days.map((day) => [day.country, day]));
  return sites.flatMap((site): Look[] => {
    const day = dayOf.get(site.country);
    if (day === undefined) return []; // of a country that came in a moment ago
    return [
      lookAtOne(site, day, looking, {
        periods: periods.get(site.siteId) ?? [],
        quotes: quotes.get(site.siteId) ?? [],
        offers: offers.get(site.siteId) ?? [],
      }),
    ];
  });
}

interface Found {
  readonly periods: readonly RunPeriod[];
  readonly quotes: readonly RunQuote[];
  readonly offers: readonly RunOffer[];
}

function lookAtOne(site: RunSite, { day, today }: CountryDay, looking: Looking, found: Found): Look {
  const { config, isRehearsal = false } = looking;
  const { checkedThrough } = site;
  const isPast = isRehearsal && (checkedThrough === null ? day < today : day <= checkedThrough);
  const first = checkedThrough === null ? today : addDays(checkedThrough, 1);
  const isStart = checkedThrough === null;
  const days = isPast ? replayOf(day) : { from: first > day ? day : first, through: day, isStart };
  const planned: PlanSite = {
    program: site.program,
    anniversary: anniversaryOf(site),
    quoteDays: config.quoteDays,
    isAutomatic: config.autoRenewCountries.includes(site.country),
  };
  const before = isPast ? { quotes: [], offers: [] } : quotedOf(found);
  const plan = planRun(planned, linesOf(found.periods, isPast || days.isStart), before, days);
  const lines = new Map(found.periods.map((period) => [period.lineId, period]));
  return { site, planned, days, lines, quotes: found.quotes, offers: found.offers, plan };
}

/** Whatever a day brought has its cause within the year before it. */
function replayOf(through: LocalDate): Days {
  return { from: addMonths(through, -14), through, isStart: true };
}

function linesOf(periods: readonly RunPeriod[], isHistory: boolean): PlanLine[] {
  const lines: PlanLine[] = [];
  let last: { lineId: string; quantity: number; periods: PlanPeriod[] } | undefined;
  for (const { lineId, quantity, coveredFrom, coveredThrough, orderedOn, bookedOn } of periods) {
    const arrivedOn = isHistory || bookedOn < orderedOn ? orderedOn : bookedOn;
    const period = { coveredFrom, coveredThrough, arrivedOn };
    if (last?.lineId === lineId) {
      last.periods.push(period);
      continue;
    }
    last = { lineId, quantity, periods: [period] };
    lines.push(last);
  }
  return lines;
}

function quotedOf({ quotes, offers }: Found): Quoted {
  const renewalOn = new Map(quotes.map((quote) => [quote.quoteId, quote.renewalOn]));
  return {
    quotes: quotes.map(({ quantities, ...quote }) => ({
      renewalOn: quote.renewalOn,
      version: quote.version,
      state: quote.state,
      closedOn: quote.closedOn,
      quantities: new Map(Object.entries(quantities)),
    })),
    offers: offers.map(({ lineId, coveredFrom, quoteId, state, settledOn }) => ({
      ...{ lineId, coveredFrom, state, settledOn },
      renewalOn: renewalOn.get(quoteId) ?? coveredFrom, // of a closed quote: it only keeps its line from coming again
    })),
  };
}

function groupBySite<Row extends { readonly siteId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ({ siteId }) => siteId);
}

/** The price level on a day; the list price without an agreement. As `findLevel` of the catalog, of many sites. */
export function levelOn({ levels }: RunSite, day: LocalDate): Level {
  return (levels.find(({ from }) => from <= day)?.level ?? "BL") as Level;
}
