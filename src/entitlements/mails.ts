/** How the mail with which a new proof of entitlement is announced reads (D-11). */
import type { LocalDate } from "../platform/dates.ts";
import type { Language } from "../platform/language.ts";
import type { Block, MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { dayText } from "../web/locale/formats.ts";
import { printedCheckCode } from "./proofs/code.rules.ts";
import type { ProofLine, ProofMailFacts } from "./proofs/rules.ts";
import { continuedText, type ProofSay, proofSay } from "./proofs/texts.ts";

export const entitlementMails = { "proof-issued": proofIssued } satisfies MailTemplates;

const text = (words: string): Block => ({ kind: "text", text: words });

function proofIssued(facts: ProofMailFacts, reader: MailReader): MailContent {
  const say = proofSay(reader.language);
  const { siteId, proofId, contactName, checkCode, document } = facts;
  const { order, version, lines } = document;
  const left = facts.lineCount - lines.length;
  const rest = left > 0 ? [say("mailMore", { count: left })] : [];
  const intro = version === 1 ? say("mailIntro") : say("mailIntroNew", { version: String(version) });
  return {
    subject: say("mailSubject", { number: order.number }),
    blocks: [
      text(say("mailSalutation", { name: contactName })),
      text(intro),
      { kind: "facts", rows: rowsOf(say, reader.language, document) },
      { kind: "list", items: [...lines.map((line) => lineText(say, reader.language, line)), ...rest] },
      { kind: "action", label: say("mailOpen"), href: `${reader.baseUrl}/sites/${siteId}/proofs/${proofId}` },
      { kind: "code", label: say("checkCode"), code: printedCheckCode(checkCode) },
      text(say("mailKeep")),
      text(say("mailHelp", { care: reader.careEmail })),
    ],
  };
}

function rowsOf(say: ProofSay, language: Language, document: ProofMailFacts["document"]) {
  const { customer, site, agreementNumber, order } = document;
  const agreement = agreementNumber === null ? [] : ([[say("agreementNumber"), agreementNumber]] as const);
  return [
    [say("customer"), customer.name],
    [say("customerNumber"), customer.number],
    [say("siteNumber"), site.number],
    ...agreement,
    [say("order"), order.number],
    [say("orderedOn"), dayText(language, order.orderedOn, "long")],
  ] as const;
}

function lineText(say: ProofSay, language: Language, line: ProofLine): string {
  const { quantity, productName: product, partNumber: part, coveredThrough } = line;
  const facts = { quantity, product, part };
  const continued = continuedText(say, line);
  if (continued !== null)
    return say("mailLineContinuing", { ...facts, continued, days: daysText(say, language, line) });
  if (coveredThrough === null) return say("mailLineNoSupport", facts);
  return say("mailLine", { ...facts, through: dayIn(language, coveredThrough) });
}

function daysText(say: ProofSay, language: Language, { coveredFrom, coveredThrough }: ProofLine): string {
  if (coveredFrom === null || coveredThrough === null) return say("noServices");
  return say("days", { from: dayIn(language, coveredFrom), through: dayIn(language, coveredThrough) });
}

function dayIn(language: Language, day: LocalDate): string {
  return dayText(language, day, "long");
}
