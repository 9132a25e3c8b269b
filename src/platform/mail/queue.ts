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
    };
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
}

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
  const rows = messages.map(({ to, language, template, facts, dedupeKey }) => ({
    id: newId("mail", context.now),
    dedupeKey,
    toAddress: to,
    language,
    template,
    sealedFacts: secrets.seal(facts),
    state: "queued" as const,
    queuedAt: context.now,
    sentAt: null,
    attempts: 0,
    lastError: null,
  }));
  const queued = await query
    .insertInto("mails")
    .values(rows)
    .onConflict((conflict) => conflict.column("dedupeKey").doNothing())
    .returning("id")
    .execute();
  await jobs.enqueue(
    query,
    DELIVER,
    queued.map(({ id }) => ({ mailId: id })),
  );
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

export async function updateSentMail(
  query: Query,
  mailId: string,
  sent: { at: Date; wipe: boolean },
): Promise<void> {
  await sql`
    update mails
       set state = 'sent', sent_at = ${sent.at}, attempts = attempts + 1, last_error = null,
           sealed_facts = case when ${sent.wipe} then null else sealed_facts end
     where id = ${mailId}`.execute(query);
}

export async function updateFailedMail(
  query: Query,
  mailId: string,
  failure: { error: string; isFinal: boolean },
) {
  await sql`
    update mails
       set state = case when ${failure.isFinal} then 'bounced' else state end,
           attempts = attempts + 1, last_error = ${failure.error.slice(0, 500)}
     where id = ${mailId}`.execute(query);
}

/** The newest messages that are out, to one address or to all. For the demo's mailbox. */
export async function listMails(query: Query, of: { to: string | null; limit: number }) {
  return query
    .selectFrom("mails")
    .select(["id", "toAddress", "language", "template", "sealedFacts", "state", "queuedAt", "sentAt"])
    .where("state", "=", "sent")
    .$if(of.to !== null, (rows) => rows.where(sql`lower(to_address)`, "=", (of.to ?? "").toLowerCase()))
    .orderBy("queuedAt", "desc")
    .orderBy("id", "desc")
    .limit(of.limit)
    .execute();
}

/** One message that is out; its facts are gone once it was wiped. */
export async function findMail(query: Query, mailId: string) {
  return query
    .selectFrom("mails")
    .select(["id", "toAddress", "language", "template", "sealedFacts", "sentAt"])
    .where("id", "=", mailId)
    .where("state", "=", "sent")
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
