/** To the administrators of a Key Center whose hosts have new files after a compromise: once a site and key. */
import type { MailContent, MailReader, MailTemplates } from "../../platform/mail/template.ts";
import { resigningSay } from "./texts.ts";

export interface ResignedFacts {
  readonly siteId: string;
  /** Nine digits. */
  readonly siteNumber: string;
  readonly siteName: string;
}

function resigned({ siteId, siteNumber, siteName }: ResignedFacts, reader: MailReader): MailContent {
  const say = resigningSay(reader.language);
  return {
    subject: say("mailSubject", { siteNumber }),
    blocks: [
      { kind: "text", text: say("mailText") },
      { kind: "facts", rows: [[say("mailSite"), `${siteName} (${siteNumber})`]] },
      { kind: "text", text: say("mailWhat") },
      { kind: "text", text: say("mailOnline") },
      { kind: "action", label: say("mailOpen"), href: `${reader.baseUrl}/sites/${siteId}/license-keys` },
    ],
  };
}

export const resigningMails: MailTemplates = { "license-file.resigned": resigned };
