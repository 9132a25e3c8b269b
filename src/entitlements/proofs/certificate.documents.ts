/** The paper: what the signed document says, in the reader's language, laid out as a certificate. */
import type { Language } from "../../platform/language.ts";
import { type Certificate, certificatePdf } from "../../platform/pdf/certificate.ts";
import { countText, dayText } from "../../web/locale/formats.ts";
import { printedCheckCode } from "./code.rules.ts";
import { issuedOn, type ProofDocument } from "./rules.ts";
import { continuedText, type ProofSay, proofSay, wordsOf } from "./texts.ts";

export interface Printing {
  readonly language: Language;
  /** The portal's address, without a slash at its end. */
  readonly baseUrl: string;
}

/** Equal documents give equal bytes. */
export function proofPdf(document: ProofDocument, { language, baseUrl }: Printing): Promise<Uint8Array> {
  const say = proofSay(language);
  const { statement, notes } = wordsOf(say, document);
  const certificate: Certificate = {
    issuer: { name: document.issuer },
    title: say("paperTitle"),
    number: { label: say("order"), value: document.order.number },
    statement,
    parties: partiesOf(say, language, document),
    facts: factsOf(say, language, document),
    table: tableOf(say, language, document),
    notes: [...notes, say("signedNote")],
    signature: {
      heading: say("signature"),
      facts: [
        { label: say("algorithm"), value: "Ed25519" },
        { label: say("keyId"), value: document.keyId },
      ],
      note: say("signatureNote"),
    },
    check: {
      label: say("isGenuine"),
      code: printedCheckCode(document.checkCode),
      url: checkUrl(baseUrl, document.checkCode),
      note: say("checkNote", { url: `${baseUrl}/check` }),
    },
    pageLabel: say("page", { page: "{page}", pages: "{pages}" }),
  };
  const title = say("proofOf", { number: document.order.number });
  return certificatePdf(certificate, { language, title, madeAt: new Date(document.issuedAt) });
}

/** Where the paper's QR code leads. */
export function checkUrl(baseUrl: string, checkCode: string): string {
  return `${baseUrl}/check/${checkCode}`;
}

function partiesOf(
  say: ProofSay,
  language: Language,
  { customer, site, issuer }: ProofDocument,
): Certificate["parties"] {
  const country = new Intl.DisplayNames([language], { type: "region" }).of(customer.country);
  return [
    { label: say("customer"), lines: [customer.name, site.name, country ?? customer.country] },
    { label: say("issuer"), lines: [issuer] },
  ];
}

function factsOf(say: ProofSay, language: Language, document: ProofDocument): Certificate["facts"] {
  const { customer, site, agreementNumber, order, version } = document;
  const agreement =
    agreementNumber === null ? [] : [{ label: say("agreementNumber"), value: agreementNumber }];
  return [
    { label: say("customerNumber"), value: customer.number },
    { label: say("siteNumber"), value: site.number },
    { label: say("program"), value: site.program },
    ...agreement,
    { label: say("order"), value: order.number },
    { label: say("orderedOn"), value: dayText(language, order.orderedOn, "long") },
    { label: say("revision"), value: String(order.revision) },
    { label: say("version"), value: String(version) },
    { label: say("issuedOn"), value: dayText(language, issuedOn(document), "long") },
  ];
}

function tableOf(say: ProofSay, language: Language, { lines }: ProofDocument): Certificate["table"] {
  const columns = [
    { label: say("line"), isNumber: true },
    { label: say("product"), isWide: true },
    { label: say("part") },
    { label: say("quantity"), isNumber: true },
    { label: say("services"), isWide: true },
  ];
  const rows = lines.map((line) => [
    String(line.line),
    [line.productName, line.description, continuedText(say, line) ?? []].flat().join("\n"),
    line.partNumber,
    countText(language, line.quantity),
    servicesText(say, language, line),
  ]);
  return { columns, rows };
}

/** The services of a line, and below them the days that they cover. */
export function servicesText(
  say: ProofSay,
  language: Language,
  line: ProofDocument["lines"][number],
): string {
  const { services, coveredFrom, coveredThrough } = line;
  if (services.length === 0 || coveredFrom === null || coveredThrough === null) return say("noServices");
  const days = { from: dayText(language, coveredFrom), through: dayText(language, coveredThrough) };
  return `${say("support")}\n${say("days", days)}`;
}
