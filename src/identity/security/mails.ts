/** What the owner of an ID is told of its security: at most once an hour of each kind. Source: BAR 40; ASVS 6.3.5, 6.3.7. */
import type { Context } from "../../platform/context.ts";
import type { Query } from "../../platform/database.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import type { MailContent, MailReader, MailTemplates } from "../../platform/mail/template.ts";
import { found } from "../../platform/problem.ts";
import { whenText } from "../../web/locale/formats.ts";
import { findPerson } from "../people/store.ts";
import { sayIn } from "./texts.ts";

export const NOTICES = [
  "passkey-added",
  "passkey-removed",
  "authenticator-added",
  "authenticator-removed",
  "recovery-codes-made",
] as const;
export type Notice = (typeof NOTICES)[number];

interface Told {
  readonly personId: string;
  readonly kind: Notice | "new-device";
  /** The browser, in words. */
  readonly agent?: string | null;
}

export async function tellOwner(
  query: Query,
  context: Context,
  { personId, kind, agent = null }: Told,
): Promise<void> {
  const { email: to, language } = found(await findPerson(query, { id: personId }), "person");
  const at = context.now.toISOString();
  const template = kind === "new-device" ? "identity.new-device" : "identity.factor-changed";
  const facts = kind === "new-device" ? { at, agent, address: context.address } : { at, kind };
  const dedupeKey = `identity.${kind} ${personId} ${at.slice(0, 13)}`;
  await queueMail(query, context, { to, language, template, facts, dedupeKey });
}

function factorChanged(facts: { at: string; kind: Notice }, reader: MailReader): MailContent {
  const say = sayIn(reader.language);
  const at = whenText(reader.language, facts.at);
  return {
    subject: say(`mail.${facts.kind}`),
    blocks: [
      { kind: "text", text: say("mail.changedText", { vendor: reader.vendorName, at }) },
      { kind: "facts", rows: [[say("mail.what"), say(`mail.${facts.kind}`)]] },
      { kind: "text", text: say("mail.notYou", { care: reader.careEmail }) },
      { kind: "action", label: say("security"), href: `${reader.baseUrl}/profile/security` },
    ],
  };
}

function newDevice(
  facts: { at: string; agent: string | null; address: string | null },
  reader: MailReader,
): MailContent {
  const say = sayIn(reader.language);
  const at = whenText(reader.language, facts.at);
  return {
    subject: say("mail.new-device"),
    blocks: [
      { kind: "text", text: say("mail.deviceText", { vendor: reader.vendorName }) },
      {
        kind: "facts",
        rows: [
          [say("mail.when"), at],
          [say("device"), facts.agent ?? say("unknownDevice")],
          [say("address"), facts.address ?? "–"],
        ],
      },
      { kind: "text", text: say("mail.notYou", { care: reader.careEmail }) },
      { kind: "action", label: say("security"), href: `${reader.baseUrl}/profile/security` },
    ],
  };
}

export const securityMails: MailTemplates = {
  "identity.factor-changed": factorChanged,
  "identity.new-device": newDevice,
};
