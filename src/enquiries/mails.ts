/** What the desk answers to those who wrote: an ID, the contacts of a site, what became of a change. */
import type { Block, MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import type { ChangeField, EnquiryKind } from "./rules.ts";
import { type EnquirySay, enquirySay } from "./texts.ts";

interface Answered {
  readonly name: string;
  readonly siteNumber: string;
}

export interface RecoveredFacts extends Answered {
  readonly id: string;
  /** False: the address is registered at the site, but has no ID yet. */
  readonly hasId: boolean;
}

export interface DisclosedFacts extends Answered {
  readonly contacts: readonly (readonly [name: string, email: string])[];
}

export interface ChangedFacts extends Answered {
  readonly fields: readonly ChangeField[];
}

export interface RefusedFacts extends Answered {
  readonly kind: EnquiryKind;
  readonly outcome: "returned" | "rejected";
  readonly reason: string;
}

const text = (words: string): Block => ({ kind: "text", text: words });

function regards(say: EnquirySay, { careEmail, vendorName }: MailReader): Block[] {
  return [text(say("mailHelp", { care: careEmail })), text(say("mailRegards", { vendor: vendorName }))];
}

function recovered(facts: RecoveredFacts, reader: MailReader): MailContent {
  const say = enquirySay(reader.language);
  const { name, id, hasId, siteNumber } = facts;
  return {
    subject: say("recoveredSubject", { siteNumber }),
    blocks: [
      text(say("mailSalutation", { name })),
      text(say(hasId ? "recoveredText" : "recoveredNone", { siteNumber })),
      { kind: "facts", rows: [[say("yourId"), id]] },
      hasId
        ? { kind: "action", label: say("mailSignIn"), href: `${reader.baseUrl}/sign-in` }
        : { kind: "action", label: say("mailRegister"), href: `${reader.baseUrl}/register` },
      text(say("recoveredPassword", { url: `${reader.baseUrl}/reset` })),
      ...regards(say, reader),
    ],
  };
}

function disclosed(facts: DisclosedFacts, reader: MailReader): MailContent {
  const say = enquirySay(reader.language);
  const { name, siteNumber, contacts } = facts;
  return {
    subject: say("disclosedSubject", { siteNumber }),
    blocks: [
      text(say("mailSalutation", { name })),
      text(say("disclosedText", { siteNumber })),
      { kind: "facts", rows: contacts },
      text(say("disclosedNext")),
      ...regards(say, reader),
    ],
  };
}

function applied(facts: ChangedFacts, reader: MailReader): MailContent {
  const say = enquirySay(reader.language);
  const { name, siteNumber, fields } = facts;
  return {
    subject: say("appliedSubject", { siteNumber }),
    blocks: [
      text(say("mailSalutation", { name })),
      text(say("appliedText", { siteNumber })),
      { kind: "list", items: fields.map((field) => say(`field.${field}`)) },
      ...regards(say, reader),
    ],
  };
}

/** To whoever was the registered contact before: a change that nobody asked for is noticed. */
function replaced(facts: Answered, reader: MailReader): MailContent {
  const say = enquirySay(reader.language);
  const { name, siteNumber } = facts;
  return {
    subject: say("replacedSubject", { siteNumber }),
    blocks: [
      text(say("mailSalutation", { name })),
      text(say("replacedText", { siteNumber })),
      ...regards(say, reader),
    ],
  };
}

function refused(facts: RefusedFacts, reader: MailReader): MailContent {
  const say = enquirySay(reader.language);
  const { name, siteNumber, kind, outcome, reason } = facts;
  const about = say(`kind.${kind}`);
  return {
    subject: say(outcome === "returned" ? "returnedSubject" : "rejectedSubject", { siteNumber, about }),
    blocks: [
      text(say("mailSalutation", { name })),
      text(say(outcome === "returned" ? "returnedText" : "rejectedText", { siteNumber, about })),
      { kind: "facts", rows: [[say("reason"), reason]] },
      ...regards(say, reader),
    ],
  };
}

export const enquiryMails = {
  "enquiry-id-recovered": recovered,
  "enquiry-contacts-disclosed": disclosed,
  "enquiry-change-applied": applied,
  "enquiry-contact-replaced": replaced,
  "enquiry-refused": refused,
} satisfies MailTemplates;
