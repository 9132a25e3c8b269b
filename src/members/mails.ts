/** How the mails about access read: D-10 to whoever was added, the end of access, and the word to the administrators. */
import type { Role } from "../access/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { dayText } from "../web/locale/formats.ts";
import { roleText } from "./rights/rights.texts.ts";
import { memberSay } from "./texts.ts";

export interface SiteInMail {
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
}

export interface AddedFacts extends SiteInMail {
  readonly role: Role;
  readonly by: string;
  readonly email: string;
  readonly hasId: boolean;
  readonly validThrough: LocalDate | null;
}

function added(facts: AddedFacts, reader: MailReader): MailContent {
  const { language, baseUrl } = reader;
  const say = memberSay(language);
  const { validThrough, email, hasId, role, by } = facts;
  const until =
    validThrough === null ? [] : ([[say("validThrough"), dayText(language, validThrough, "long")]] as const);
  const link = hasId
    ? { label: say("mailOpen"), href: `${baseUrl}/sites/${facts.siteId}` }
    : { label: say("mailRegister"), href: `${baseUrl}/register?email=${encodeURIComponent(email)}` };
  return {
    subject: say("addedSubject", { site: facts.siteName }),
    blocks: [
      { kind: "text", text: say("addedText", { by, site: facts.siteName }) },
      {
        kind: "facts",
        rows: [
          [say("site"), facts.siteName],
          [say("siteNumber"), facts.siteNumber],
          [say("role"), roleText(language, role)],
          [say("grantedBy"), by],
          ...until,
        ],
      },
      { kind: "text", text: hasId ? say("addedKnown", { email }) : say("addedNew", { email }) },
      { kind: "action", ...link },
      { kind: "text", text: say("mailUnexpected", { care: reader.careEmail }) },
    ],
  };
}

export interface RemovedFacts extends SiteInMail {
  readonly by: string;
}

function removed({ by, siteName, siteNumber }: RemovedFacts, reader: MailReader): MailContent {
  const say = memberSay(reader.language);
  return {
    subject: say("removedSubject", { site: siteName }),
    blocks: [
      { kind: "text", text: say("removedText", { by, site: siteName, number: siteNumber }) },
      { kind: "text", text: say("removedOthers") },
    ],
  };
}

export interface EndingFacts extends SiteInMail {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly validThrough: LocalDate;
}

function ending(facts: EndingFacts, reader: MailReader): MailContent {
  const { language, baseUrl } = reader;
  const say = memberSay(language);
  const { name, siteName: site } = facts;
  const day = dayText(language, facts.validThrough, "long");
  return {
    subject: say("endingSubject", { name, day }),
    blocks: [
      { kind: "text", text: say("endingText", { name, site, number: facts.siteNumber, day }) },
      {
        kind: "facts",
        rows: [
          [say("name"), name],
          [say("role"), roleText(language, facts.role)],
          [say("validThrough"), day],
        ],
      },
      {
        kind: "action",
        label: say("mailMember"),
        href: `${baseUrl}/sites/${facts.siteId}/members/${facts.personId}`,
      },
    ],
  };
}

export const memberMails: MailTemplates = {
  "member.added": added,
  "member.removed": removed,
  "member.ending": ending,
};
