/** What renews itself on its last day, in the countries in which the vendor has it so. */
import { type SiteScope, siteScopeOf, type VendorScope } from "../../access/index.ts";
import { listSiteFacts } from "../../agreements/index.ts";
import { listParts } from "../../catalog/index.ts";
import type { Context } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { bookPurchase, holdLines, type PurchaseLine, refusalOf } from "../../purchases/index.ts";
import { findQuote } from "../quotes/store.ts";
import { settleOffers } from "../settle.store.ts";
import type { Look } from "./look.documents.ts";
import type { Rows } from "./rows.documents.ts";

/** Automatic renewal, where the vendor has it: at the prices of the quote, on its last day. Source: DOMAIN §3.18.13. */
export async function renewAll(
  scope: VendorScope,
  context: Context,
  looks: readonly Look[],
  { quotes }: Rows,
): Promise<number> {
  const booking = looks.filter(({ plan }) => plan.bookings.length > 0);
  if (booking.length === 0) return 0;
  const facts = await listSiteFacts(
    scope,
    booking.map(({ site }) => site.siteId),
  );
  let renewed = 0;
  for (const look of booking) {
    const site = facts.find(({ siteId }) => siteId === look.site.siteId);
    for (const { renewalOn, lineIds } of look.plan.bookings) {
      const isIts = (quote: { siteId: string; renewalOn: LocalDate }) =>
        quote.siteId === look.site.siteId && quote.renewalOn === renewalOn;
      const quote = [...look.quotes, ...quotes].find(isIts);
      if (site === undefined || quote === undefined) continue;
      renewed += await renewOne(scope, context, { site, quoteId: quote.quoteId, lineIds });
    }
  }
  return renewed;
}

interface Renewing {
  readonly site: Parameters<typeof bookPurchase>[2];
  readonly quoteId: string;
  readonly lineIds: readonly string[];
}

async function renewOne(vendor: VendorScope, context: Context, renewing: Renewing): Promise<number> {
  const { site, quoteId, lineIds } = renewing;
  const scope = siteScopeOf(vendor, site.siteId);
  const quote = await findQuote(scope, quoteId);
  if (quote === undefined) return 0;
  const priced = quote.lines.flatMap((line): PurchaseLine[] => {
    const { lineId, partNumber, quantity, annualPrice, amount, months, state } = line;
    if (!lineIds.includes(lineId) || state !== "open") return [];
    if (partNumber === null || annualPrice === null || amount === null) return []; // for the sales desk
    return [
      { kind: "renewal", partNumber, quantity, unitPrice: annualPrice, amount, months, continues: lineId },
    ];
  });
  const lines = await bookable(scope, site, priced);
  if (lines.length === 0) return 0;
  const { orderId, orderedOn } = await bookPurchase(scope, context, site, {
    channel: "automatic",
    purchaseOrderNumber: null,
    quote: { id: quoteId, version: quote.newestVersion, number: quote.number },
    level: quote.level,
    currency: quote.currency,
    lines,
  });
  const taken = lines.flatMap(({ continues }) => continues ?? []);
  await settleOffers(scope, { lineIds: taken, orderId, on: orderedOn });
  return lines.length;
}

/** One line that can no longer be booked, since its part is not sold any more, say, holds up no other. */
async function bookable(
  scope: SiteScope,
  { program }: Renewing["site"],
  lines: readonly PurchaseLine[],
): Promise<PurchaseLine[]> {
  const held = await holdLines(
    scope,
    lines.flatMap(({ continues }) => continues ?? []),
  );
  const parts = await listParts(
    scope.query,
    lines.map(({ partNumber }) => partNumber),
  );
  return lines.filter((line) => {
    const part = parts.find(({ number }) => number === line.partNumber);
    const continued = held.find(({ id }) => id === line.continues);
    return continued !== undefined && refusalOf(line, { part, continued, program }) === null;
  });
}
