/** How the mail about a proof that is gone reads. */
import type { MailContent, MailReader, MailTemplates } from "../../platform/mail/template.ts";
import { providerSay } from "./texts.ts";

interface UnprovedFacts {
  readonly siteId: string;
  readonly domain: string;
  readonly record: string;
}

function unproved({ siteId, domain, record }: UnprovedFacts, { language, baseUrl }: MailReader): MailContent {
  const say = providerSay(language);
  return {
    subject: say("unprovedSubject", { domain }),
    blocks: [
      { kind: "text", text: say("unprovedText", { domain, record }) },
      {
        kind: "action",
        label: say("unprovedOpen"),
        href: `${baseUrl}/sites/${siteId}/identity-providers`,
      },
    ],
  };
}

export const identityProviderMails = { "identity-provider.unproved": unproved } satisfies MailTemplates;
