/** How the mails with a renewal quote read (D-12), and with its next version (D-13). */
import type { LocalDate } from "../../platform/dates.ts";
import type { Language } from "../../platform/language.ts";
import type { Block, MailContent, MailReader, MailTemplates } from "../../platform/mail/template.ts";
import { amountText, dayText } from "../../web/locale/formats.ts";
import type { QuoteLine } from "./quote.data.ts";
import { type QuoteSay, quoteSay } from "./texts.ts";

export const quoteMails = { "renewal-quote": quoteMail } satisfies MailTemplates;

export type MailedLine = Pick<
  QuoteLine,
  "productName" | "partNumber" | "quantity" | "coveredFrom" | "coveredThrough" | "months" | "amount" | "isNew"
>;

export interface QuoteMailFacts {
  readonly siteId: string;
  readonly quoteId: string;
  /** The reseller has no way into the portal: all that he needs is in the mail. */
  readonly isForReseller: boolean;
  readonly name: string;
  readonly customer: string;
  readonly siteName: string;
  readonly siteNumber: string;
  readonly customerNumber: string;
  readonly agreementNumber: string | null;
  readonly reseller: string | null;
  readonly number: string;
  readonly version: number;
  readonly datedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly renewalOn: LocalDate;
  readonly anniversaryOn: LocalDate | null;
  readonly level: string;
  readonly currency: string;
  readonly amount: number | null;
  /** Of the quote; `lines` has the first of them, new ones before the others. */
  readonly lineCount: number;
  readonly lines: readonly MailedLine[];
  readonly sales: string;
  readonly isAutomatic: boolean;
}

const text = (words: string): Block => ({ kind: "text", text: words });

function quoteMail(facts: QuoteMailFacts, reader: MailReader): MailContent {
  const { language } = reader;
  const say = quoteSay(language);
  const { number, name, sales, isForReseller, siteId, quoteId } = facts;
  const dueOn = dayText(language, facts.dueOn, "long");
  const version = String(facts.version);
  const isNew = facts.version > 1;
  const href = `${reader.baseUrl}/sites/${siteId}/renewal-quotes/${quoteId}`;
  const forReseller = [text(say("mailReseller", { number, sales }))];
  const forCustomer: Block[] = [
    { kind: "action", label: say("mailOpen"), href },
    text(say("mailHelp", { sales })),
  ];
  return {
    subject: isNew
      ? say("mailSubjectNew", { number, version, dueOn })
      : say("mailSubject", { number, dueOn }),
    blocks: [
      text(say("mailSalutation", { name })),
      text(introOf(say, language, facts)),
      { kind: "facts", rows: rowsOf(say, language, facts) },
      { kind: "list", items: itemsOf(say, language, facts) },
      text(say("mailDeferral", { dueOn })),
      ...(facts.isAutomatic ? [text(say("termAutomatic", { dueOn }))] : []),
      ...(isForReseller ? forReseller : forCustomer),
    ],
  };
}

function introOf(say: QuoteSay, language: Language, facts: QuoteMailFacts): string {
  const { isForReseller, customer } = facts;
  const version = String(facts.version);
  const isNew = facts.version > 1;
  if (isForReseller && isNew) return say("mailIntroResellerNew", { customer, version });
  if (isForReseller) return say("mailIntroReseller", { customer });
  if (isNew) return say("mailIntroNew", { version });
  return say("mailIntro", { renewalOn: dayText(language, facts.renewalOn, "long") });
}

function rowsOf(say: QuoteSay, language: Language, facts: QuoteMailFacts) {
  const { amount, currency, agreementNumber, reseller, anniversaryOn } = facts;
  const day = (date: LocalDate) => dayText(language, date, "long");
  const total = amount === null ? say("priceMissing") : amountText(language, { amount, currency });
  return [
    [say("number"), facts.number],
    [say("version"), String(facts.version)],
    [say("datedOn"), day(facts.datedOn)],
    [say("dueOn"), day(facts.dueOn)],
    [say("customer"), facts.customer],
    [say("site"), facts.siteName],
    [say("siteNumber"), facts.siteNumber],
    [say("customerNumber"), facts.customerNumber],
    ...(agreementNumber === null ? [] : [[say("agreementNumber"), agreementNumber] as const]),
    ...(anniversaryOn === null ? [] : [[say("anniversary"), day(anniversaryOn)] as const]),
    [say("level"), facts.level],
    ...(reseller === null ? [] : [[say("reseller"), reseller] as const]),
    [say("orderTotal"), total],
  ] as const;
}

function itemsOf(
  say: QuoteSay,
  language: Language,
  { lines, lineCount, ...facts }: QuoteMailFacts,
): string[] {
  const left = lineCount - lines.length;
  return [
    ...lines.map((line) => lineText(say, language, { line, ...facts })),
    ...(left > 0 ? [say("mailMore", { count: left })] : []),
  ];
}

function lineText(
  say: QuoteSay,
  language: Language,
  { line, currency, version }: { line: MailedLine; currency: string; version: number },
): string {
  const { productName: product, partNumber, quantity, months, amount, isNew } = line;
  const told = say("mailLine", {
    product,
    part: partNumber ?? "–",
    quantity,
    months,
    from: dayText(language, line.coveredFrom),
    through: dayText(language, line.coveredThrough),
    amount: amount === null ? say("priceMissing") : amountText(language, { amount, currency }),
  });
  return isNew && version > 1 ? say("mailLineNew", { line: told }) : told;
}
