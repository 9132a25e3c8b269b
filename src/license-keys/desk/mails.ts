/** How the mail reads that tells a site what licence support did for it. */
import type { MailContent, MailReader, MailTemplates } from "../../platform/mail/template.ts";
import { keySay } from "../texts.ts";
import { deskSay } from "./texts.ts";

export interface HelpFacts {
  readonly siteId: string;
  /** Nine digits. */
  readonly siteNumber: string;
  readonly siteName: string;
  readonly what: "issued" | "returned";
  readonly product: string;
  readonly quantity: number;
  /** Its name; "online" for an online key. */
  readonly host: string;
  readonly ticket: string;
}

function onBehalf(facts: HelpFacts, { language, baseUrl, careEmail }: MailReader): MailContent {
  const say = deskSay(language);
  const { siteId, siteName, siteNumber, what, product, quantity, ticket } = facts;
  const host = facts.host === "online" ? keySay(language)("delivery.online") : facts.host;
  const title = say(what === "issued" ? "mailIssued" : "mailReturned");
  return {
    subject: say("mailSubject", { ticket }),
    blocks: [
      { kind: "text", text: title },
      {
        kind: "facts",
        rows: [
          [say("site"), `${siteName} (${siteNumber})`],
          [say("product"), product],
          [say("quantity"), String(quantity)],
          [say("host"), host],
          [say("ticket"), ticket],
        ],
      },
      { kind: "action", label: say("mailOpen"), href: `${baseUrl}/sites/${siteId}/license-keys` },
      { kind: "text", text: say("mailUnexpected", { care: careEmail }) },
    ],
  };
}

export const deskMails: MailTemplates = { "license-key.on-behalf": onBehalf };
