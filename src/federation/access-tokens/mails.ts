/** How the mail before the end of an access token reads. */
import type { LocalDate } from "../../platform/dates.ts";
import type { MailContent, MailReader, MailTemplates } from "../../platform/mail/template.ts";
import { dayText } from "../../web/locale/formats.ts";
import { tokenSay } from "./texts.ts";

interface EndingFacts {
  readonly siteId: string;
  readonly siteName: string;
  readonly siteNumber: string;
  readonly name: string;
  readonly expiresOn: LocalDate;
}

function ending(facts: EndingFacts, { language, baseUrl }: MailReader): MailContent {
  const say = tokenSay(language);
  const { siteId, siteName: site, siteNumber: number, name } = facts;
  const day = dayText(language, facts.expiresOn, "long");
  return {
    subject: say("endingSubject", { name, day }),
    blocks: [
      { kind: "text", text: say("endingText", { name, site, number, day }) },
      { kind: "action", label: say("endingOpen"), href: `${baseUrl}/sites/${siteId}/access-tokens` },
    ],
  };
}

export const accessTokenMails = { "access-token.ending": ending } satisfies MailTemplates;
