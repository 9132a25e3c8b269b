/** The paper of a renewal quote (D-12) and of its next versions (D-13), as PDF. */
import type { LocalDate } from "../../../platform/dates.ts";
import type { Language } from "../../../platform/language.ts";
import { type PricedList, pricedListPdf } from "../../../platform/pdf/priced-list.ts";
import { amountText, countText, dayText } from "../../../web/locale/formats.ts";
import type { QuoteLine } from "../quote.data.ts";
import type { ShownQuote } from "../shown.documents.ts";
import { type QuoteSay, quoteSay } from "../texts.ts";

export interface Printing {
  readonly language: Language;
  /** The portal's address, without a slash at its end. */
  readonly baseUrl: string;
  readonly vendorName: string;
}

export function quotePdf(
  quote: ShownQuote,
  { language, baseUrl, vendorName }: Printing,
): Promise<Uint8Array> {
  const say = quoteSay(language);
  const { number, amount, currency } = quote;
  const url = `${baseUrl}/sites/${quote.site.siteId}/renewal-quotes/${quote.quoteId}`;
  const list: PricedList = {
    issuer: { name: vendorName },
    title: titleOf(say, quote),
    number: { label: say("number"), value: number },
    statement: say("paperStatement", { vendor: vendorName, dueOn: dayText(language, quote.dueOn, "long") }),
    parties: partiesOf(say, language, quote, vendorName),
    facts: factsOf(say, language, quote),
    table: tableOf(say, language, quote),
    total: {
      label: say("total"),
      value: amount === null ? say("priceMissing") : amountText(language, { amount, currency }),
      note: say("exclTax"),
    },
    terms: { title: say("termsTitle"), items: termsOf(say, language, quote) },
    answer: { label: say("orderHere"), code: number, url, note: say("orderHereNote") },
    pageLabel: say("page", { page: "{page}", pages: "{pages}" }),
  };
  const title = say("quote", { number });
  return pricedListPdf(list, { language, title, madeAt: new Date(quote.madeAt) });
}

function titleOf(say: QuoteSay, { version }: ShownQuote): string {
  return version === 1 ? say("paperTitle") : say("paperTitleNew", { version: String(version) });
}

function partiesOf(
  say: QuoteSay,
  language: Language,
  { site, reseller }: ShownQuote,
  vendorName: string,
): PricedList["parties"] {
  const { customer, name } = site;
  const country = new Intl.DisplayNames([language], { type: "region" }).of(customer.country);
  return [
    { label: say("customer"), lines: [customer.name, name, country ?? customer.country] },
    { label: say("issuer"), lines: [vendorName] },
    { label: say("reseller"), lines: [reseller?.name ?? say("noReseller")] },
  ];
}

function factsOf(say: QuoteSay, language: Language, quote: ShownQuote): PricedList["facts"] {
  const day = (date: LocalDate) => dayText(language, date, "long");
  const { site, anniversaryOn } = quote;
  return [
    { label: say("version"), value: String(quote.version) },
    { label: say("datedOn"), value: day(quote.datedOn) },
    { label: say("dueOn"), value: day(quote.dueOn) },
    { label: say("renewalOn"), value: day(quote.renewalOn) },
    { label: say("anniversary"), value: anniversaryOn === null ? say("noAnniversary") : day(anniversaryOn) },
    { label: say("siteNumber"), value: site.number },
    { label: say("agreementNumber"), value: site.agreementNumber ?? say("noAgreement") },
    { label: say("customerNumber"), value: site.customer.number },
    { label: say("level"), value: quote.level },
  ];
}

function tableOf(say: QuoteSay, language: Language, quote: ShownQuote): PricedList["table"] {
  const columns = [
    { label: say("product"), isWide: true },
    { label: say("part") },
    { label: say("quantity"), isNumber: true },
    { label: say("term") },
    { label: say("annualPrice"), isNumber: true },
    { label: say("amount"), isNumber: true },
  ];
  return { columns, rows: quote.lines.map((line) => rowOf(say, language, quote, line)) };
}

/** How the amount came about stands below it. */
function rowOf(say: QuoteSay, language: Language, { version, currency }: ShownQuote, line: QuoteLine) {
  const { quantity, months, annualPrice, amount } = line;
  const isMarked = line.isNew && version > 1;
  const money = (value: number) => amountText(language, { amount: value, currency });
  const ofLicense = say("ofLicense", { order: line.licenseOrder, line: String(line.licenseLine) });
  const mark = isMarked ? [say("newMark", { version: String(version) })] : [];
  const how =
    annualPrice === null
      ? []
      : [say("howAmount", { quantity: countText(language, quantity), price: money(annualPrice), months })];
  const cells = [
    [line.productName, ofLicense, ...mark].join("\n"),
    line.partNumber ?? "–",
    countText(language, quantity),
    [
      `${dayText(language, line.coveredFrom)} –`,
      `${dayText(language, line.coveredThrough)} · ${say("months", { months })}`,
    ].join("\n"),
    annualPrice === null ? "–" : money(annualPrice),
    [amount === null ? say("priceMissing") : money(amount), ...how].join("\n"),
  ];
  return { cells, isMarked };
}

function termsOf(say: QuoteSay, language: Language, { number, level, ...quote }: ShownQuote): string[] {
  const dueOn = dayText(language, quote.dueOn, "long");
  return [
    say("termPrices", { level, datedOn: dayText(language, quote.datedOn, "long") }),
    say("termDeferral", { dueOn }),
    ...(quote.isAutomatic ? [say("termAutomatic", { dueOn })] : []),
    say("termLapse"),
    say("termChannels", { number }),
  ];
}
