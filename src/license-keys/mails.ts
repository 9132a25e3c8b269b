/** How the mail with a license file reads: D-29. To whoever got or returned keys, when asked for. */
import type { Block, MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { keySay } from "./texts.ts";

export interface FileMailFacts {
  readonly siteId: string;
  /** Nine digits. */
  readonly siteNumber: string;
  readonly name: string;
  readonly host: { readonly id: string; readonly name: string };
  readonly sequence: number;
  readonly fileName: string;
  readonly text: string;
  readonly products: readonly { readonly product: string; readonly quantity: number }[];
}

export const licenseKeyMails = { "license-file": licenseFile } satisfies MailTemplates;

const text = (words: string): Block => ({ kind: "text", text: words });

function licenseFile(facts: FileMailFacts, { language, baseUrl, vendorName }: MailReader): MailContent {
  const say = keySay(language);
  const { siteId, siteNumber, host, sequence, fileName, products } = facts;
  const held: Block[] =
    products.length === 0
      ? [text(say("mailEmpty"))]
      : [
          { kind: "heading", text: say("mailProducts") },
          { kind: "list", items: products.map((one) => say("mailProduct", one)) },
        ];
  return {
    subject: say("mailSubject", { host: host.name }),
    blocks: [
      text(say("mailSalutation", { name: facts.name })),
      text(say("mailIntro", { host: host.name, siteNumber, sequence })),
      ...held,
      text(say("mailInstall", { fileName })),
      { kind: "file", label: say("mailFile"), name: fileName, text: facts.text },
      {
        kind: "action",
        label: say("mailOpen"),
        href: `${baseUrl}/sites/${siteId}/license-keys/hosts/${host.id}`,
      },
      text(say("mailRegards", { vendor: vendorName })),
    ],
  };
}
