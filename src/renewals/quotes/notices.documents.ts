/** What goes out with a quote or with its next version (D-12, D-13): to the contact for renewals, and to the reseller. */
import type { VendorScope } from "../../access/index.ts";
import { listSiteFacts, type SiteFacts } from "../../agreements/index.ts";
import { type Addressee, listSiteAddressees } from "../../contacts/index.ts";
import type { Context } from "../../platform/context.ts";
import { type Message, queueMails } from "../../platform/mail/queue.ts";
import type { MailedLine, QuoteMailFacts } from "./mails.ts";
import type { Quote, QuoteLine } from "./quote.data.ts";
import { listMadeQuotes } from "./store.ts";

export interface MadeQuote {
  readonly siteId: string;
  readonly quoteId: string;
  readonly version: number;
}

/** More would bury what the mail is for; the quote has them all. */
const MOST_LINES = 20;

/** So many at a time, whatever the caller brings: lines are many, and a statement takes so many values. */
const AT_ONCE = 1000;

/** One mail for each address; the same few statements for one quote as for a thousand. Source: BR-47, BR-73, BR-76. */
export async function queueQuoteNotices(
  scope: VendorScope,
  context: Context,
  made: readonly MadeQuote[],
): Promise<void> {
  for (let at = 0; at < made.length; at += AT_ONCE) {
    await queueSome(scope, context, made.slice(at, at + AT_ONCE));
  }
}

async function queueSome(scope: VendorScope, context: Context, made: readonly MadeQuote[]): Promise<void> {
  const quotes = await listMadeQuotes(scope, made);
  const sites = await listSiteFacts(scope, [...new Set(quotes.map(({ siteId }) => siteId))]);
  const addressees = await listSiteAddressees(scope, "RENEWAL", sites);
  const bySite = new Map(sites.map((site) => [site.siteId, site]));
  const { salesEmail: sales, autoRenewCountries } = context.portal.config;
  const messages = quotes.flatMap((quote) => {
    const site = bySite.get(quote.siteId);
    return site === undefined
      ? []
      : messagesOf({
          quote,
          site,
          sales,
          isAutomatic: autoRenewCountries.includes(site.country),
          to: addressees.get(quote.siteId) ?? null,
        });
  });
  await queueMails(scope.query, context, messages);
}

interface Notice {
  readonly quote: Quote;
  readonly site: SiteFacts;
  readonly sales: string;
  readonly isAutomatic: boolean;
  readonly to: Addressee | null;
}

/** A reseller who is the site's own contact for renewals as well gets the one with the way into the portal. */
function messagesOf({ quote, site, sales, isAutomatic, to }: Notice): Message[] {
  const facts = { ...factsOf(quote, site), sales, isAutomatic };
  const { siteId } = site;
  const key = `renewal-quote ${quote.quoteId} ${quote.version}`;
  const about = { siteId, quoteId: quote.quoteId, quoteNumber: quote.number };
  const message = (who: {
    name: string;
    email: string;
    isForReseller: boolean;
  }): Omit<Message, "language"> => ({
    to: who.email,
    template: "renewal-quote",
    facts: { ...facts, name: who.name, isForReseller: who.isForReseller },
    dedupeKey: `${key} ${who.isForReseller ? "reseller" : "customer"}`,
    about,
  });
  const messages: Message[] = [];
  if (to !== null) messages.push({ ...message({ ...to, isForReseller: false }), language: to.language });
  const { reseller } = quote;
  if (reseller?.email != null && !isSame(reseller.email, to?.email)) {
    const { name, email } = reseller;
    messages.push({ ...message({ name, email, isForReseller: true }), language: site.language });
  }
  return messages;
}

function isSame(address: string, other: string | undefined): boolean {
  return address.trim().toLowerCase() === other?.trim().toLowerCase();
}

function factsOf(
  quote: Quote,
  site: SiteFacts,
): Omit<QuoteMailFacts, "name" | "isForReseller" | "sales" | "isAutomatic"> {
  const { quoteId, number, version, datedOn, dueOn, renewalOn, anniversaryOn, level, currency, amount } =
    quote;
  return {
    siteId: site.siteId,
    quoteId,
    customer: site.customer.name,
    siteName: site.name,
    siteNumber: site.number,
    customerNumber: site.customer.number,
    agreementNumber: site.agreementNumber,
    reseller: quote.reseller?.name ?? null,
    number,
    version,
    datedOn,
    dueOn,
    renewalOn,
    anniversaryOn,
    level,
    currency,
    amount,
    lineCount: quote.lines.length,
    lines: newFirst(quote.lines).slice(0, MOST_LINES).map(mailedLine),
  };
}

function newFirst(lines: readonly QuoteLine[]): QuoteLine[] {
  return [...lines.filter(({ isNew }) => isNew), ...lines.filter(({ isNew }) => !isNew)];
}

function mailedLine(line: QuoteLine): MailedLine {
  const { productName, partNumber, quantity, coveredFrom, coveredThrough, months, amount, isNew } = line;
  return { productName, partNumber, quantity, coveredFrom, coveredThrough, months, amount, isNew };
}
