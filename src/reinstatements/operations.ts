/** What a site's lapsed lines cost to bring back, and bringing one back. */
import { authorize, decideAccess, type MemberScope } from "../access/index.ts";
import { findSiteFacts, type SiteFacts, timeZoneOf } from "../agreements/index.ts";
import { currencyOf, findLevel, type Level } from "../catalog/index.ts";
import { type CoveragePeriod, licenseCoverage, listPeriodsOf, type Term } from "../coverage/index.ts";
import {
  type EntitlementLine,
  findLine,
  type LineStatus,
  listLines,
  placeOf,
  statusOf,
} from "../entitlements/index.ts";
import { type Context, today } from "../platform/context.ts";
import type { LocalDate } from "../platform/dates.ts";
import { type Listed, pageOf } from "../platform/http/lists.ts";
import { readPlace, writePlace } from "../platform/http/place.ts";
import { found, invalid, Problem } from "../platform/problem.ts";
import { type Booked, bookPurchase } from "../purchases/index.ts";
import { type Offer, offersOf } from "./offers.documents.ts";
import { channelsOf, type OrderDetails } from "./ordering/details.rules.ts";

/** What holds for all offers of a day. */
export interface Terms {
  readonly site: SiteFacts;
  /** The site's own. */
  readonly today: LocalDate;
  readonly currency: string;
  readonly level: Level;
  /** What a reinstatement that is ordered today covers. */
  readonly ifToday: Term;
}

export interface Offers extends Terms, Listed<Offer> {}

const SORT = "-coveredThrough";

/** Those that ended last come first. */
export async function readOffers(
  context: Context,
  { siteId, limit, after: cursor }: { siteId: string; limit: number; after?: string | undefined },
): Promise<Offers> {
  const { secrets } = context.portal;
  const list = `reinstatements ${siteId}`;
  const after = readPlace(secrets, list, cursor);
  return authorize(context, "renewal.read", siteId, async (scope) => {
    const terms = await termsOf(scope, context);
    const { site, today: day } = terms;
    const lapsed = await listLines(scope, { status: "lapsed", sort: SORT, today: day, after, limit });
    const { items: lines, end } = pageOf(lapsed, limit, (line) => placeOf(SORT, line));
    const items = await offersOf(scope, context, site, { lines, day });
    return { ...terms, items, limit, next: end === null ? null : writePlace(secrets, list, end) };
  });
}

async function termsOf(scope: MemberScope, context: Context): Promise<Terms> {
  const site = found(await findSiteFacts(scope), "site");
  const day = today(context, timeZoneOf(site.country));
  return {
    site,
    today: day,
    currency: currencyOf(site.country, context.portal.config),
    level: await findLevel(scope, day),
    ifToday: licenseCoverage(day),
  };
}

export interface OfferedLine extends Terms {
  readonly line: EntitlementLine;
  readonly status: LineStatus;
  readonly periods: readonly CoveragePeriod[];
  /** Null while the line is covered, and when it never was. */
  readonly offer: Offer | null;
}

export async function readOffer(context: Context, siteId: string, lineId: string): Promise<OfferedLine> {
  return authorize(context, "renewal.read", siteId, async (scope) => {
    const terms = await termsOf(scope, context);
    const line = found(await findLine(scope, lineId), "entitlement_line");
    const { offer, status } = await offerOf(scope, context, { ...terms, line });
    const periods = (await listPeriodsOf(scope, [lineId])).get(lineId) ?? [];
    return { ...terms, line, status, periods, offer };
  });
}

async function offerOf(
  scope: MemberScope,
  context: Context,
  { site, today: day, line }: Terms & { line: EntitlementLine },
): Promise<{ status: LineStatus; offer: Offer | null }> {
  const status = statusOf(line, day);
  const lines = status === "lapsed" ? [line] : [];
  const [offer = null] = await offersOf(scope, context, site, { lines, day });
  return { status, offer };
}

export interface Reinstating extends OrderDetails {
  readonly siteId: string;
  readonly lineId: string;
  readonly quantity: number;
  /** The amount that was seen, in minor units; undefined: whatever it is today. */
  readonly amountSeen?: number | undefined;
}

/** The order, and whether whoever placed it may read it. */
export interface Placed extends Booked {
  readonly mayRead: boolean;
}

/** Coverage begins today and nothing is charged for the gap. Source: DOMAIN §3.19, BR-78a, A-12. */
export async function reinstateLine(context: Context, asked: Reinstating): Promise<Placed> {
  return authorize(context, "order.place", asked.siteId, async (scope) => {
    const terms = await termsOf(scope, context);
    const line = found(await findLine(scope, asked.lineId), "entitlement_line");
    checkDetails(terms.site, asked);
    const { offer, status } = await offerOf(scope, context, { ...terms, line });
    if (offer === null) throw notLapsed(asked.siteId, line, status);
    if (asked.quantity !== line.quantity) throw wholeLineOnly(line);
    const { partNumber, unitPrice, amount, currency, level } = offer;
    if (partNumber === null || unitPrice === null || amount === null) throw notOffered(context, offer);
    checkSeen(asked.amountSeen, { amount, currency });
    const { purchaseOrderNumber, channel } = asked;
    const booked = await bookPurchase(scope, context, terms.site, {
      channel,
      purchaseOrderNumber,
      quote: null,
      level,
      currency,
      lines: [
        {
          kind: "reinstatement",
          partNumber,
          quantity: line.quantity,
          unitPrice,
          amount,
          months: null,
          continues: line.id,
        },
      ],
    });
    return { ...booked, mayRead: mayReadOrders(scope, context) };
  });
}

/** Who may buy need not be somebody who may look at what was bought. */
export function mayReadOrders(scope: MemberScope, context: Context): boolean {
  const { grant, program } = scope;
  return decideAccess({ grant, program, permission: "order.read", today: today(context) }).kind === "allowed";
}

/** Source: decision 0019. */
function wholeLineOnly({ quantity }: EntitlementLine): Problem {
  const { facts } = invalid({ quantity: ["whole_quantity_only"] });
  return new Problem(400, "invalid_request", { ...facts, rule: "decision 0019", quantity });
}

/** What is covered is renewed instead. Source: BR-78e. */
function notLapsed(siteId: string, line: EntitlementLine, status: LineStatus): Problem {
  const { id: lineId, productName: product, coveredThrough: through } = line;
  const facts = { lineId, order: line.orderNumber, line: line.orderLine, product, through };
  if (status === "none") return new Problem(409, "never_covered", facts);
  const renew = `/v1/sites/${siteId}/renewal-quotes`;
  return new Problem(409, "still_covered", { ...facts, rule: "BR-78e", renew });
}

function notOffered({ portal: { config } }: Context, { lineId, obstacle, productName }: Offer): Problem {
  const facts = { lineId, product: productName, reason: obstacle, sales: config.salesEmail };
  return new Problem(409, "reinstatement_not_offered", facts);
}

export function checkDetails(site: SiteFacts, { channel }: OrderDetails): void {
  if (!channelsOf(site).includes(channel)) throw invalid({ channel: ["no_reseller"] });
}

function checkSeen(seen: number | undefined, { amount, currency }: { amount: number; currency: string }) {
  if (seen === undefined || seen === amount) return;
  const [before, after] = [seen, amount].map((each) => ({ amount: each, currency }));
  throw new Problem(409, "price_changed", { before, after });
}
