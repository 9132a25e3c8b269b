/** How the mails about key contacts read: the welcome of the technical contact D-28, and the yearly request D-27. */
import type { Role } from "../access/index.ts";
import type { SiteFacts } from "../agreements/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { Block, MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { dayText } from "../web/locale/formats.ts";
import { type MailSay, mailSay } from "./mail.texts.ts";
import type { ContactType } from "./rules.ts";

export interface TechnicalFacts {
  readonly name: string;
  readonly companyName: string;
  readonly customerNumber: string;
  readonly country: string;
  readonly siteNumber: string;
  readonly siteName: string;
}

export function technicalFactsOf(site: SiteFacts, name: string): TechnicalFacts {
  const { customer } = site;
  return {
    name,
    companyName: customer.name,
    customerNumber: customer.number,
    country: customer.country,
    siteNumber: site.number,
    siteName: site.name,
  };
}

export interface CheckFacts {
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
  readonly name: string;
  readonly anniversaryOn: LocalDate;
  readonly contacts: readonly {
    readonly type: ContactType;
    readonly name: string;
    readonly email: string;
    readonly isFallback: boolean;
  }[];
  /** The name is empty for somebody who has not used the site yet. */
  readonly people: readonly { readonly name: string; readonly email: string; readonly role: Role }[];
  /** How many people more than those that are listed. */
  readonly more: number;
}

export const contactMails = {
  "technical-contact": technicalContact,
  "contact-check": contactCheck,
} satisfies MailTemplates;

const text = (words: string): Block => ({ kind: "text", text: words });

function technicalContact(facts: TechnicalFacts, reader: MailReader): MailContent {
  const say = mailSay(reader.language);
  const { siteName, siteNumber, companyName: company } = facts;
  return {
    subject: say("technicalSubject", { siteNumber }),
    blocks: [
      text(say("salutation", { name: facts.name })),
      text(say("technicalIntro", { company, siteName })),
      {
        kind: "facts",
        rows: [
          [say("customerNumber"), `${facts.customerNumber} (${facts.country})`],
          [say("siteNumber"), siteNumber],
          [say("siteName"), siteName],
          [say("company"), company],
        ],
      },
      { kind: "heading", text: say("supportTitle") },
      {
        kind: "list",
        items: [
          say("supportId", { url: `${reader.baseUrl}/register` }),
          say("supportNumber"),
          say("supportNeeds"),
          say("supportAccess"),
        ],
      },
      { kind: "heading", text: say("dutiesTitle") },
      {
        kind: "list",
        items: [say("dutyCallers"), say("dutySecondary"), say("dutyNumber"), say("dutyLeaving")],
      },
      { kind: "action", label: say("openPortal"), href: `${reader.baseUrl}/` },
      ...closing(say, reader),
    ],
  };
}

function contactCheck(facts: CheckFacts, reader: MailReader): MailContent {
  const say = mailSay(reader.language);
  const { siteId, siteName, siteNumber, anniversaryOn } = facts;
  const day = dayText(reader.language, anniversaryOn, "long");
  const more = facts.more > 0 ? [say("checkMore", { count: facts.more })] : [];
  const people = facts.people.map(({ name, email, role }) =>
    say("checkPerson", {
      person: name === "" ? email : say("checkNamed", { name, email }),
      role: say(`role.${role}`),
    }),
  );
  return {
    subject: say("checkSubject", { siteNumber }),
    blocks: [
      text(say("salutation", { name: facts.name })),
      text(say("checkIntro", { siteName, siteNumber, day })),
      { kind: "heading", text: say("checkContacts") },
      { kind: "facts", rows: facts.contacts.map((contact) => contactRow(say, contact)) },
      { kind: "action", label: say("checkOpenContacts"), href: `${reader.baseUrl}/sites/${siteId}/contacts` },
      { kind: "heading", text: say("checkPeople") },
      { kind: "list", items: [...people, ...more] },
      { kind: "action", label: say("checkOpenMembers"), href: `${reader.baseUrl}/sites/${siteId}/members` },
      text(say("checkDone")),
      ...closing(say, reader),
    ],
  };
}

function contactRow(say: MailSay, { type, name, email, isFallback }: CheckFacts["contacts"][number]) {
  const isOwn = !isFallback || type === "PRIMARY";
  const told = isOwn ? say("checkNamed", { name, email }) : say("checkFallback", { name, email });
  return [say(`type.${type}`), told] as const;
}

function closing(say: MailSay, { careEmail, vendorName }: MailReader): Block[] {
  return [text(say("help", { care: careEmail })), text(say("regards", { vendor: vendorName }))];
}
