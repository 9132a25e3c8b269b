/**
 * The way of a message out of the house: locked, rendered, handed to the mail server, marked as sent, in that order.
 *
 * A server that takes it and a portal that dies before it marks it means one more, with the same Message-ID; nothing
 * else ever does. A server that refuses the recipient for good ends it; anything else is tried again later. A demo
 * without a mail server keeps its mails for the mailbox.
 */
import { createTransport, type SentMessageInfo } from "nodemailer";
import type { Portal } from "../context.ts";
import { transaction } from "../database.ts";
import type { Job } from "../jobs.ts";
import { parseAddress } from "./address.ts";
import {
  DELIVER,
  isQueued,
  lockQueuedMail,
  type QueuedMail,
  updateFailedMail,
  updateSentMail,
} from "./queue.ts";
import { type RenderedMail, renderMail } from "./render.ts";
import type { MailReader, MailTemplates } from "./template.ts";

/** Tries over some four days, ever more slowly: a mail server may be away over a weekend. */
const RETRIES = 40;

export function mailJobs(portal: Portal, templates: MailTemplates): Job[] {
  const run = async (data: { mailId?: string }) => deliverMail(portal, templates, data.mailId ?? "");
  return [{ name: DELIVER, run, concurrency: 3, retries: RETRIES }];
}

/** Throws when it must be tried again; by then the row tells why. */
export async function deliverMail(portal: Portal, templates: MailTemplates, mailId: string): Promise<void> {
  const failure = await transaction(portal.db, { vendor: true }, async (query) => {
    const mail = await lockQueuedMail(query, mailId);
    if (mail === undefined)
      return (await isQueued(query, mailId)) ? new Error("another sender has it") : undefined;
    const { subject, serverReply, error } = await send(portal, templates, mail);
    if (error === undefined) {
      const wipe = portal.config.mode !== "demo";
      await updateSentMail(query, mailId, { at: portal.clock.now(), wipe, subject, serverReply });
      return undefined;
    }
    const isFinal = isRefusedForGood(error);
    await updateFailedMail(query, mailId, { error: sentenceOf(error), isFinal, subject });
    return isFinal ? undefined : error;
  });
  if (failure !== undefined) throw failure;
}

/** How a message of this portal reads, for whoever shows it. */
export function readerOf({ config }: Portal, language: MailReader["language"]): MailReader {
  const { baseUrl, vendorName, careEmail } = config;
  return { language, baseUrl, vendorName, careEmail };
}

interface Sent {
  readonly subject: string | null;
  /** What the mail server said when it took it; null without a mail server. */
  readonly serverReply: string | null;
  readonly error: Error | undefined;
}

async function send(portal: Portal, templates: MailTemplates, mail: NonNullable<QueuedMail>): Promise<Sent> {
  let subject: string | null = null;
  try {
    const facts = mail.sealedFacts === null ? {} : portal.secrets.unseal(mail.sealedFacts);
    const what = { template: mail.template, facts };
    const rendered = renderMail(templates, what, readerOf(portal, mail.language));
    subject = rendered.subject;
    // Without a mail server the demo's mailbox shows it.
    const serverReply = portal.config.smtpUrl === null ? null : await sendBySmtp(portal, mail, rendered);
    return { subject, serverReply, error: undefined };
  } catch (error) {
    return { subject, serverReply: null, error: asError(error) };
  }
}

const WAIT_MS = 20_000;
/** Below the minute after which PostgreSQL ends an idle transaction. */
const DEADLINE_MS = 45_000;

/** One connection a message: one that hangs holds up no other. */
async function sendBySmtp(
  portal: Portal,
  mail: NonNullable<QueuedMail>,
  rendered: RenderedMail,
): Promise<string> {
  const { mailFrom, baseUrl, smtpUrl } = portal.config;
  const address = parseAddress(mail.toAddress);
  if (address === undefined) throw new RefusedAddress(`not one address: ${mail.id}`);
  const transport = createTransport({
    url: smtpUrl ?? "",
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    socketTimeout: WAIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const sending = transport.sendMail({
    from: mailFrom,
    to: { name: "", address: address.email },
    subject: rendered.subject,
    text: rendered.text,
    html: rendered.html,
    messageId: `<${mail.id}@${new URL(baseUrl).hostname}>`,
    headers: { "Auto-Submitted": "auto-generated", ...unsubscribing(rendered) },
  });
  try {
    const { response } = await withDeadline(sending);
    return oneLine(String(response));
  } finally {
    transport.close();
  }
}

/** One press in the reader's mail program ends such mails. Source: RFC 2369, RFC 8058. */
function unsubscribing({ unsubscribe }: RenderedMail): Record<string, string> {
  if (unsubscribe === null) return {};
  return { "List-Unsubscribe": `<${unsubscribe}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}

async function withDeadline(sending: Promise<SentMessageInfo>): Promise<SentMessageInfo> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("the mail server did not answer in time")), DEADLINE_MS);
  try {
    return await Promise.race([sending, tooLate]);
  } finally {
    clearTimeout(timer);
    sending.catch(() => {}); // it may still fail after its deadline
  }
}

class RefusedAddress extends Error {}

/** A 5xx to the recipient or to the message itself. To the sender or to our name it is a fault of our settings. */
function isRefusedForGood(error: Error): boolean {
  if (error instanceof RefusedAddress) return true;
  const { responseCode, command } = error as { responseCode?: number; command?: string };
  return (responseCode ?? 0) >= 500 && (command === "RCPT TO" || command === "DATA");
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Without what a server may have repeated of our letter. */
function sentenceOf(error: Error): string {
  return oneLine(error.message);
}

function oneLine(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}]+/gu, " ");
}
