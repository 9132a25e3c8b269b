/** A cart as it stands today: each line at the prices of the day or of its quote, and why one cannot be ordered. */
import type { MemberScope, SiteScope } from "../access/index.ts";
import { findSiteFacts, type SiteFacts, timeZoneOf } from "../agreements/index.ts";
import { currencyOf, findLevel, type Level } from "../catalog/index.ts";
import { type Context, today } from "../platform/context.ts";
import type { LocalDate } from "../platform/dates.ts";
import { found } from "../platform/problem.ts";
import { listProductOffers, listReinstatementOffers, type Offer } from "../reinstatements/index.ts";
import { findQuote, type ShownLine, type ShownQuote, showQuote } from "../renewals/index.ts";
import { licensesOf } from "./licenses.documents.ts";
import { type CartLine, type QuotedLine, type Swap, swapOf, totalOf } from "./rules.ts";
import { findOpenCart, type HeldCart, type KeptLine, listCartLines } from "./store.ts";

export interface ShownCart {
  /** 0: nothing was ever put into a cart. */
  readonly revision: number;
  readonly site: SiteFacts;
  readonly today: LocalDate;
  readonly currency: string;
  /** The site's own, and that of this order: its own points may reach a better one (SVP). */
  readonly level: Level;
  readonly orderLevel: Level;
  readonly lines: readonly CartLine[];
  /** Minor units, without tax; null while a line cannot be ordered. */
  readonly amount: number | null;
  readonly swaps: readonly Swap[];
}

/** The open cart of whoever asks. */
export async function showMine(scope: MemberScope, context: Context): Promise<ShownCart> {
  return showCart(scope, context, await findOpenCart(scope, scope.personId));
}

export async function showCart(
  scope: SiteScope,
  context: Context,
  held: HeldCart | undefined,
): Promise<ShownCart> {
  const site = found(await findSiteFacts(scope), "site");
  const day = today(context, timeZoneOf(site.country));
  const currency = currencyOf(site.country, context.portal.config);
  const level = await findLevel(scope, day);
  const kept = held === undefined ? [] : await listCartLines(scope, held.id);
  const { orderLevel, lines: licenses } = await licensesOf(scope, context, {
    site,
    level,
    currency,
    day,
    kept: kept.filter(({ lineId }) => lineId === null),
  });
  const continued = [
    ...(await reinstatementsOf(scope, context, site, kept)),
    ...(await renewalsOf(scope, context, kept)),
  ];
  const shown = new Map([...licenses, ...continued].map((line) => [line.id, line]));
  const lines = kept.flatMap(({ id }) => shown.get(id) ?? []);
  return {
    revision: held?.revision ?? 0,
    ...{ site, today: day, currency, level, orderLevel, lines },
    amount: totalOf(lines),
    swaps: await swapsOf(scope, context, site, lines),
  };
}

async function reinstatementsOf(
  scope: SiteScope,
  context: Context,
  site: SiteFacts,
  kept: readonly KeptLine[],
): Promise<CartLine[]> {
  const mine = kept.filter(({ lineId, quoteId }) => lineId !== null && quoteId === null);
  const lineIds = mine.map(({ lineId }) => lineId ?? "");
  const offers = await listReinstatementOffers(scope, context, site, lineIds);
  return mine.map((line) =>
    reinstatementOf(
      line,
      offers.find(({ lineId }) => lineId === line.lineId),
    ),
  );
}

function reinstatementOf(line: KeptLine, offer: Offer | undefined): CartLine {
  const { id, partNumber, quantity, lineId } = line;
  const kind = "reinstatement" as const;
  if (offer === undefined) {
    const gone = { unitPrice: null, months: null, amount: null, level: "", covers: null, quote: null };
    const continues = { lineId: lineId ?? "", order: "", line: 0 };
    const product = { productCode: "", productName: "" };
    return { id, kind, partNumber, quantity, ...product, continues, ...gone, obstacle: "still_covered" };
  }
  const { productCode, productName, unitPrice, amount, level, obstacle } = offer;
  return {
    ...{ id, kind, quantity, productCode, productName, unitPrice, amount, level, obstacle },
    partNumber: offer.partNumber ?? partNumber,
    continues: { lineId: offer.lineId, order: offer.orderNumber, line: offer.orderLine },
    months: null,
    covers: { from: offer.coveredFromIfToday, through: offer.coveredThroughIfToday },
    quote: null,
  };
}

async function renewalsOf(
  scope: SiteScope,
  context: Context,
  kept: readonly KeptLine[],
): Promise<CartLine[]> {
  const lines: CartLine[] = [];
  for (const [quoteId, mine] of Map.groupBy(kept, (line) => line.quoteId)) {
    if (quoteId === null) continue;
    const quote = await showQuote(scope, context, { quoteId });
    for (const line of mine) lines.push(await renewalOf(scope, quote, line));
  }
  return lines;
}

async function renewalOf(scope: SiteScope, quote: ShownQuote, kept: KeptLine): Promise<CartLine> {
  const { id, lineId } = kept;
  const versionSeen = kept.quoteVersion ?? quote.version;
  const now = quote.lines.find((line) => line.lineId === lineId);
  const earlier = versionSeen === quote.version ? quote : await findQuote(scope, quote.quoteId, versionSeen);
  const before = earlier?.lines.find((line) => line.lineId === lineId);
  const told = now ?? before;
  const obstacle = obstacleOf(now);
  const quoted: QuotedLine = {
    quoteId: quote.quoteId,
    number: quote.number,
    versionSeen,
    version: quote.version,
    amountSeen: before?.amount ?? null,
    isDeferred: now?.standing === "deferred",
  };
  return {
    id,
    kind: "renewal",
    partNumber: now?.partNumber ?? kept.partNumber,
    productCode: told?.productCode ?? "",
    productName: told?.productName ?? "",
    quantity: now?.quantity ?? kept.quantity,
    continues: { lineId: lineId ?? "", order: told?.licenseOrder ?? "", line: told?.licenseLine ?? 0 },
    unitPrice: now === undefined ? null : (now.priceToday ?? now).annualPrice,
    months: now?.months ?? null,
    amount: obstacle === null ? (now?.costs ?? null) : null,
    level: now?.standing === "deferred" ? (quote.levelToday ?? quote.level) : quote.level,
    covers: now === undefined ? null : { from: now.coveredFrom, through: now.coveredThrough },
    obstacle,
    quote: quoted,
  };
}

function obstacleOf(line: ShownLine | undefined): CartLine["obstacle"] {
  if (line === undefined || line.standing === "withdrawn") return "renewal_withdrawn";
  if (line.standing === "ordered") return "renewed_already";
  if (line.standing === "lapsed") return "coverage_lapsed";
  return line.costs === null || line.partNumber === null ? "price_not_told" : null;
}

/** Where lapsed lines of the same product could be brought back instead. Source: DOMAIN §3.20.3. */
async function swapsOf(
  scope: SiteScope,
  context: Context,
  site: SiteFacts,
  lines: readonly CartLine[],
): Promise<Swap[]> {
  const taken = new Set(lines.flatMap(({ continues }) => continues?.lineId ?? []));
  const swaps: Swap[] = [];
  for (const license of lines.filter(({ kind, obstacle }) => kind === "license" && obstacle === null)) {
    const offers = await listProductOffers(scope, context, site, license.productCode);
    const free = offers.filter(({ lineId }) => !taken.has(lineId));
    const swap = swapOf(license, free);
    for (const lineId of swap?.lineIds ?? []) taken.add(lineId);
    if (swap !== null) swaps.push(swap);
  }
  return swaps;
}
