/** Who is written to about an order: who placed it, and who processes it. */
import type { SiteScope } from "../access/index.ts";
import type { SiteFacts } from "../agreements/index.ts";
import { addresseeOf } from "../contacts/index.ts";
import type { Context } from "../platform/context.ts";
import type { Language } from "../platform/language.ts";
import { type Message, queueMails } from "../platform/mail/queue.ts";
import type { OrderMailFacts, Reader } from "./mails.ts";
import type { Purchase } from "./rules.ts";

interface To {
  readonly reader: Reader;
  readonly email: string;
  readonly language: Language;
}

/** More would bury what the mail is for; the order has them all. */
const MOST_LINES = 20;

type Told = Pick<OrderMailFacts, "orderNumber" | "orderedOn" | "amount" | "lines">;

/** The person who placed it; with the reseller or the sales desk, when it goes through them. Source: BR-78g. */
export async function announceOrder(
  scope: SiteScope,
  context: Context,
  { site, purchase, order }: { site: SiteFacts; purchase: Purchase; order: Told },
): Promise<void> {
  const facts = factsOf(context, site, purchase, order);
  const messages = (await listReaders(scope, context, site, purchase)).map(
    ({ reader, email: to, language }): Message => ({
      ...{ to, language, template: "order-placed", facts: { ...facts, reader } },
      dedupeKey: `order-placed ${scope.siteId} ${order.orderNumber} ${reader}`,
      about: { siteId: scope.siteId, orderNumber: order.orderNumber },
    }),
  );
  await queueMails(scope.query, context, messages);
}

async function listReaders(
  scope: SiteScope,
  { person, portal }: Context,
  { reseller, language }: SiteFacts,
  { channel }: Purchase,
): Promise<To[]> {
  const readers: To[] = [];
  if (person !== null) readers.push({ reader: "buyer", email: person.email, language: person.language });
  else {
    const named = await addresseeOf(scope, "RENEWAL");
    if (named !== null) readers.push({ reader: "renewal", email: named.email, language: named.language });
  }
  if (channel === "partner" && reseller?.email != null)
    readers.push({ reader: "partner", email: reseller.email, language });
  if (channel === "vendor")
    readers.push({ reader: "sales", email: portal.config.salesEmail, language: "en" });
  return readers;
}

function factsOf(
  { person, portal }: Context,
  site: SiteFacts,
  { channel, purchaseOrderNumber, quote, level, currency }: Purchase,
  order: Told,
): Omit<OrderMailFacts, "reader"> {
  const { siteId, number: siteNumber, name: siteName, customer, agreementNumber } = site;
  return {
    ...{ siteId, siteNumber, siteName, agreementNumber, channel, purchaseOrderNumber, level, currency },
    ...order,
    customer: customer.name,
    customerNumber: customer.number,
    placedBy: person?.name ?? null,
    quote: quote?.number === undefined ? null : { number: quote.number, version: quote.version },
    salesEmail: portal.config.salesEmail,
    lineCount: order.lines.length,
    lines: order.lines.slice(0, MOST_LINES),
  };
}
