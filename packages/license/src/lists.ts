/** Lists that widen or narrow trust: keys that follow one another, and what was revoked. */
import { fromBase64url } from "./bytes.ts";
import { type LocalCode, type Read, type Refusal, refused } from "./codes.ts";
import type { KeyList, RevocationList } from "./documents.ts";
import { readKeys, readRevocations } from "./read.ts";
import { findClockFault, isOlder, type State } from "./state.ts";
import { keyIdOf, type Trust } from "./trust.ts";

/** What a list was worth: `ok`, or why it was not heeded. */
export type Learned = { readonly ok: true; readonly code: "ok" } | Refusal;

/**
 * From now on the list's keys are trusted too: a key that is trusted already has signed them. Takes nothing away, and
 * never lifts a compromise. `now` in milliseconds since 1970 UTC.
 */
export async function learnKeys(text: string, trust: Trust, state: State, now: number): Promise<Learned> {
  const read = await readKeys(text, trust);
  const fault = findFault("keys", read, state, now);
  if (fault || !read.ok) return fault ?? read;
  if (await trustListed(read.value, trust)) state.lists = [...state.lists, text];
  return read;
}

/**
 * From now on the list's keys are revoked and its signing keys compromised, in place of what the list before it said;
 * but once compromised stays compromised.
 */
export async function learnRevocations(
  text: string,
  trust: Trust,
  state: State,
  now: number,
): Promise<Learned> {
  const read = await readRevocations(text, trust);
  if (!read.ok) return read;
  const { signingKeys, keys } = read.value;
  // First: a greater sequence that only a stolen key told does not count.
  state.compromised = [...new Set([...state.compromised, ...signingKeys])];
  for (const id of signingKeys) trust.compromised.add(id);
  const fault = findFault("revocations", read, state, now);
  if (!fault) state.revoked = keys;
  return fault ?? read;
}

function findFault(
  what: string,
  read: Read<KeyList | RevocationList>,
  state: State,
  now: number,
): Refusal | undefined {
  if (!read.ok) return read;
  const { issuedAt, sequence, keyId } = read.value;
  const isPassed = (): boolean => isOlder(state, what, sequence, keyId);
  return (
    findClockFault(state, now, issuedAt) ??
    (isPassed() ? refused<LocalCode>("older_list", `${sequence}`) : undefined)
  );
}

/** What the lists in a state taught, at a program's start; their signatures are verified again. */
export async function recall(trust: Trust, state: State): Promise<void> {
  for (const text of state.lists) {
    const read = await readKeys(text, trust);
    if (read.ok) await trustListed(read.value, trust);
  }
  for (const id of state.compromised) trust.compromised.add(id);
}

/** Whether any of them was new. */
async function trustListed({ keys }: KeyList, trust: Trust): Promise<boolean> {
  const before = trust.keys.size;
  for (const { id, publicKey } of keys) {
    const key = fromBase64url(publicKey);
    if (key?.length === 32 && (await keyIdOf(key)) === id) trust.keys.set(id, key);
  }
  return trust.keys.size > before;
}
