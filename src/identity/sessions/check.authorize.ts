/**
 * The one check of a password, behind the one lock: every way that asks for a password comes through here.
 *
 * Each address (known or not) is tried one at a time: a try is counted before its slow comparison, and taken back when
 * it succeeds. So however many come at once, five wrong ones are compared, and no right one is refused because of
 * another right one. An address that nobody has is locked alike. Source: BAR 4, 5, 14, 40, 41; DOMAIN §3.7.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../../platform/context.ts";
import { type Query, transaction } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { matchesSlowly as compare, hashSlowly, isOutdated } from "../../platform/hashing.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { Problem } from "../../platform/problem.ts";
import { findPasswordHash, updatePasswordHash } from "../people/store.ts";
import { LOCK } from "./rules.ts";
import { deleteLocks, giveTryBack, isLocked, keepFailure, reserveTry } from "./store.ts";

export interface Credentials {
  /** The key of the address. */
  readonly emailKey: string;
  readonly password: string;
  /** A device on which this person signed in before has tries of its own; null for any other. */
  readonly deviceId: string | null;
}

/** The person whose password it is. Undefined when it is wrong, or right while locked: nothing tells the two apart. */
export async function checkPassword(context: Context, asked: Credentials): Promise<string | undefined> {
  const lock = lockOf(context, asked.emailKey, asked.deviceId);
  return inTurn(lock.toString("hex"), async () => {
    const failures = await beginTry(context, lock);
    return failures === undefined ? undefined : finishTry(context, asked, { lock, failures });
  });
}

/** The address may be a stranger's: what is kept of it is worthless without a key outside the database. */
export function lockOf({ portal }: Context, emailKey: string, deviceId: string | null): Buffer {
  const text = deviceId === null ? emailKey : `${emailKey} ${deviceId}`;
  return portal.secrets.authenticate("sign-in lock", text);
}

const PATIENCE_MS = 8_000;

/** Waits while another process compares a try; undefined when the address is locked. */
async function beginTry({ db, now }: Context, lock: Buffer): Promise<number | undefined> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; ) {
    const failures = await reserveTry(db, lock, { now, ...LOCK });
    if (failures !== undefined) return failures;
    if (await isLocked(db, lock, now)) return undefined;
    await sleep(5 + Math.random() * 10);
  }
  throw new Problem(503, "unavailable", { retryAfterSeconds: 2 });
}

interface Try {
  readonly lock: Buffer;
  readonly failures: number;
}

async function finishTry(context: Context, asked: Credentials, made: Try): Promise<string | undefined> {
  const { db } = context;
  const person = await findPasswordHash(db, asked.emailKey);
  const isRight = await compare(person?.passwordHash ?? undefined, asked.password).catch(async (error) => {
    await giveTryBack(db, made.lock); // nothing was compared
    throw error;
  });
  if (!isRight || person === undefined) return refuse(context, person, made);
  if (person.passwordHash !== null && isOutdated(person.passwordHash)) {
    await updatePasswordHash(db, person.id, await hashSlowly(asked.password));
  }
  await deleteLocks(db, [made.lock]);
  return person.id;
}

type Owner = Awaited<ReturnType<typeof findPasswordHash>>;

async function refuse(context: Context, owner: Owner, { lock, failures }: Try): Promise<undefined> {
  const isLast = failures === LOCK.most;
  await transaction(context.db, {}, async (query) => {
    await keepFailure(query, lock);
    if (isLast && owner !== undefined) await tellOwner(query, context, owner);
    const name = isLast ? "sign-in.locked" : "sign-in.refused";
    await emit(query, context, { name, personId: owner?.id ?? null, facts: { failures } });
  });
}

/** At most once an hour, however often strangers try. */
async function tellOwner(query: Query, context: Context, { id, email, language }: NonNullable<Owner>) {
  const at = context.now.toISOString();
  const facts = { at, minutes: LOCK.lockMinutes };
  const dedupeKey = `identity.locked ${id} ${at.slice(0, 13)}`;
  await queueMail(query, context, { to: email, language, template: "identity.locked", facts, dedupeKey });
}

const tails = new Map<string, Promise<unknown>>();
const MOST_IN_LINE = 200;
let inLine = 0;

/** One after another for each key: those that wait in line ask nothing of the database. */
async function inTurn<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
  if (inLine >= MOST_IN_LINE) throw new Problem(503, "unavailable", { retryAfterSeconds: 2 });
  inLine += 1;
  const mine = (tails.get(key) ?? Promise.resolve()).then(work, work);
  tails.set(key, mine);
  try {
    return await mine;
  } finally {
    inLine -= 1;
    if (tails.get(key) === mine) tails.delete(key);
  }
}
