/**
 * The line to the portal: whom it asks, in whose name, with which memory. One question is asked again when its answer
 * is lost on the way, word for word and with the same `attempt`: the portal does once what it asks.
 */
import type { Program } from "./check.ts";
import type { LocalCode, OnlineCode, Read, Refusal } from "./codes.ts";
import type { HostFact } from "./documents.ts";
import { learnKeys, learnRevocations } from "./lists.ts";
import { mergeStates, readState, type State, type Store } from "./state.ts";
import type { Trust } from "./trust.ts";

export interface Line {
  /** The address that the questions' paths are added to. */
  readonly base: string;
  /** In every question: the online key and the machine. */
  readonly asker: { readonly key: string; readonly machine: string };
  readonly program: Program;
  readonly hosts: readonly HostFact[];
  readonly trust: Trust;
  /** Is changed in place. */
  readonly state: State;
  readonly store: Store | undefined;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** A nonce, an attempt: 128 random bits as 22 characters. */
  readonly draw: () => string;
  readonly timeoutMs: number;
}

/** `status` 0: the portal is away; no network, no time, no database, too many questions. */
export interface Reply {
  readonly status: number;
  readonly code: OnlineCode;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Before the second try and the third, in milliseconds. */
const PAUSES = [250, 1000];
/** A portal that wants a longer rest than so many seconds is as good as away. */
const LONGEST_REST = 5;

export async function ask(line: Line, method: string, path: string, question?: object): Promise<Reply> {
  const { base, asker, sleep } = line;
  const body = question ? JSON.stringify({ ...asker, ...question }) : null;
  const headers = { "content-type": "application/json" };
  for (let tries = 0; ; tries++) {
    let rest = 0;
    try {
      const signal = AbortSignal.timeout(line.timeoutMs);
      const response = await line.fetch(base + path, { method, signal, headers, body });
      const { status } = response;
      if (status < 500 && status !== 429) {
        const said = await response.json().then(Object);
        return { status, code: status < 300 ? "ok" : (said.code ?? `http_${status}`), body: said };
      }
      rest = Number(response.headers.get("retry-after")) || 0;
    } catch {} // the answer is lost: asked again below
    const pause = PAUSES[tries];
    if (!pause || rest > LONGEST_REST) return { status: 0, code: "unreachable", body: {} };
    await sleep(Math.max(pause, rest * 1000));
  }
}

/** What another copy of this program wrote in the meantime is not lowered. */
export async function save({ state, store }: Line): Promise<void> {
  if (!store) return;
  Object.assign(state, mergeStates(state, readState(await store.load())));
  await store.save(JSON.stringify(state));
}

/** Reads; and once more with the portal's newest keys, where a key was not known. */
export async function readOnline<Value>(
  line: Line,
  reader: (text: string, trust: Trust) => Promise<Read<Value>>,
  text: unknown,
): Promise<Read<Value>> {
  const read = await reader(String(text), line.trust);
  if (read.code !== "unknown_key") return read;
  await update(line);
  return reader(String(text), line.trust);
}

/** The portal's newest lists of signing keys and of revocations. The answer is what the latter was worth. */
export async function update(line: Line): Promise<{ readonly ok: true } | Refusal<LocalCode>> {
  const { trust, state, now } = line;
  const keys = await ask(line, "GET", "public-keys");
  for (const list of Object.values(keys.body["lists"] ?? {}))
    await learnKeys(String(list), trust, state, now());
  const revoked = await ask(line, "GET", "revocations");
  const learned = await learnRevocations(String(revoked.body["list"]), trust, state, now());
  await save(line);
  return learned;
}
