/** How the mails of the Key Center read: D-14 to D-18, and to whoever is added or taken out. */
import type { KeyRole } from "../access/index.ts";
import { timeZoneOf } from "../agreements/index.ts";
import type { Block, MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { whenText } from "../web/locale/formats.ts";
import { keyCenterHref, keyMembersHref, type Way } from "./rules.ts";
import { type KeyMailSay, keyMailSay, keyMemberSay } from "./texts.ts";

export interface SiteInMail {
  readonly siteId: string;
  /** In the long form, nine digits. */
  readonly siteNumber: string;
  readonly siteName: string;
}

function account(say: KeyMailSay, { siteName, siteNumber }: SiteInMail): [label: string, value: string][] {
  return [
    [say("site"), siteName],
    [say("accountNumber"), siteNumber],
  ];
}

/** What to do first, in order: with an ID or without, with the site opened or not. */
function steps(
  say: KeyMailSay,
  { email, hasId, isIn, role }: { email: string; hasId: boolean; isIn: boolean; role: KeyRole },
): Block {
  const first = hasId ? say("stepSignIn", { email }) : say("stepRegister", { email });
  const items = [
    first,
    ...(isIn ? [] : [say("stepPasscode")]),
    say("stepKeys"),
    say("stepHosts"),
    ...(role === "administrator" ? [say("stepBackup")] : []),
  ];
  return { kind: "list", items };
}

function entrance(say: KeyMailSay, { baseUrl }: MailReader, to: { email: string; hasId: boolean }): Block {
  return to.hasId
    ? { kind: "action", label: say("openKeyCenter"), href: `${baseUrl}/key-center` }
    : {
        kind: "action",
        label: say("register"),
        href: `${baseUrl}/register?email=${encodeURIComponent(to.email)}`,
      };
}

export interface WelcomeFacts extends SiteInMail {
  readonly email: string;
  readonly because: "primary" | "technical";
  /** False: the site waits for its registered contact, who has yet to enter the passcode. */
  readonly isIn: boolean;
  readonly hasId: boolean;
}

function welcome(facts: WelcomeFacts, reader: MailReader): MailContent {
  const say = keyMailSay(reader.language);
  const { because, siteName: site } = facts;
  const role = because === "primary" ? "administrator" : "user";
  return {
    subject: say("welcomeSubject", { site }),
    blocks: [
      { kind: "text", text: say(because === "primary" ? "welcomePrimary" : "welcomeTechnical", { site }) },
      { kind: "facts", rows: account(say, facts) },
      { kind: "heading", text: say("firstSteps") },
      steps(say, { ...facts, role }),
      entrance(say, reader, facts),
      { kind: "text", text: say("forgotten") },
      { kind: "text", text: say("unexpected", { care: reader.careEmail }) },
    ],
  };
}

export interface AddedFacts extends SiteInMail {
  readonly role: KeyRole;
  readonly by: string;
  readonly email: string;
  readonly hasId: boolean;
}

function added(facts: AddedFacts, reader: MailReader): MailContent {
  const say = keyMailSay(reader.language);
  const { by, role, siteName: site } = facts;
  return {
    subject: say("addedSubject", { site }),
    blocks: [
      { kind: "text", text: say("addedText", { by, site }) },
      {
        kind: "facts",
        rows: [...account(say, facts), [say("role"), keyMemberSay(reader.language)(`role.${role}`)]],
      },
      { kind: "heading", text: say("firstSteps") },
      steps(say, { ...facts, isIn: true }),
      entrance(say, reader, facts),
      { kind: "text", text: say("forgotten") },
      { kind: "text", text: say("unexpected", { care: reader.careEmail }) },
    ],
  };
}

export interface RemovedFacts extends SiteInMail {
  readonly by: string;
}

function removed({ by, ...site }: RemovedFacts, { language }: MailReader): MailContent {
  const say = keyMailSay(language);
  return {
    subject: say("removedSubject", { site: site.siteName }),
    blocks: [
      { kind: "text", text: say("removedText", { by, site: site.siteName, number: site.siteNumber }) },
      { kind: "text", text: say("removedKeys") },
    ],
  };
}

export interface AskedFacts extends SiteInMail {
  readonly name: string;
  readonly email: string;
  readonly path: string;
}

/** The links open the page on which it is decided: opening a mail decides nothing. */
function asked({ name, email, path, ...site }: AskedFacts, { language, baseUrl }: MailReader): MailContent {
  const say = keyMailSay(language);
  return {
    subject: say("askedSubject", { name, site: site.siteName }),
    blocks: [
      { kind: "text", text: say("askedText", { name, site: site.siteName }) },
      { kind: "facts", rows: [[say("name"), name], [say("email"), email], ...account(say, site)] },
      { kind: "action", label: say("approve"), href: `${baseUrl}${path}?decision=approve` },
      { kind: "action", label: say("deny"), href: `${baseUrl}${path}?decision=deny` },
      { kind: "text", text: say("askedOnce") },
    ],
  };
}

export interface DecidedFacts extends Omit<SiteInMail, "siteName"> {
  readonly decision: "approved" | "denied";
  /** Null for whoever is not let in. */
  readonly siteName: string | null;
}

function decided({ decision, siteId, siteNumber, siteName }: DecidedFacts, reader: MailReader): MailContent {
  const say = keyMailSay(reader.language);
  const number: [string, string] = [say("accountNumber"), siteNumber];
  if (decision === "denied" || siteName === null) {
    return {
      subject: say("deniedSubject", { number: siteNumber }),
      blocks: [
        { kind: "text", text: say("deniedText", { number: siteNumber }) },
        { kind: "text", text: say("deniedHow") },
      ],
    };
  }
  return {
    subject: say("approvedSubject", { site: siteName }),
    blocks: [
      { kind: "text", text: say("approvedText", { site: siteName }) },
      { kind: "facts", rows: [[say("site"), siteName], number] },
      { kind: "action", label: say("signIn"), href: `${reader.baseUrl}${keyCenterHref(siteId)}` },
    ],
  };
}

export interface CameFacts extends SiteInMail {
  readonly name: string;
  readonly email: string;
  readonly at: string;
  /** The site's: its zone counts. */
  readonly country: string;
  readonly path: Way;
}

function came(facts: CameFacts, { language, baseUrl }: MailReader): MailContent {
  const say = keyMailSay(language);
  const { name, email, at, country, path } = facts;
  return {
    subject: say("cameSubject", { name, site: facts.siteName }),
    blocks: [
      { kind: "text", text: say("cameText", { name, site: facts.siteName }) },
      {
        kind: "facts",
        rows: [
          [say("name"), name],
          [say("email"), email],
          [say("when"), whenText(language, at, timeZoneOf(country))],
          [say("path"), keyMemberSay(language)(`way.${path}`)],
          ...account(say, facts),
        ],
      },
      { kind: "action", label: say("seeMembers"), href: `${baseUrl}${keyMembersHref(facts.siteId)}` },
      { kind: "text", text: say("cameWhy") },
    ],
  };
}

export const keyMemberMails: MailTemplates = {
  "key-member.welcome": welcome,
  "key-member.added": added,
  "key-member.removed": removed,
  "key-member.asked": asked,
  "key-member.decided": decided,
  "key-member.came": came,
};
