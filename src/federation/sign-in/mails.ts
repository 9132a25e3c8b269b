/** How the mail after a link reads: whoever did not do it must know. */
import type { MailContent, MailReader, MailTemplates } from "../../platform/mail/template.ts";
import { companySay } from "./texts.ts";

function linked({ issuer }: { issuer: string }, { language, careEmail: care }: MailReader): MailContent {
  const say = companySay(language);
  return {
    subject: say("linkedSubject"),
    blocks: [
      { kind: "text", text: say("linkedText", { host: new URL(issuer).host }) },
      { kind: "text", text: say("linkedUnexpected", { care }) },
    ],
  };
}

export const companySignInMails = { "company.linked": linked } satisfies MailTemplates;
