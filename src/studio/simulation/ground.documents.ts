/** The ground of a simulation, read at once: coverage, quotes, prices of the day, ends of service. Changes nothing. */
import type { SiteScope } from "../../access/index.ts";
import { anniversaryOf, type SiteFacts, timeZoneOf } from "../../agreements/index.ts";
import {
  currencyOf,
  findLevel,
  listLifecycle,
  listSoldParts,
  listUnitPrices,
  type SoldPart,
} from "../../catalog/index.ts";
import { listSiteCoverage, type SiteLine } from "../../coverage/index.ts";
import type { Config } from "../../platform/config.ts";
import { type Context, today } from "../../platform/context.ts";
import { addDays, type LocalDate } from "../../platform/dates.ts";
import { obstacleOf, reinstatementPrice } from "../../reinstatements/index.ts";
import { listQuotes, type Quote } from "../../renewals/index.ts";
import type { EndOfService, Ground, Quoted, StudioLine, UnitPrices } from "./ground.data.ts";

type CoveredLine = SiteLine & { readonly coveredThrough: LocalDate };

/** A site has one open quote for each renewal date: more than these are history. */
const MOST_QUOTES = 200;

export async function loadGround(scope: SiteScope, context: Context, site: SiteFacts): Promise<Ground> {
  const { config } = context.portal;
  const day = today(context, timeZoneOf(site.country));
  const lines = (await listSiteCoverage(scope)).filter(
    (line): line is CoveredLine => line.coveredThrough !== null,
  );
  const products = [...new Set(lines.map(({ productCode }) => productCode))];
  const currency = currencyOf(site.country, config);
  const level = await findLevel(scope, day);
  const sold = await listSoldParts(scope.query, { products, program: site.program });
  const list = { parts: sold.map(({ number }) => number), currency, level, on: day };
  const prices = pricesOf(sold, await listUnitPrices(scope.query, list), config);
  const quoted = quotedLines(await listQuotes(scope, MOST_QUOTES));
  return {
    program: site.program,
    anniversary: anniversaryOf(site),
    today: day,
    pricesOn: day,
    level,
    currency,
    reinstatementPercent: config.reinstatementPercent,
    quoteDays: config.quoteDays,
    lines: lines.map((line) => studioLine(line, prices.get(line.productCode), quoted)),
    ends: await endsOf(scope, products, day),
  };
}

const UNTOLD: UnitPrices = { renewal: null, license: null, reinstatement: null, isOwnReinstatement: false };

function studioLine(
  line: CoveredLine,
  prices: UnitPrices = UNTOLD,
  quoted: ReadonlyMap<string, Quoted>,
): StudioLine {
  const { lineId, orderNumber, orderLine, partNumber, productCode, productName, quantity, coveredThrough } =
    line;
  return {
    lineId,
    orderNumber,
    orderLine,
    partNumber,
    productCode,
    productName,
    quantity,
    coveredThrough,
    periods: line.periods,
    prices,
    quoted: quoted.get(`${lineId} ${addDays(coveredThrough, 1)}`) ?? null,
  };
}

/** By product. The same rule as the offers of reinstatement: what is not offered there has no price here. */
function pricesOf(
  sold: readonly SoldPart[],
  prices: ReadonlyMap<string, number>,
  { reinstatementPercent, reinstatementBrands }: Pick<Config, "reinstatementPercent" | "reinstatementBrands">,
): ReadonlyMap<string, UnitPrices> {
  const products = Map.groupBy(sold, ({ productCode }) => productCode);
  return new Map(
    [...products].map(([code, parts]) => {
      const part = (kind: SoldPart["kind"]) => parts.find((each) => each.kind === kind);
      const priceOf = (kind: SoldPart["kind"]) => prices.get(part(kind)?.number ?? "") ?? null;
      const own = priceOf("reinstatement");
      const unitPrice = reinstatementPrice(own, priceOf("license"), reinstatementPercent);
      const { number: partNumber = null, brand = null } = part("reinstatement") ?? {};
      const isOffered = obstacleOf({ brand, partNumber, unitPrice }, reinstatementBrands) === null;
      return [
        code,
        {
          renewal: priceOf("renewal"),
          license: priceOf("license"),
          reinstatement: isOffered ? unitPrice : null,
          isOwnReinstatement: own !== null,
        },
      ];
    }),
  );
}

/** What can still be ordered from a quote, by line and the first day that it would cover. */
function quotedLines(quotes: readonly Quote[]): ReadonlyMap<string, Quoted> {
  const open = quotes.flatMap(({ lines, ...quote }) =>
    lines
      .filter(({ state }) => state === "open" || state === "deferred")
      .map(({ lineId, coveredFrom, annualPrice: unitPrice, amount }) => {
        const { quoteId, number, version, dueOn } = quote;
        return [`${lineId} ${coveredFrom}`, { quoteId, number, version, dueOn, unitPrice, amount }] as const;
      }),
  );
  return new Map(open);
}

async function endsOf(
  { query }: SiteScope,
  products: readonly string[],
  day: LocalDate,
): Promise<EndOfService[]> {
  const versions = await listLifecycle(query, products, day);
  return versions
    .filter(({ state }) => state === "EOS_BY" || state === "EOS_NO_DATE")
    .map(({ productCode, productName, version, endOfServiceOn: on, replacedBy }) => ({
      productCode,
      productName,
      version,
      on,
      replacedBy: replacedBy === null ? null : `${replacedBy.productName} ${replacedBy.version}`,
    }));
}
