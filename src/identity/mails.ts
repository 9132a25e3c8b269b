/** How the mails about an ID read. Source: DOMAIN §6, D-23, D-24. */
import type { Block, MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { whenText } from "../web/locale/formats.ts";
import { fullName } from "./people/rules.ts";
import { sayIn } from "./texts.ts";

interface Named {
  readonly givenName: string;
  readonly familyName: string;
}

const text = (words: string): Block => ({ kind: "text", text: words });

function confirmation(facts: Named & { token: string; hours: number }, reader: MailReader): MailContent {
  const say = sayIn(reader.language);
  return {
    subject: say("mail.confirmSubject"),
    blocks: [
      greeting(facts, reader),
      text(say("mail.confirmText", { vendor: reader.vendorName, hours: facts.hours })),
      { kind: "action", label: say("confirmButton"), href: `${reader.baseUrl}/confirm/${facts.token}` },
      text(say("mail.notYou")),
    ],
  };
}

function alreadyRegistered(_facts: object, reader: MailReader): MailContent {
  const say = sayIn(reader.language);
  return {
    subject: say("mail.alreadySubject"),
    blocks: [
      text(say("mail.alreadyText", { vendor: reader.vendorName })),
      { kind: "action", label: say("mail.signIn"), href: `${reader.baseUrl}/sign-in` },
      { kind: "action", label: say("reset"), href: `${reader.baseUrl}/reset` },
    ],
  };
}

function activated(facts: Named & { email: string }, reader: MailReader): MailContent {
  const say = sayIn(reader.language);
  return {
    subject: say("mail.activatedSubject"),
    blocks: [
      greeting(facts, reader),
      text(say("mail.activatedText", { vendor: reader.vendorName })),
      { kind: "facts", rows: [[say("mail.yourId"), facts.email]] },
      { kind: "action", label: say("mail.signIn"), href: `${reader.baseUrl}/sign-in` },
    ],
  };
}

function passwordReset(facts: { token: string; hours: number }, reader: MailReader): MailContent {
  const say = sayIn(reader.language);
  return {
    subject: say("mail.resetSubject"),
    blocks: [
      text(say("mail.resetText", { vendor: reader.vendorName, hours: facts.hours })),
      { kind: "action", label: say("setPassword"), href: `${reader.baseUrl}/reset/${facts.token}` },
      text(say("mail.resetNotYou")),
    ],
  };
}

function passwordChanged(facts: { at: string }, reader: MailReader): MailContent {
  const say = sayIn(reader.language);
  const { vendorName: vendor, careEmail: care, language } = reader;
  return {
    subject: say("mail.changedSubject"),
    blocks: [
      text(say("mail.changedText", { vendor, care, at: whenText(language, facts.at) })),
      { kind: "action", label: say("reset"), href: `${reader.baseUrl}/reset` },
    ],
  };
}

function locked(facts: { at: string; minutes: number }, reader: MailReader): MailContent {
  const say = sayIn(reader.language);
  const at = whenText(reader.language, facts.at);
  return {
    subject: say("mail.lockedSubject"),
    blocks: [
      text(say("mail.lockedText", { at, minutes: facts.minutes })),
      { kind: "action", label: say("reset"), href: `${reader.baseUrl}/reset` },
    ],
  };
}

function greeting(names: Named, { language }: MailReader): Block {
  return text(sayIn(language)("mail.greeting", { name: fullName({ ...names, language }) }));
}

export const identityMails: MailTemplates = {
  "identity.confirmation": confirmation,
  "identity.already-registered": alreadyRegistered,
  "identity.activated": activated,
  "identity.password-reset": passwordReset,
  "identity.password-changed": passwordChanged,
  "identity.locked": locked,
};
