/** How the mails about requests read: to whoever decides (D-08b), to whoever asked (D-09), to a primary who is replaced. */
import { type Privilege, privilegeText, type Role, roleText, valueText } from "../access/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { Language } from "../platform/language.ts";
import type { Block, MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { dayText } from "../web/locale/formats.ts";
import { en } from "./texts/mails.en.ts";
import { ja } from "./texts/mails.ja.ts";
import { ko } from "./texts/mails.ko.ts";
import { zhTW } from "./texts/mails.zh-TW.ts";

function sayIn(language: Language): Say<typeof en> {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

type Fact = readonly [label: string, value: string];

export interface ReviewFacts {
  readonly kind: "membership" | "privilege";
  readonly name: string;
  readonly email: string;
  readonly company: string | null;
  readonly department: string | null;
  readonly phone: string | null;
  readonly message: string | null;
  readonly privilege: Privilege | null;
  readonly needed: string | null;
  readonly siteNumber: string;
  readonly siteName: string;
  /** Of the page where it is decided, from the portal's address. */
  readonly path: string;
  /** Since when it waits; null the first time. */
  readonly waitingSince: LocalDate | null;
}

function review(facts: ReviewFacts, { language, baseUrl }: MailReader): MailContent {
  const say = sayIn(language);
  const rows: (readonly [string, string | null])[] = [
    [say("who"), facts.name],
    [say("email"), facts.email],
    [say("company"), facts.company],
    [say("department"), facts.department],
    [say("phone"), facts.phone],
    [say("siteNumber"), facts.siteNumber],
    [say("asked"), askedText(language, facts.privilege, facts.needed)],
    [say("message"), facts.message],
  ];
  const { subject, text } = openingOf(facts, language);
  return {
    subject,
    blocks: [
      { kind: "text", text },
      { kind: "facts", rows: rows.filter((row): row is Fact => row[1] !== null && row[1] !== "") },
      { kind: "action", label: say("decide"), href: `${baseUrl}${facts.path}` },
    ],
  };
}

function openingOf(facts: ReviewFacts, language: Language): { subject: string; text: string } {
  const say = sayIn(language);
  const { name, email, siteNumber, siteName, waitingSince, kind } = facts;
  if (waitingSince !== null) {
    const day = dayText(language, waitingSince);
    const text = say("reminderText", { name, email, siteNumber, siteName, day });
    return { subject: say("reminderSubject", { siteNumber }), text };
  }
  const told = { name, email, siteNumber, siteName };
  return kind === "privilege"
    ? { subject: say("privilegeSubject", { name, siteNumber }), text: say("privilegeText", told) }
    : { subject: say("reviewSubject", { name, siteNumber }), text: say("reviewText", told) };
}

function askedText(language: Language, privilege: Privilege | null, needed: string | null): string | null {
  if (privilege === null || needed === null) return null;
  return `${privilegeText(language, privilege)}: ${valueText(language, needed)}`;
}

export interface DecisionFacts {
  readonly kind: "membership" | "privilege";
  readonly decision: "approved" | "denied" | "expired";
  readonly siteNumber: string;
  /** Only for somebody who may know it. */
  readonly siteName: string | null;
  readonly role: Role | null;
  /** What was granted, by name and value; "none" is left out. */
  readonly privileges: readonly (readonly [Privilege, string])[];
  readonly validThrough: LocalDate | null;
  readonly reason: string | null;
}

function decision(facts: DecisionFacts, { language, baseUrl }: MailReader): MailContent {
  const say = sayIn(language);
  const { siteNumber } = facts;
  const rows: (readonly [string, string | null])[] = [
    [say("siteNumber"), siteNumber],
    [say("site"), facts.siteName],
    [say("role"), facts.role && roleText(language, facts.role)],
    ...facts.privileges.map(
      ([name, value]) => [privilegeText(language, name), valueText(language, value)] as const,
    ),
    [say("validThrough"), facts.validThrough && dayText(language, facts.validThrough)],
    [say("reason"), facts.reason],
  ];
  const next: Block[] =
    facts.decision === "denied"
      ? [{ kind: "text", text: say("deniedNext") }]
      : [{ kind: "action", label: say("signIn"), href: `${baseUrl}/sign-in` }];
  return {
    subject: say(`${facts.decision}Subject`, { siteNumber }),
    blocks: [
      { kind: "text", text: outcomeText(facts, language) },
      { kind: "facts", rows: rows.filter((row): row is Fact => row[1] !== null) },
      ...next,
    ],
  };
}

function outcomeText({ kind, decision: outcome, siteNumber }: DecisionFacts, language: Language): string {
  const say = sayIn(language);
  if (outcome === "approved" && kind === "privilege") return say("approvedPrivilegeText", { siteNumber });
  return say(`${outcome}Text`, { siteNumber });
}

export interface ReplacedFacts {
  readonly siteNumber: string;
  readonly siteName: string;
  /** Who is the primary now. */
  readonly name: string;
  /** What the reader is from now on. */
  readonly becomes: "user" | "none";
}

function replaced(facts: ReplacedFacts, { language, careEmail }: MailReader): MailContent {
  const say = sayIn(language);
  const { siteNumber, siteName, name, becomes } = facts;
  const text = becomes === "user" ? "replacedUserText" : "replacedNoneText";
  return {
    subject: say("replacedSubject", { siteNumber }),
    blocks: [
      { kind: "text", text: say(text, { siteNumber, siteName, name }) },
      { kind: "text", text: say("replacedNext", { care: careEmail }) },
    ],
  };
}

export const nominationMails: MailTemplates = {
  "access-request.review": review,
  "access-request.decision": decision,
  "primary.replaced": replaced,
};
