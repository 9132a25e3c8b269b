/** How the mail that confirms an order reads: to who placed it, and to who processes it. */
import type { Channel } from "../orders/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { Language } from "../platform/language.ts";
import type { Block, MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { amountText, countText, dayText } from "../web/locale/formats.ts";
import type { PurchaseLine } from "./rules.ts";
import { type PurchaseSay, purchaseSay } from "./texts.ts";

/** `renewal`: who is named for renewals, of one that nobody placed. */
export type Reader = "buyer" | "partner" | "sales" | "renewal";

export interface OrderMailFacts {
  readonly reader: Reader;
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
  readonly customer: string;
  readonly customerNumber: string;
  readonly agreementNumber: string | null;
  readonly orderNumber: string;
  readonly orderedOn: LocalDate;
  readonly placedBy: string | null;
  readonly channel: Channel;
  readonly purchaseOrderNumber: string | null;
  readonly quote: { readonly number: string; readonly version: number } | null;
  readonly level: string;
  readonly currency: string;
  readonly amount: number;
  readonly salesEmail: string;
  /** How many the order has; `lines` has the first of them. */
  readonly lineCount: number;
  readonly lines: readonly OrderMailLine[];
}

export interface OrderMailLine extends Pick<PurchaseLine, "kind" | "partNumber" | "quantity" | "unitPrice"> {
  readonly productName: string;
  readonly amount: number;
  readonly months: number | null;
  readonly coveredFrom: LocalDate;
  readonly coveredThrough: LocalDate;
}

export const purchaseMails = { "order-placed": orderPlaced } satisfies MailTemplates;

const text = (words: string): Block => ({ kind: "text", text: words });

const isOfSite = (reader: Reader) => reader === "buyer" || reader === "renewal";

/** Only who is of the site gets links into the portal. */
function orderPlaced(facts: OrderMailFacts, { language, baseUrl }: MailReader): MailContent {
  const say = purchaseSay(language);
  const { reader, siteId, siteNumber, orderNumber: number, customer, lines } = facts;
  const left = facts.lineCount - lines.length;
  const rest = left > 0 ? [say("more", { count: countText(language, left) })] : [];
  const open: Block = {
    kind: "action",
    label: say("open"),
    href: `${baseUrl}/sites/${siteId}/orders/${encodeURIComponent(number)}`,
  };
  return {
    subject: say("subject", { number, siteNumber }),
    blocks: [
      text(say(`to.${reader}`, { customer })),
      { kind: "facts", rows: rowsOf(say, language, facts) },
      {
        kind: "list",
        items: [...lines.map((line) => lineText(say, language, facts.currency, line)), ...rest],
      },
      ...(isOfSite(reader) ? [open, text(say("proof")), text(say("help", { sales: facts.salesEmail }))] : []),
    ],
  };
}

function rowsOf(say: PurchaseSay, language: Language, facts: OrderMailFacts) {
  const { purchaseOrderNumber, placedBy, quote, agreementNumber, amount, currency } = facts;
  const row = (label: string, value: string | null) => (value === null ? [] : [[label, value] as const]);
  const quoted = quote && say("quoteVersion", { number: quote.number, version: String(quote.version) });
  return [
    ...row(say("order"), facts.orderNumber),
    ...row(say(isOfSite(facts.reader) ? "purchaseOrder" : "purchaseOrderOf"), purchaseOrderNumber),
    ...row(say("orderedOn"), dayText(language, facts.orderedOn, "long")),
    ...row(say("placedBy"), placedBy),
    ...row(say("channel"), say(`channel.${facts.channel}`)),
    ...row(say("customer"), facts.customer),
    ...row(say("customerNumber"), facts.customerNumber),
    ...row(say("site"), `${facts.siteNumber} ${facts.siteName}`),
    ...row(say("agreement"), agreementNumber),
    ...row(say("quote"), quoted),
    ...row(say("level"), facts.level),
    ...row(say("total"), amountText(language, { amount, currency })),
  ];
}

function lineText(say: PurchaseSay, language: Language, currency: string, line: OrderMailLine): string {
  const { kind, productName: product, partNumber: part, quantity, unitPrice, amount, months } = line;
  const price = amountText(language, { amount: unitPrice, currency });
  const units = { quantity: countText(language, quantity), price };
  return say("line", {
    kind: say(`kind.${kind}`),
    product,
    part,
    reckoning:
      months === null ? say("wholeYear", units) : say("months", { ...units, months: String(months) }),
    amount: amountText(language, { amount, currency }),
    from: dayText(language, line.coveredFrom),
    through: dayText(language, line.coveredThrough),
  });
}
