/** What people are written about their site's primary contact: offers, changes, warnings, claims and take-overs. */
import type { LocalDate } from "../platform/dates.ts";
import type { Language } from "../platform/language.ts";
import type { Block, MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { dayText } from "../web/locale/formats.ts";
import type { Becomes, Cause } from "./rules.ts";
import { en } from "./texts/mails.en.ts";
import { ja } from "./texts/mails.ja.ts";
import { ko } from "./texts/mails.ko.ts";
import { zhTW } from "./texts/mails.zh-TW.ts";

/** Of every mail about a site: to whom, and which site. */
export interface SiteMail {
  readonly reader: string;
  readonly siteId: string;
  readonly number: string;
  readonly siteName: string;
}

type Offered = SiteMail & { from: string; through: LocalDate };
type Ended = SiteMail & { name: string; state: "declined" | "withdrawn" | "expired" };
type Changed = SiteMail & { to: string; hasId: boolean } & (
    | { as: "new" | "other" }
    | { as: "old"; becomes: Becomes | "removed" }
  );
type Warned = SiteMail & { cause: Cause; primary: string };
type Announced = SiteMail & { name: string; origin: "form" | "succession" };

type Speak = Say<typeof en>;

function sayIn(language: Language): Speak {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

const text = (words: string): Block => ({ kind: "text", text: words });

/** Greeting, which site, what there is to say, the page of the primary contact, and where to ask. */
function aboutSite(facts: SiteMail, mail: MailReader, told: { subject: string; words: readonly string[] }) {
  const say = sayIn(mail.language);
  const rows = [[say("site"), facts.number] as const, [say("siteName"), facts.siteName] as const];
  const href = `${mail.baseUrl}/sites/${facts.siteId}/primary`;
  const content: MailContent = {
    subject: told.subject,
    blocks: [
      text(say("greeting", { name: facts.reader })),
      ...told.words.map(text),
      { kind: "facts", rows },
      { kind: "action", label: say("openPage"), href },
      text(say("regards", { care: mail.careEmail, vendor: mail.vendorName })),
    ],
  };
  return content;
}

function offered(facts: Offered, mail: MailReader): MailContent {
  const say = sayIn(mail.language);
  const day = dayText(mail.language, facts.through, "long");
  const words = [say("offeredText", { from: facts.from, day })];
  return aboutSite(facts, mail, { subject: say("offeredSubject", { number: facts.number }), words });
}

function ended(facts: Ended, mail: MailReader): MailContent {
  const say = sayIn(mail.language);
  const { state, name, number } = facts;
  const subject = say(`${state}Subject`, { number });
  return aboutSite(facts, mail, { subject, words: [say(`${state}Text`, { name })] });
}

function changed(facts: Changed, mail: MailReader): MailContent {
  const say = sayIn(mail.language);
  const subject = say("changedSubject", { number: facts.number });
  return aboutSite(facts, mail, { subject, words: changedWords(facts, mail, say) });
}

function changedWords(facts: Changed, { baseUrl }: MailReader, say: Speak): string[] {
  if (facts.as === "other") return [say("changedOther", { to: facts.to })];
  if (facts.as === "old") {
    const becomes = say(`becomes.${facts.becomes}`);
    return [say("changedOld", { to: facts.to, becomes })];
  }
  return [say("changedNew"), ...register(facts, baseUrl, say)];
}

function register({ hasId }: { hasId: boolean }, baseUrl: string, say: Speak): string[] {
  return hasId ? [] : [say("changedRegister", { url: `${baseUrl}/register` })];
}

function added(facts: SiteMail & { hasId: boolean }, mail: MailReader): MailContent {
  const say = sayIn(mail.language);
  const words = [say("addedText"), ...register(facts, mail.baseUrl, say)];
  return aboutSite(facts, mail, { subject: say("addedSubject", { number: facts.number }), words });
}

function warning(facts: Warned, mail: MailReader): MailContent {
  const say = sayIn(mail.language);
  const words = [say(`warning.${facts.cause}`, { primary: facts.primary })];
  return aboutSite(facts, mail, { subject: say("warningSubject", { number: facts.number }), words });
}

function asked(facts: Warned, mail: MailReader): MailContent {
  const say = sayIn(mail.language);
  const words = [say("askedText")];
  return aboutSite(facts, mail, { subject: say("askedSubject", { number: facts.number }), words });
}

function announced(facts: Announced, mail: MailReader): MailContent {
  const say = sayIn(mail.language);
  const what = facts.origin === "succession" ? "announcedClaim" : "announcedVerified";
  const words = [say(what, { name: facts.name }), say("announcedObject")];
  return aboutSite(facts, mail, { subject: say("announcedSubject", { number: facts.number }), words });
}

/** Of a technical contact, whom the site's own people enter: an address and more is needed for it. */
function technical(
  facts: SiteMail & { name: string; email: string; phone: string },
  mail: MailReader,
): MailContent {
  const say = sayIn(mail.language);
  const words = [say("technicalText", { name: facts.name, email: facts.email, phone: facts.phone })];
  return aboutSite(facts, mail, { subject: say("technicalSubject", { number: facts.number }), words });
}

function objected(facts: SiteMail & { name: string }, mail: MailReader): MailContent {
  const say = sayIn(mail.language);
  const words = [say("objectedText", { name: facts.name })];
  return aboutSite(facts, mail, { subject: say("objectedSubject", { number: facts.number }), words });
}

/** To whoever asked, who may belong to no site: nothing that is registered stands in it. */
function takeOverEnded(
  facts: {
    reader: string;
    company: string;
    outcome: "done" | "returned" | "rejected";
    reason: string | null;
  },
  mail: MailReader,
): MailContent {
  const say = sayIn(mail.language);
  const { outcome, company, reason } = facts;
  const why: Block[] = reason === null ? [] : [{ kind: "facts", rows: [[say("reason"), reason]] }];
  const again = { kind: "action", label: say("again"), href: `${mail.baseUrl}/help/primary-left` } as const;
  return {
    subject: say(`${outcome}Subject`, { company }),
    blocks: [
      text(say("greeting", { name: facts.reader })),
      text(say(`${outcome}Text`)),
      ...why,
      ...(outcome === "returned" ? [again] : []),
      text(say("regards", { care: mail.careEmail, vendor: mail.vendorName })),
    ],
  };
}

export const successionMails = {
  "succession-offered": offered,
  "succession-offer-ended": ended,
  "succession-changed": changed,
  "succession-added": added,
  "succession-warning": warning,
  "succession-asked": asked,
  "succession-announced": announced,
  "succession-technical": technical,
  "succession-objected": objected,
  "succession-take-over-ended": takeOverEnded,
} satisfies MailTemplates;

export type SuccessionMail = keyof typeof successionMails;
