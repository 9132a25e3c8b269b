/** How the offer of reinstatement reads: D-26. */
import type { SiteFacts } from "../agreements/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { Block, MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { amountText, dayText } from "../web/locale/formats.ts";
import { type ReinstatementSay, reinstatementSay } from "./texts.ts";

interface OfferedLine {
  readonly productName: string;
  readonly quantity: number;
  readonly coveredThrough: LocalDate;
  readonly unitPrice: number | null;
  readonly amount: number | null;
  readonly currency: string;
  readonly coveredFromIfToday: LocalDate;
  readonly coveredThroughIfToday: LocalDate;
}

export interface OfferFacts {
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
  readonly name: string;
  readonly sales: string;
  readonly lines: readonly OfferedLine[];
  readonly count: number;
}

/** As many lines as somebody reads in a mail; the page has them all. */
const MOST_LINES = 40;

export function offerFactsOf(
  site: SiteFacts,
  { name, sales, lines }: Pick<OfferFacts, "name" | "sales" | "lines">,
): OfferFacts {
  return {
    siteId: site.siteId,
    siteNumber: site.number,
    siteName: site.name,
    name,
    sales,
    lines: lines.slice(0, MOST_LINES).map(lineOf),
    count: lines.length,
  };
}

function lineOf({
  productName,
  quantity,
  coveredThrough,
  unitPrice,
  amount,
  currency,
  ...term
}: OfferedLine) {
  const { coveredFromIfToday, coveredThroughIfToday } = term;
  const price = { unitPrice, amount, currency };
  return { productName, quantity, coveredThrough, ...price, coveredFromIfToday, coveredThroughIfToday };
}

export const reinstatementMails = { "reinstatement-offer": reinstatementOffer } satisfies MailTemplates;

const text = (words: string): Block => ({ kind: "text", text: words });

function reinstatementOffer(facts: OfferFacts, { language, baseUrl, vendorName }: MailReader): MailContent {
  const say = reinstatementSay(language);
  const { siteId, siteName, siteNumber, sales, lines, count } = facts;
  const more = count > lines.length ? [say("mailMore", { count: count - lines.length })] : [];
  return {
    subject: say("mailSubject", { siteName, siteNumber }),
    blocks: [
      text(say("mailSalutation", { name: facts.name })),
      text(say("mailIntro", { siteName, count })),
      { kind: "list", items: [...lines.map((line) => lineText(say, line, { language, sales })), ...more] },
      text(say("mailNoBackPayment")),
      { kind: "heading", text: say("mailIncludes") },
      { kind: "list", items: INCLUDED.map((key) => say(key)) },
      { kind: "action", label: say("mailOpen"), href: `${baseUrl}/sites/${siteId}/reinstatements` },
      text(say("mailHelp", { sales })),
      text(say("mailRegards", { vendor: vendorName })),
    ],
  };
}

/** Source: DOMAIN §3.19.4. */
export const INCLUDED = [
  "includesUpdates",
  "includesHotline",
  "includesWeb",
  "includesPeople",
  "includesSeverity",
] as const;

function lineText(
  say: ReinstatementSay,
  line: OfferedLine,
  { language, sales }: { language: MailReader["language"]; sales: string },
): string {
  const { productName: product, quantity, unitPrice, amount, currency } = line;
  const ended = dayText(language, line.coveredThrough, "long");
  if (unitPrice === null || amount === null) return say("mailLineAsk", { product, quantity, ended, sales });
  return say("mailLine", {
    product,
    quantity,
    ended,
    from: dayText(language, line.coveredFromIfToday, "long"),
    through: dayText(language, line.coveredThroughIfToday, "long"),
    amount: amountText(language, { amount, currency }),
    unitPrice: amountText(language, { amount: unitPrice, currency }),
  });
}
