/** A quote as it stands on a day: what each line can still be ordered at, and what its version changed. */
import type { SiteScope } from "../../access/index.ts";
import { findSiteFacts, type SiteFacts, timeZoneOf } from "../../agreements/index.ts";
import { listLinesById } from "../../entitlements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { found } from "../../platform/problem.ts";
import { type DayPrice, pricesOn } from "./price.documents.ts";
import type { Quote, QuoteLine } from "./quote.data.ts";
import {
  type Difference,
  daysLeft,
  differenceOf,
  isOrderable,
  lastDayOf,
  type Standing,
  standingOf,
} from "./rules.ts";
import { findQuote } from "./store.ts";

/** Its quantity is that of the version; of a deferred line that of the day, as the price is. */
export interface ShownLine extends QuoteLine {
  /** In the version. */
  readonly quantityQuoted: number;
  readonly standing: Standing;
  /** The last day on which it can be renewed at all. */
  readonly lastDay: LocalDate;
  /** Of a deferred line that can still be ordered: at the price list and level of today. */
  readonly priceToday: DayPrice | null;
  /** What it costs if it is ordered today; null when it cannot be, or has no price. */
  readonly costs: number | null;
}

export interface ShownQuote extends Omit<Quote, "lines"> {
  readonly site: SiteFacts;
  readonly today: LocalDate;
  /** Negative once the quote's prices are over. */
  readonly daysLeft: number;
  /** At which deferred lines would be ordered today; null while nothing is deferred. */
  readonly levelToday: string | null;
  /** In its country, what ends on the due date and is not ordered by then is renewed on that day. Source: DOMAIN §3.18.13. */
  readonly isAutomatic: boolean;
  readonly lines: readonly ShownLine[];
  /** From the version before to this one; null of the first. */
  readonly sinceBefore: Difference | null;
  /** From this version to the newest; null of the newest itself. */
  readonly untilNewest: Difference | null;
}

/** The newest version unless one is named; 404 when the site has no such quote or version. */
export async function showQuote(
  scope: SiteScope,
  context: Context,
  { quoteId, version }: { quoteId: string; version?: number | undefined },
): Promise<ShownQuote> {
  const quote = found(await findQuote(scope, quoteId, version), "renewal_quote");
  const site = found(await findSiteFacts(scope), "site");
  const day = today(context, timeZoneOf(site.country));
  const isNewest = quote.version === quote.newestVersion;
  const before = quote.version === 1 ? undefined : await findQuote(scope, quoteId, quote.version - 1);
  const newest = isNewest ? undefined : await findQuote(scope, quoteId);
  return {
    ...quote,
    site,
    today: day,
    daysLeft: daysLeft(quote.dueOn, day),
    isAutomatic: context.portal.config.autoRenewCountries.includes(site.country),
    ...(await standingLines(scope, quote, day)),
    sinceBefore: before === undefined ? null : differenceOf(before, quote),
    untilNewest: newest === undefined ? null : differenceOf(quote, newest),
  };
}

async function standingLines(scope: SiteScope, quote: Quote, day: LocalDate) {
  const { dueOn, currency } = quote;
  const standings = quote.lines.map((line) => ({ line, standing: standingOf(line, { dueOn, day }) }));
  const deferred = standings.flatMap(({ line, standing }) => (standing === "deferred" ? [line] : []));
  const prices = deferred.length === 0 ? null : await pricesOn(scope, { lines: deferred, currency, on: day });
  const quantities = await quantitiesToday(scope, deferred);
  const lines = standings.map(({ line: quoted, standing }): ShownLine => {
    const { quantity: quantityQuoted } = quoted;
    const line = { ...quoted, quantity: quantities.get(quoted.lineId) ?? quantityQuoted };
    const priceToday = standing === "deferred" ? (prices?.of(line) ?? null) : null;
    const costs = !isOrderable(standing) ? null : priceToday === null ? line.amount : priceToday.amount;
    return { ...line, quantityQuoted, standing, lastDay: lastDayOf(line), priceToday, costs };
  });
  return { lines, levelToday: prices?.level ?? null };
}

/** Deferred lines get no further version: what the vendor changed of them since is read where it stands. */
async function quantitiesToday(
  scope: SiteScope,
  deferred: readonly QuoteLine[],
): Promise<ReadonlyMap<string, number>> {
  if (deferred.length === 0) return new Map();
  const lineIds = deferred.map(({ lineId }) => lineId);
  const lines = await listLinesById(scope, lineIds);
  return new Map(lines.map(({ id, quantity }) => [id, quantity]));
}
