/** What the contact is told of a request: that the passcode is on its way on paper, or why there is none. */
import type { Block, MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { passcodeSay } from "./texts.ts";

export interface RequestFacts {
  readonly name: string;
  readonly siteName: string;
  readonly siteNumber: string;
}

const text = (words: string): Block => ({ kind: "text", text: words });

function onItsWay(
  facts: RequestFacts & { readonly channel: "letter" | "fax" },
  reader: MailReader,
): MailContent {
  const say = passcodeSay(reader.language);
  const { siteNumber, siteName, name, channel } = facts;
  return {
    subject: say("wayMailSubject", { siteNumber }),
    blocks: [
      text(say("mailSalutation", { name })),
      text(say(channel === "fax" ? "wayMailFax" : "wayMailLetter", { siteName })),
      text(say("wayMailOld")),
      {
        kind: "action",
        label: say("toFirstAccess"),
        href: `${reader.baseUrl}/first-access?site=${siteNumber}`,
      },
      text(say("mailRegards", { vendor: reader.vendorName })),
    ],
  };
}

function rejected(facts: RequestFacts & { readonly reason: string }, reader: MailReader): MailContent {
  const say = passcodeSay(reader.language);
  const { siteNumber, siteName, name, reason } = facts;
  return {
    subject: say("noMailSubject", { siteNumber }),
    blocks: [
      text(say("mailSalutation", { name })),
      text(say("noMailText", { siteName })),
      { kind: "facts", rows: [[say("reason"), reason]] },
      text(say("noMailNext", { care: reader.careEmail })),
      text(say("mailRegards", { vendor: reader.vendorName })),
    ],
  };
}

export const passcodeMails = {
  "passcode-on-its-way": onItsWay,
  "passcode-request-rejected": rejected,
} satisfies MailTemplates;
