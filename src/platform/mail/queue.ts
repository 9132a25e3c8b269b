/**
 * Mail: queued in the transaction of its fact, rendered in the reader's language when it goes out, sent once.
 *
 * A message has exactly one recipient, a checked address. Its facts may hold links and codes: they are sealed, and wiped
 * once the message is out (the demo keeps them, for its mailbox). The Message-ID comes from the row, so a message that
 * a kill sends twice can be told by its reader's program.
 */
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Query } from "../database.ts";
import type { Instant } from "../dates.ts";
import { newId } from "../id.ts";
import type { Language } from "../language.ts";

declare module "../database.ts" {
  interface Tables {
    mails: {
      id: string;
      dedupeKey: string;
      toAddress: string;
      language: Language;
      template: string;
      sealedFacts: Buffer | null;
      state: "queued" | "sent" | "bounced";
      queuedAt: Instant | Date;
      sentAt: Instant | Date | null;
      attempts: number;
      lastError: string | null;
      /** Kept of those that are about a site. */
      subject: string | null;
      /** The mail server's own words when it took it: the proof of delivery. */
      serverReply: string | null;
    };
    /** What went out about a site, for its people to see. */
    deliveries: { siteId: string; mailId: string; about: Readonly<Record<string, string>> };
  }
}

export interface Message {
  readonly to: string;
  readonly language: Language;
  /** The name under which a module registered how it reads. */
  readonly template: string;
  readonly facts: Record<string, unknown>;
  /** One fact, one message: a second with the same key is not queued. */
  readonly dedupeKey: string;
  /** The site's people see that it went out, to whom and when it was delivered. Never with what is a person's alone. */
  readonly about?: About;
}

/** A site, and the ids and numbers of what the message tells of it: a quote, an order. */
export type About = { readonly siteId: string } & Readonly<Record<string, string>>;

export const DELIVER = "mail.deliver";

export async function queueMail(query: Query, context: Context, message: Message): Promise<void> {
  await queueMails(query, context, [message]);
}

/** Many at once, for what a feed brings. */
export async function queueMails(
  query: Query,
  context: Context,
  messages: readonly Message[],
): Promise<void> {
  if (messages.length === 0) return;
  const { secrets, jobs } = context.portal;
  const column = (of: (message: Message) => string) => sql`${messages.map(of)}::text[]`;
  const { rows: queued } = await sql<{ id: string; dedupeKey: string }>`
    insert into mails (id, dedupe_key, to_address, language, template, sealed_facts, queued_at)
    select id, dedupe_key, to_address, language, template, sealed_facts, ${context.now}::timestamptz
      from unnest(${column(() => newId("mail", context.now))}, ${column(({ dedupeKey }) => dedupeKey)},
                  ${column(({ to }) => to)}, ${column(({ language }) => language)},
                  ${column(({ template }) => template)}, ${messages.map(({ facts }) => secrets.seal(facts))}::bytea[])
           as fresh (id, dedupe_key, to_address, language, template, sealed_facts)
        on conflict (dedupe_key) do nothing
    returning id, dedupe_key`.execute(query);
  await insertDeliveries(query, queued, messages);
  await jobs.enqueue(
    query,
    DELIVER,
    queued.map(({ id }) => ({ mailId: id })),
  );
}

/** The reach of the transaction must include their sites. */
async function insertDeliveries(
  query: Query,
  queued: readonly { id: string; dedupeKey: string }[],
  messages: readonly Message[],
): Promise<void> {
  const aboutOf = new Map(messages.map(({ dedupeKey, about }) => [dedupeKey, about]));
  const rows = queued.flatMap(({ id, dedupeKey }) => {
    const { siteId, ...about } = aboutOf.get(dedupeKey) ?? {};
    return siteId === undefined ? [] : [{ siteId, mailId: id, about }];
  });
  if (rows.length === 0) return;
  await sql`
    insert into deliveries (site_id, mail_id, about)
    select row.site_id, row.mail_id, row.about
      from jsonb_to_recordset(${JSON.stringify(rows.map(({ siteId, mailId, about }) => ({ site_id: siteId, mail_id: mailId, about })))}::jsonb)
           as row (site_id text, mail_id text, about jsonb)`.execute(query);
}

export type QueuedMail = Awaited<ReturnType<typeof lockQueuedMail>>;

/** The message, locked against a second sender; undefined when it is out already or another sender has it. */
export async function lockQueuedMail(query: Query, mailId: string) {
  return query
    .selectFrom("mails")
    .select(["id", "toAddress", "language", "template", "sealedFacts"])
    .where("id", "=", mailId)
    .where("state", "=", "queued")
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

/** Whether it still has to go out, whoever has it locked. */
export async function isQueued(query: Query, mailId: string): Promise<boolean> {
  const row = await query
    .selectFrom("mails")
    .select("id")
    .where("id", "=", mailId)
    .where("state", "=", "queued")
    .executeTakeFirst();
  return row !== undefined;
}

/** Of other messages nothing is kept. */
const isAboutASite = sql<boolean>`exists (select from deliveries where deliveries.mail_id = mails.id)`;

/** Needs the reach of the vendor, to see whether it is about a site. */
export async function updateSentMail(
  query: Query,
  mailId: string,
  sent: { at: Date; wipe: boolean; subject: string | null; serverReply: string | null },
): Promise<void> {
  await sql`
    update mails
       set state = 'sent', sent_at = ${sent.at}, attempts = attempts + 1, last_error = null,
           subject = case when ${isAboutASite} then ${sent.subject}::text end,
           server_reply = case when ${isAboutASite} then ${sent.serverReply?.slice(0, 500) ?? null}::text end,
           sealed_facts = case when ${sent.wipe} then null else sealed_facts end
     where id = ${mailId}`.execute(query);
}

export async function updateFailedMail(
  query: Query,
  mailId: string,
  failure: { error: string; isFinal: boolean; subject: string | null },
) {
  await sql`
    update mails
       set subject = case when ${isAboutASite} then ${failure.subject}::text end,
           state = case when ${failure.isFinal} then 'bounced' else state end,
           attempts = attempts + 1, last_error = ${failure.error.slice(0, 500)}
     where id = ${mailId}`.execute(query);
}

/** The newest messages that are out and not wiped, to one address or to all. For the demo's mailbox. */
export async function listMails(query: Query, of: { to: string | null; limit: number }) {
  return query
    .selectFrom("mails")
    .select(["id", "toAddress", "language", "template", "sealedFacts", "state", "queuedAt", "sentAt"])
    .where("state", "=", "sent")
    .where("sealedFacts", "is not", null)
    .$if(of.to !== null, (rows) => rows.where(sql`lower(to_address)`, "=", (of.to ?? "").toLowerCase()))
    .orderBy("queuedAt", "desc")
    .orderBy("id", "desc")
    .limit(of.limit)
    .execute();
}

/** One message that is out; undefined once it was wiped. */
export async function findMail(query: Query, mailId: string) {
  return query
    .selectFrom("mails")
    .select(["id", "toAddress", "language", "template", "sealedFacts", "sentAt"])
    .where("id", "=", mailId)
    .where("state", "=", "sent")
    .where("sealedFacts", "is not", null)
    .executeTakeFirst();
}

/** Whether the last message to an address was refused for good: its reader should know. */
export async function isBouncing(query: Query, address: string): Promise<boolean> {
  const last = await query
    .selectFrom("mails")
    .select("state")
    .where("toAddress", "=", address)
    .where("state", "<>", "queued")
    .orderBy("queuedAt", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.state === "bounced";
}
