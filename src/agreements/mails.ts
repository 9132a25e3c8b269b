/** How the mails to a site's contact read: the portal guide D-03, the welcome D-05, and the warning of a dead passcode. */
import { fullName } from "../identity/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { Language } from "../platform/language.ts";
import type { Block, MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { dayText } from "../web/locale/formats.ts";
import type { IssuedPasscode } from "./first-access/passcode.authorize.ts";
import type { SiteOfContact } from "./first-access/passcode.store.ts";
import { anniversaryOf, monthAndDay } from "./rules.ts";
import type { SiteFacts } from "./store.ts";
import { en } from "./texts/mails.en.ts";
import { ja } from "./texts/mails.ja.ts";
import { ko } from "./texts/mails.ko.ts";
import { zhTW } from "./texts/mails.zh-TW.ts";

export interface GuideFacts {
  readonly siteName: string;
  readonly siteNumber: string;
  readonly contactName: string;
  readonly contactEmail: string;
  readonly hasPasscode: boolean;
}

export interface WelcomeFacts extends GuideFacts {
  readonly companyName: string;
  readonly customerNumber: string;
  /** Null: the program has no agreement, and so no anniversary. */
  readonly agreementNumber: string | null;
  /** `MM.DD`; null before the first order. */
  readonly anniversary: string | null;
  readonly passcode: string;
  readonly passcodeThrough: LocalDate;
}

export interface ReissueFacts {
  readonly siteName: string;
  readonly siteNumber: string;
  readonly contactName: string;
  readonly contactEmail: string;
  readonly passcode: string;
  readonly passcodeThrough: LocalDate;
}

export interface ExhaustedFacts {
  readonly siteName: string;
  readonly siteNumber: string;
  readonly contactName: string;
  readonly tries: number;
}

/** The facts of the guide and of the welcome, from what is registered. */
export function mailFactsOf(
  site: SiteFacts,
  { contactEmail, passcode }: { contactEmail: string; passcode: IssuedPasscode | null },
): GuideFacts & Partial<WelcomeFacts> {
  const anniversary = anniversaryOf(site);
  const facts = {
    siteName: site.name,
    siteNumber: site.number,
    contactName: fullName({ ...site.contact, language: site.language }),
    contactEmail,
    hasPasscode: passcode !== null,
  };
  if (passcode === null) return facts;
  return {
    ...facts,
    companyName: site.customer.name,
    customerNumber: site.customer.number,
    agreementNumber: site.agreementNumber,
    anniversary: anniversary === null ? null : monthAndDay(anniversary),
    passcode: passcode.written,
    passcodeThrough: passcode.through,
  };
}

export function reissueFactsOf(
  site: SiteFacts,
  contactEmail: string,
  passcode: IssuedPasscode,
): ReissueFacts {
  return {
    siteName: site.name,
    siteNumber: site.number,
    contactName: fullName({ ...site.contact, language: site.language }),
    contactEmail,
    passcode: passcode.written,
    passcodeThrough: passcode.through,
  };
}

export function exhaustedFactsOf(site: SiteOfContact, tries: number): ExhaustedFacts {
  return { siteName: site.name, siteNumber: site.number, contactName: fullName(site), tries };
}

export const agreementsMails = {
  "portal-guide": guide,
  welcome,
  "passcode-exhausted": exhausted,
  "passcode-reissue": reissue,
} satisfies MailTemplates;

type Speak = Say<typeof en>;

function sayIn(language: Language): Speak {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

const text = (words: string): Block => ({ kind: "text", text: words });

function closing(say: Speak, { careEmail, vendorName }: MailReader): Block[] {
  return [text(say("help", { care: careEmail })), text(say("regards", { vendor: vendorName }))];
}

function guide(facts: GuideFacts, reader: MailReader): MailContent {
  const say = sayIn(reader.language);
  const { siteNumber, siteName, contactName, contactEmail, hasPasscode } = facts;
  const steps = [
    say("guideStepId", { url: `${reader.baseUrl}/register`, email: contactEmail }),
    say("guideStepConfirm"),
    say("guideStepSignIn", { url: `${reader.baseUrl}/sign-in` }),
    hasPasscode ? say("guideStepPasscode") : say("guideStepCare", { care: reader.careEmail }),
  ];
  return {
    subject: say("guideSubject", { siteNumber }),
    blocks: [
      text(say("salutation", { name: contactName })),
      text(say("guideIntro", { siteName })),
      { kind: "list", items: steps },
      { kind: "action", label: say("openPortal"), href: `${reader.baseUrl}/` },
      text(say("guideAfter")),
      ...closing(say, reader),
    ],
  };
}

function welcome(facts: WelcomeFacts, reader: MailReader): MailContent {
  const say = sayIn(reader.language);
  return {
    subject: say("welcomeSubject", { siteNumber: facts.siteNumber }),
    blocks: [
      text(say("salutation", { name: facts.contactName })),
      text(say("welcomeIntro", { company: facts.companyName })),
      { kind: "facts", rows: welcomeRows(facts, say) },
      ...firstStep(facts, say, reader),
      ...laterSteps(say),
      ...closing(say, reader),
    ],
  };
}

function welcomeRows(facts: WelcomeFacts, say: Speak): (readonly [string, string])[] {
  const { agreementNumber } = facts;
  const ofAgreement: [string, string][] = [
    [say("anniversary"), facts.anniversary ?? say("anniversaryOpen")],
    [say("agreementNumber"), agreementNumber ?? ""],
  ];
  return [
    [say("customerNumber"), facts.customerNumber],
    ...(agreementNumber === null ? [] : ofAgreement),
    [say("contactName"), facts.contactName],
    [say("siteNumber"), facts.siteNumber],
    [say("siteName"), facts.siteName],
    [say("contactEmail"), facts.contactEmail],
  ];
}

function firstStep(facts: WelcomeFacts, say: Speak, { language, baseUrl }: MailReader): Block[] {
  const day = dayText(language, facts.passcodeThrough, "long");
  return [
    { kind: "heading", text: say("step1") },
    text(say("step1Text")),
    { kind: "facts", rows: [[say("id"), facts.contactEmail]] },
    { kind: "code", label: say("passcode"), code: facts.passcode },
    text(say("passcodeThrough", { day })),
    { kind: "action", label: say("firstAccess"), href: `${baseUrl}/first-access?site=${facts.siteNumber}` },
    text(say("step1Id", { email: facts.contactEmail, url: `${baseUrl}/register` })),
  ];
}

function laterSteps(say: Speak): Block[] {
  const roles = ["rolePoe", "roleMedia", "roleRenewal", "roleBilling", "roleTechnical"] as const;
  return [
    { kind: "heading", text: say("step2") },
    text(say("step2Text")),
    { kind: "list", items: roles.map((role) => say(role)) },
    text(say("step2Note")),
    { kind: "heading", text: say("step3") },
    text(say("step3Text")),
    text(say("step3Note")),
    { kind: "heading", text: say("afterwards") },
    text(say("afterwardsText")),
  ];
}

function exhausted(facts: ExhaustedFacts, reader: MailReader): MailContent {
  const say = sayIn(reader.language);
  const { siteNumber, siteName, tries, contactName } = facts;
  return {
    subject: say("exhaustedSubject", { siteNumber }),
    blocks: [
      text(say("salutation", { name: contactName })),
      text(say("exhaustedText", { siteName, tries })),
      text(say("exhaustedNext", { care: reader.careEmail })),
      text(say("regards", { vendor: reader.vendorName })),
    ],
  };
}

/** D-06 by e-mail, to the registered address alone. */
function reissue(facts: ReissueFacts, reader: MailReader): MailContent {
  const say = sayIn(reader.language);
  const { siteNumber, siteName, contactName, contactEmail, passcode, passcodeThrough } = facts;
  const day = dayText(reader.language, passcodeThrough, "long");
  return {
    subject: say("reissueSubject", { siteNumber }),
    blocks: [
      text(say("salutation", { name: contactName })),
      text(say("reissueText", { siteName })),
      { kind: "facts", rows: [[say("id"), contactEmail]] },
      { kind: "code", label: say("passcode"), code: passcode },
      text(say("passcodeThrough", { day })),
      {
        kind: "action",
        label: say("firstAccess"),
        href: `${reader.baseUrl}/first-access?site=${siteNumber}`,
      },
      ...closing(say, reader),
    ],
  };
}
