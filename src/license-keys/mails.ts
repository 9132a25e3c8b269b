/** How mails about keys read: the license file (D-29), when asked for; and keys that the vendor has ended. */
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

/** To the administrators of the Key Center: once a site and deed. */
export interface EndedMailFacts {
  readonly siteId: string;
  /** Nine digits. */
  readonly siteNumber: string;
  readonly why:
    | { readonly state: "revoked"; readonly reason: string; readonly ticket: string }
    | { readonly state: "withdrawn" };
  /** The first of them; `host` is its name, null for an online key. */
  readonly keys: readonly {
    readonly product: string;
    readonly quantity: number;
    readonly host: string | null;
  }[];
  /** How many more there are. */
  readonly more: number;
}

export const licenseKeyMails = {
  "license-file": licenseFile,
  "license-key.ended": ended,
} satisfies MailTemplates;

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

function ended(facts: EndedMailFacts, { language, baseUrl, careEmail }: MailReader): MailContent {
  const say = keySay(language);
  const { siteId, siteNumber, why, keys, more } = facts;
  const items = keys.map(({ host, ...key }) =>
    say("mailEndedKey", { ...key, host: host ?? say("delivery.online") }),
  );
  return {
    subject: say("mailEndedSubject", { siteNumber }),
    blocks: [
      text(why.state === "revoked" ? say("mailEndedRevoked", { ...why }) : say("mailEndedWithdrawn")),
      { kind: "heading", text: say("mailEndedKeys") },
      { kind: "list", items: more === 0 ? items : [...items, say("mailEndedMore", { more })] },
      text(say("mailEndedWhat")),
      { kind: "action", label: say("mailEndedOpen"), href: `${baseUrl}/sites/${siteId}/license-keys` },
      text(say("mailEndedHelp", { care: careEmail })),
    ],
  };
}
