/**
 * Slow hashes for what people remember: argon2id, a few at once, so that memory is bounded however many sign in.
 *
 * Each hash tells its own parameters; `isOutdated` says when a stored one should be made again. Source: BAR 37, 38.
 */
import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { Problem } from "./problem.ts";

const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const MOST_AT_ONCE = 4;
const MOST_WAITING = 64;

let running = 0;
const waiting: (() => void)[] = [];
/** Stands in where nothing is stored, so that the comparison takes as long. */
const decoy = hash(randomBytes(16).toString("base64"), PARAMETERS);

/** NFKC first: the same password from every keyboard. */
export function hashSlowly(secret: string): Promise<string> {
  return inTurn(() => hash(secret.normalize("NFKC"), PARAMETERS));
}

/** False when nothing is stored, after as long as a comparison takes. */
export async function matchesSlowly(stored: string | undefined, secret: string): Promise<boolean> {
  const compared = stored ?? (await decoy);
  const isEqual = await inTurn(() => verify(compared, secret.normalize("NFKC")));
  return isEqual && stored !== undefined;
}

/** Whether a stored hash was made with other parameters than today's. */
export function isOutdated(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = PARAMETERS;
  return !stored.startsWith(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`);
}

async function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  if (running >= MOST_AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new Problem(503, "unavailable", { retryAfterSeconds: 2 });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next(); // hands its place on
  }
}
