/** What the plan of some sites comes to in rows: priced quotes, their lines, and what became of the offers. */
import { currencyOf } from "../../catalog/index.ts";
import { amountOf } from "../../coverage/index.ts";
import type { Config } from "../../platform/config.ts";
import type { Query } from "../../platform/database.ts";
import { addDays, type LocalDate } from "../../platform/dates.ts";
import { newCode, newId } from "../../platform/id.ts";
import { yearAfter } from "../dates.rules.ts";
import type { PlannedLine, PlannedVersion } from "../plan.data.ts";
import { totalOf } from "../quotes/rules.ts";
import { type Look, levelOn } from "./look.documents.ts";
import type { PriceBook, Wanted } from "./prices.documents.ts";
import type { LineRow, OfferRow, QuoteRow, VersionRow } from "./run.data.ts";

export interface MadeVersion extends VersionRow {
  readonly number: string;
  readonly renewalOn: LocalDate;
  readonly lines: readonly LineRow[];
}

export interface Rows {
  readonly quotes: readonly QuoteRow[];
  readonly versions: readonly MadeVersion[];
  readonly offers: readonly OfferRow[];
}

export interface Pricing {
  readonly config: Config;
  readonly now: Date;
  readonly prices: PriceBook;
}

/** Fetches the prices that the looks' plans need, and makes the rows. */
export async function rowsOf(query: Query, looks: readonly Look[], pricing: Pricing): Promise<Rows> {
  const { config, now, prices } = pricing;
  await prices.load(
    query,
    looks.flatMap((look) => wantedOf(look, config)),
  );
  const quotes: QuoteRow[] = [];
  const versions: MadeVersion[] = [];
  const offers: OfferRow[] = [];
  for (const look of looks) {
    const own = quoteRows(look, now);
    const byDate = new Map(own.map((quote) => [quote.renewalOn, quote]));
    quotes.push(...own.filter(({ isChanged }) => isChanged).map(({ isChanged: _, ...row }) => row));
    const made = look.plan.versions.flatMap((version) => {
      const quote = byDate.get(version.renewalOn);
      return quote === undefined ? [] : [versionOf(look, quote, version, pricing)];
    });
    versions.push(...made);
    offers.push(...offerRows(look, byDate, newestLines(made)));
  }
  return { quotes, versions, offers };
}

function wantedOf(look: Look, config: Config): Wanted[] {
  return look.plan.versions.flatMap(({ datedOn, lines }) =>
    lines.map(({ lineId }) => wantOf(look, config, datedOn, lineId)),
  );
}

function wantOf({ site, lines }: Look, config: Config, on: LocalDate, lineId: string): Wanted {
  const { productCode = "" } = lines.get(lineId) ?? {};
  const { program, country } = site;
  return { program, productCode, currency: currencyOf(country, config), level: levelOn(site, on), on };
}

type Quote = QuoteRow & { readonly isChanged: boolean };

/** All of the site's quotes; those that are new get their number. */
function quoteRows({ site, quotes, plan }: Look, now: Date): Quote[] {
  const stored = new Map(quotes.map((quote) => [quote.renewalOn, quote]));
  return plan.after.quotes.map(({ renewalOn, version, state, closedOn }) => {
    const was = stored.get(renewalOn);
    const hasNewVersion = version !== was?.version;
    return {
      siteId: site.siteId,
      quoteId: was?.quoteId ?? newId("quote", now),
      number: was?.number ?? `Q${newCode(10).toUpperCase()}`,
      ...{ renewalOn, version, state, closedOn, hasNewVersion },
      was: was?.state ?? null,
      isChanged: hasNewVersion || state !== was?.state || closedOn !== was.closedOn,
    };
  });
}

function versionOf(look: Look, quote: QuoteRow, planned: PlannedVersion, pricing: Pricing): MadeVersion {
  const { site, planned: site_ } = look;
  const { datedOn, renewalOn, version } = planned;
  const { siteId, quoteId, number } = quote;
  const places = new Map([...look.lines.keys()].map((lineId, place) => [lineId, place]));
  const placeOf = ({ lineId }: PlannedLine) => places.get(lineId) ?? 0;
  const lines = planned.lines
    .toSorted((one, other) => placeOf(one) - placeOf(other))
    .map((line, place) =>
      lineOf(look, { siteId, quoteId, version, place: place + 1 }, line, planned, pricing),
    );
  return {
    ...{ siteId, quoteId, number, renewalOn, version, datedOn, lines },
    dueOn: addDays(renewalOn, -1),
    anniversaryOn: anniversaryAt(site_, renewalOn),
    level: levelOn(site, datedOn),
    currency: currencyOf(site.country, pricing.config),
    resellerName: site.resellerName,
    resellerEmail: site.resellerEmail,
    amount: totalOf(lines.map(({ amount }) => amount)),
  };
}

/** The anniversary to which the quote leads or at which it stands; null for a site without one. */
function anniversaryAt({ program, anniversary }: Look["planned"], renewalOn: LocalDate): LocalDate | null {
  if (program !== "PA" || anniversary === null) return null;
  return yearAfter(addDays(renewalOn, -1), anniversary).anniversary;
}

function lineOf(
  look: Look,
  at: Pick<LineRow, "siteId" | "quoteId" | "version" | "place">,
  { lineId, coveredFrom, coveredThrough, months, isNew }: PlannedLine,
  { datedOn }: PlannedVersion,
  { config, prices }: Pricing,
): LineRow {
  const line = look.lines.get(lineId);
  if (line === undefined) throw new Error(`a quote of a line that was not read: ${lineId}`);
  const want = wantOf(look, config, datedOn, lineId);
  const price = prices.annualPriceOf(want);
  const { orderNumber, orderLine, productCode, productName, quantity } = line;
  const amount = price === null ? null : amountOf({ quantity, annualPrice: price, months });
  return {
    ...at,
    ...{ lineId, orderNumber, orderLine, productCode, productName, quantity },
    partNumber: prices.partOf(want),
    ...{ coveredFrom, coveredThrough, months, isNew, amount },
    annualPrice: amount === null ? null : price, // beyond exact numbers it is on request
  };
}

/** Each quote's lines as its newest version has them. */
export function newestLines(versions: readonly MadeVersion[]): ReadonlyMap<string, LineRow> {
  const lines = versions.flatMap((version) => version.lines);
  return new Map(lines.map((line) => [`${line.quoteId} ${line.lineId}`, line]));
}

/** What the plan put in the place of what was read. */
function offerRows(
  { site, offers, plan }: Look,
  quotes: ReadonlyMap<LocalDate, QuoteRow>,
  lines: ReadonlyMap<string, LineRow>,
): OfferRow[] {
  const stored = new Map(offers.map((offer) => [`${offer.lineId} ${offer.coveredFrom}`, offer]));
  return plan.after.offers.flatMap(({ lineId, coveredFrom, renewalOn, state, settledOn }) => {
    const was = stored.get(`${lineId} ${coveredFrom}`);
    if (was !== undefined && was.state === state) return [];
    const quoteId = quotes.get(renewalOn)?.quoteId ?? was?.quoteId;
    if (quoteId === undefined) return [];
    const amount = lines.get(`${quoteId} ${lineId}`)?.amount ?? null;
    const row = { siteId: site.siteId, lineId, coveredFrom, quoteId, state, settledOn, amount };
    return [{ ...row, was: was?.state ?? null }];
  });
}
