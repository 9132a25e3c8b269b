/**
 * What a program remembers from one start to the next: the greatest instant and the greatest sequences it has seen,
 * and what verified lists taught it. The program keeps it where it likes, in several places if it likes: `mergeStates`
 * takes the later of each, so an old copy that is put back lowers nothing that another copy, or a newer file, tells.
 */
import { type CheckCode, type Refusal, refused } from "./codes.ts";
import { type Guard, isCount, isShaped, isText, listOf, orNull } from "./payload.ts";

/** A seat that this program holds, or asked for and waits to hear of. */
export interface SeatState {
  readonly nonce: string;
  /** Of the question whose answer is not known yet; null when all questions are answered. */
  attempt: string | null;
  leaseId: string | null;
  sequence: number;
  token: string | null;
  borrowDays: number | null;
}

export interface Mark {
  readonly sequence: number;
  /** Of the signing key that told it. */
  readonly keyId: string;
}

export interface State {
  /** The greatest instant seen, in milliseconds since 1970 UTC; 0: none. */
  time: number;
  /** How often the portal's own clock has put `time` right. */
  mended: number;
  /** What was seen (a host's file, a lease, a list) to its greatest sequence. */
  seen: Readonly<Record<string, Mark>>;
  /** Ids of license keys, from the newest revocation list. */
  revoked: readonly string[];
  /** Ids of signing keys. */
  compromised: readonly string[];
  /** The texts of key lists that taught a new key, oldest first; verified again at every start. */
  lists: readonly string[];
  seat: SeatState | null;
  activationId: string | null;
}

/** Where a program keeps its state: a text. `load` answers null where there is none yet. */
export interface Store {
  load(): string | null | Promise<string | null>;
  save(text: string): void | Promise<void>;
}

/** A clock may be so far behind the greatest instant seen: time zones, batteries, people. Milliseconds. */
export const BEHIND_MS = 24 * 3_600_000;
/** And what was issued so far ahead of it. Milliseconds. */
export const AHEAD_MS = 5 * 60_000;

export const newState = (): State => ({
  time: 0,
  mended: 0,
  seen: {},
  revoked: [],
  compromised: [],
  lists: [],
  seat: null,
  activationId: null,
});

const isMark: Guard<Mark> = isShaped<Mark>({ sequence: isCount, keyId: isText });

const isSeat: Guard<SeatState> = isShaped<SeatState>({
  nonce: isText,
  attempt: orNull(isText),
  leaseId: orNull(isText),
  sequence: isCount,
  token: orNull(isText),
  borrowDays: orNull(isCount),
});

const isState: Guard<State> = isShaped<State>({
  time: isCount,
  mended: isCount,
  seen: (value): value is State["seen"] => isShaped({})(value) && Object.values(value).every(isMark),
  revoked: listOf(isText),
  compromised: listOf(isText),
  lists: listOf(isText),
  seat: orNull(isSeat),
  activationId: orNull(isText),
});

/** The state that a text holds; a new one where it holds none. */
export function readState(text: string | null): State {
  try {
    const state: unknown = JSON.parse(text ?? "");
    if (isState(state)) return state;
  } catch {} // no text, or none of ours
  return newState();
}

/** Of two memories the later of each. What a stolen key told comes behind all else. */
export function mergeStates(mine: State, other: State): State {
  const compromised = [...new Set([...mine.compromised, ...other.compromised])];
  const rank = (mark: Mark | undefined): number =>
    !mark || compromised.includes(mark.keyId) ? -1 : mark.sequence;
  const seen = { ...other.seen, ...mine.seen };
  for (const [name, mark] of Object.entries(other.seen)) if (rank(mark) > rank(seen[name])) seen[name] = mark;
  const ofClock = mine.mended - other.mended || mine.time - other.time;
  const { time, mended } = ofClock < 0 ? other : mine;
  const { revoked } = seen["revocations"] === mine.seen["revocations"] ? mine : other;
  return {
    ...mine,
    time,
    mended,
    seen,
    revoked,
    compromised,
    lists: [...new Set([...other.lists, ...mine.lists])],
  };
}

/** BAR 10: whether this clock can be believed for something issued then; a clock that can is remembered. */
export function findClockFault(state: State, now: number, issuedAt: string): Refusal<CheckCode> | undefined {
  if (now < state.time - BEHIND_MS) return refused("clock_rolled_back", iso(state.time));
  const issued = Date.parse(issuedAt);
  if (issued > now + AHEAD_MS) return refused("not_yet", issuedAt);
  state.time = Math.max(state.time, now, issued);
  return undefined;
}

/** Whether a greater sequence of the same thing was seen, told by a key that is still good; the greatest is remembered. */
export function isOlder(state: State, what: string, sequence: number, keyId: string): boolean {
  const greatest = state.seen[what];
  if (greatest && sequence < greatest.sequence && !state.compromised.includes(greatest.keyId)) return true;
  // Of leases only the newest: they end by themselves.
  const others = Object.entries(state.seen).filter(([name]) => !/^lease/.test(what) || !/^lease/.test(name));
  state.seen = { ...Object.fromEntries(others), [what]: { sequence, keyId } };
  return false;
}

/** Never throws: a state may hold any number. */
export const iso = (time: number): string => `${new Date(time).toJSON()}`;
