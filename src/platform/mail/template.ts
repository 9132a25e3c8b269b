/** How a module says what a message reads: blocks, from which both the text part and the HTML part are made. */
import type { Language } from "../language.ts";

export interface MailReader {
  readonly language: Language;
  /** Every link starts with it. */
  readonly baseUrl: string;
  readonly vendorName: string;
  readonly careEmail: string;
}

export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  /** A link to the portal; shown as a button, and in full below it. */
  | { readonly kind: "action"; readonly label: string; readonly href: string }
  | { readonly kind: "facts"; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: "code"; readonly label: string; readonly code: string }
  /** A short text file in full, line by line as it is: to be saved under its name. */
  | { readonly kind: "file"; readonly label: string; readonly name: string; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] };

export interface MailContent {
  readonly subject: string;
  readonly blocks: readonly Block[];
  /** Of mails that come again and again: a link of the portal that ends them at one POST, without signing in. */
  readonly unsubscribe?: string;
}

/** By name. What `queueMail` was given as facts comes back as it was. */
export type MailTemplates = Readonly<Record<string, (facts: never, reader: MailReader) => MailContent>>;
