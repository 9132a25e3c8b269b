/** What it costs to bring back the coverage of lapsed lines on a day, and from when to when it would reach. */
import type { SiteScope, VendorScope } from "../access/index.ts";
import { type SiteFacts, timeZoneOf } from "../agreements/index.ts";
import {
  currencyOf,
  findLevel,
  type Level,
  listSiteLevels,
  listSoldParts,
  listUnitPrices,
  type SoldPart,
} from "../catalog/index.ts";
import { amountOf, licenseCoverage } from "../coverage/index.ts";
import {
  type EntitlementLine,
  listLines,
  listLinesById,
  listLinesOfSites,
  statusOf,
} from "../entitlements/index.ts";
import type { Config } from "../platform/config.ts";
import { type Context, today } from "../platform/context.ts";
import type { Query } from "../platform/database.ts";
import type { LocalDate } from "../platform/dates.ts";
import { type Obstacle, obstacleOf, reinstatementPrice } from "./rules.ts";

export interface Offer {
  readonly lineId: string;
  readonly orderNumber: string;
  readonly orderLine: number;
  /** The reinstatement part; null: the vendor sells none to sites of this program. */
  readonly partNumber: string | null;
  readonly productCode: string;
  readonly productName: string;
  readonly quantity: number;
  /** The last covered day before the gap. */
  readonly coveredThrough: LocalDate;
  /** Of one unit, in minor units; null: ask sales. */
  readonly unitPrice: number | null;
  readonly amount: number | null;
  readonly currency: string;
  readonly level: Level;
  /** The part has a price of its own; else `percent` of `licensePrice`. */
  readonly isOwnPrice: boolean;
  readonly percent: number;
  /** Of one new license at the same level; null: not told. */
  readonly licensePrice: number | null;
  /** Why it cannot be ordered here; null: it can. */
  readonly obstacle: Obstacle | null;
  readonly coveredFromIfToday: LocalDate;
  readonly coveredThroughIfToday: LocalDate;
}

/** As many lapsed lines as a document can hold. */
const MOST = 10_000;

/** The offers of a site's lapsed lines today, those that ended last first; of these lines alone when they are named. */
export async function listReinstatementOffers(
  scope: SiteScope,
  context: Context,
  site: SiteFacts,
  lineIds?: readonly string[],
): Promise<Offer[]> {
  const day = today(context, timeZoneOf(site.country));
  const lines =
    lineIds === undefined
      ? await listLapsed(scope, day, undefined)
      : (await listLinesById(scope, lineIds)).filter((line) => statusOf(line, day) === "lapsed");
  return offersOf(scope, context, site, { lines, day });
}

/** Of the lapsed lines of one product. */
export async function listProductOffers(
  scope: SiteScope,
  context: Context,
  site: SiteFacts,
  productCode: string,
): Promise<Offer[]> {
  const day = today(context, timeZoneOf(site.country));
  return offersOf(scope, context, site, { lines: await listLapsed(scope, day, productCode), day });
}

async function listLapsed(scope: SiteScope, day: LocalDate, product: string | undefined) {
  const page = { product, status: "lapsed", sort: "-coveredThrough", after: null } as const;
  return (await listLines(scope, { ...page, today: day, limit: MOST })).slice(0, MOST);
}

export interface Asked {
  /** Lapsed on the day. */
  readonly lines: readonly EntitlementLine[];
  readonly day: LocalDate;
  /** A better level than the site's, of an order that earns it by itself; absent: the site's. */
  readonly level?: Level;
}

/** At the prices and the level of the day. Source: A-11. */
export async function offersOf(
  scope: SiteScope,
  { portal: { config } }: Context,
  site: SiteFacts,
  { lines, day, level: better }: Asked,
): Promise<Offer[]> {
  if (lines.length === 0) return [];
  const { program } = site;
  const currency = currencyOf(site.country, config);
  const level = better ?? (await findLevel(scope, day));
  const parts = await listOfferParts(scope.query, { products: productsOf(lines), program });
  const prices = await listUnitPrices(scope.query, { parts: numbersOf(parts), currency, level, on: day });
  return offersAt(config, lines, { day, currency, level, parts, prices });
}

export interface SiteOffers {
  readonly site: SiteFacts;
  readonly offers: readonly Offer[];
}

/**
 * As `listReinstatementOffers` of each site: of many sites at once, in a statement for each program and
 * each list of prices. Sites of whose lines none is lapsed are left out.
 */
export async function listOffersOfSites(
  scope: VendorScope,
  context: Context,
  asked: readonly { readonly site: SiteFacts; readonly lineIds: readonly string[] }[],
): Promise<SiteOffers[]> {
  const { config } = context.portal;
  const named = asked.map(({ site: { siteId }, lineIds }) => ({ siteId, lineIds }));
  const bySite = Map.groupBy(await listLinesOfSites(scope, named), ({ siteId }) => siteId);
  const lapsed = asked.flatMap(({ site }) => {
    const day = today(context, timeZoneOf(site.country));
    const lines = (bySite.get(site.siteId) ?? []).filter((line) => statusOf(line, day) === "lapsed");
    const currency = currencyOf(site.country, config);
    return lines.length === 0 ? [] : [{ site, day, currency, lines }];
  });
  if (lapsed.length === 0) return [];
  const levels = await listSiteLevels(
    scope,
    lapsed.map(({ site: { siteId }, day }) => ({ siteId, on: day })),
  );
  const leveled = lapsed.map((each) => ({ ...each, level: levels.get(each.site.siteId) ?? ("BL" as const) }));
  const offered: SiteOffers[] = [];
  for (const [program, some] of Map.groupBy(leveled, ({ site }) => site.program)) {
    const products = productsOf(some.flatMap(({ lines }) => lines));
    const parts = await listOfferParts(scope.query, { products, program });
    const lists = Map.groupBy(some, ({ currency, level, day }) => `${currency} ${level} ${day}`);
    for (const [first, ...others] of lists.values()) {
      if (first === undefined) continue;
      const { currency, level, day } = first;
      const prices = await listUnitPrices(scope.query, { parts: numbersOf(parts), currency, level, on: day });
      const priced = { day, currency, level, parts, prices };
      for (const { site, lines } of [first, ...others]) {
        offered.push({ site, offers: offersAt(config, lines, priced) });
      }
    }
  }
  return offered;
}

function productsOf(lines: readonly EntitlementLine[]): string[] {
  return [...new Set(lines.map(({ productCode }) => productCode))];
}

async function listOfferParts(query: Query, asked: Parameters<typeof listSoldParts>[1]): Promise<SoldPart[]> {
  const sold = await listSoldParts(query, asked);
  return sold.filter(({ kind }) => kind === "reinstatement" || kind === "license");
}

function numbersOf(parts: readonly SoldPart[]): string[] {
  return parts.map(({ number }) => number);
}

interface Priced {
  readonly day: LocalDate;
  readonly currency: string;
  readonly level: Level;
  readonly parts: readonly SoldPart[];
  readonly prices: ReadonlyMap<string, number>;
}

function offersAt(config: Config, lines: readonly EntitlementLine[], priced: Priced): Offer[] {
  const { day, currency, level, parts, prices } = priced;
  const { reinstatementPercent: percent, reinstatementBrands: brands } = config;
  const covered = licenseCoverage(day);
  return lines.map((line): Offer => {
    const part = partOf(parts, line.productCode, "reinstatement");
    const license = partOf(parts, line.productCode, "license");
    const ownPrice = prices.get(part?.number ?? "") ?? null;
    const licensePrice = prices.get(license?.number ?? "") ?? null;
    const partNumber = part?.number ?? null;
    const price = partNumber === null ? null : reinstatementPrice(ownPrice, licensePrice, percent);
    const { quantity } = line;
    const whole = price === null ? null : amountOf({ quantity, annualPrice: price, months: 12 });
    const told = whole === null ? null : price; // beyond exact numbers it is on request
    const obstacle = obstacleOf({ brand: part?.brand ?? null, partNumber, unitPrice: told }, brands);
    const unitPrice = obstacle === null ? told : null;
    return {
      lineId: line.id,
      orderNumber: line.orderNumber,
      orderLine: line.orderLine,
      partNumber,
      productCode: line.productCode,
      productName: line.productName,
      quantity,
      coveredThrough: line.coveredThrough ?? line.orderedOn,
      unitPrice,
      amount: unitPrice === null ? null : whole,
      currency,
      level,
      isOwnPrice: ownPrice !== null,
      percent,
      licensePrice,
      obstacle,
      coveredFromIfToday: covered.coveredFrom,
      coveredThroughIfToday: covered.coveredThrough,
    };
  });
}

function partOf(parts: readonly SoldPart[], product: string, kind: SoldPart["kind"]): SoldPart | undefined {
  return parts.find((part) => part.productCode === product && part.kind === kind);
}
