/**
 * The one lock, and the checks behind it: every way to sign in comes through here, whatever it asks for.
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
import { takeCode } from "../factors/codes.authorize.ts";
import { type Factors, findFactors, hasFactor } from "../factors/store.ts";
import { findPasswordHash, type PersonRow, updatePasswordHash } from "../people/store.ts";
import { LOCK } from "./rules.ts";
import { deleteLocks, giveTryBack, isLocked, keepFailure, reserveTry, type Strength } from "./store.ts";

/** Whose tries these are: of an address, or of one device of it. */
export interface Tried {
  /** The key of the address. */
  readonly emailKey: string;
  /** A device on which this person signed in before has tries of its own; null for any other. */
  readonly deviceId: string | null;
}

export interface Credentials extends Tried {
  readonly password: string;
}

/**
 * What a look at one try found. Right: nothing counts any more. Half: what was given is right, but more is asked for, so
 * the try counts neither for nor against. Wrong: it counts.
 */
export type Verdict<Value> =
  | { readonly kind: "right" | "half"; readonly value: Value }
  | { readonly kind: "wrong"; readonly owner: Owner };

/** One try of an address, whatever is tried. Undefined when it is wrong, or right while locked: nothing tells the two apart. */
export async function tryOnce<Value>(
  context: Context,
  { emailKey, deviceId }: Tried,
  look: () => Promise<Verdict<Value>>,
): Promise<Value | undefined> {
  const { db } = context;
  const lock = lockOf(context, emailKey, deviceId);
  return inTurn(lock.toString("hex"), async () => {
    const failures = await beginTry(context, lock);
    if (failures === undefined) return undefined;
    const verdict = await look().catch(async (error) => {
      await giveTryBack(db, lock); // nothing was compared
      throw error;
    });
    if (verdict.kind === "wrong") return refuse(context, verdict.owner, { lock, failures });
    if (verdict.kind === "half") await giveTryBack(db, lock);
    else await deleteLocks(db, [lock]);
    return verdict.value;
  });
}

/** The person whose password it is. For whoever has a second factor this alone takes no failure away. */
export async function checkPassword(context: Context, asked: Credentials): Promise<string | undefined> {
  return tryOnce(context, asked, async () => {
    const { owner, isRight } = await comparePassword(context, asked);
    if (!isRight || owner === undefined) return { kind: "wrong", owner };
    const hasMore = hasFactor(await findFactors(context.db, owner.id));
    return { kind: hasMore ? "half" : "right", value: owner.id };
  });
}

export interface Checked {
  readonly personId: string;
  /** Null: the password is right, and a second factor is asked for. */
  readonly strength: Strength | null;
  readonly factors: Factors;
}

/** A password, and a code where the person has a second factor: one try for both. */
export async function checkSignIn(
  context: Context,
  asked: Credentials & { readonly code?: string | undefined },
): Promise<Checked | undefined> {
  return tryOnce<Checked>(context, asked, async () => {
    const { owner, isRight } = await comparePassword(context, asked);
    if (!isRight || owner === undefined) return { kind: "wrong", owner };
    const personId = owner.id;
    const factors = await findFactors(context.db, personId);
    if (!hasFactor(factors)) return { kind: "right", value: { personId, strength: "password", factors } };
    if (asked.code === undefined) return { kind: "half", value: { personId, strength: null, factors } };
    if (!(await takeCode(context, personId, asked.code))) return { kind: "wrong", owner };
    return { kind: "right", value: { personId, strength: "two-factor", factors } };
  });
}

/** The comparison takes as long for an address that nobody has. A hash of yesterday is made again. */
export async function comparePassword({ db }: Context, { emailKey, password }: Credentials) {
  const owner = await findPasswordHash(db, emailKey);
  const hash = owner?.passwordHash ?? undefined;
  const isRight = await compare(hash, password);
  if (isRight && owner !== undefined && hash !== undefined && isOutdated(hash)) {
    await updatePasswordHash(db, owner.id, await hashSlowly(password));
  }
  return { owner, isRight };
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

type Owner = Pick<PersonRow, "id" | "email" | "language"> | undefined;

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
