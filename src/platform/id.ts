import { randomBytes, randomFillSync } from "node:crypto";

/** Crockford base 32: no I, L, O, U. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** A sortable id that tells its kind: newId("key", now) is "key_" and 24 characters, time first. */
export function newId(kind: string, now: Date): string {
  let time = "";
  for (let rest = now.getTime(); time.length < 10; rest = Math.floor(rest / 32))
    time = ALPHABET[rest % 32] + time;
  return `${kind}_${time}${newCode(14)}`;
}

/** Random bytes, asked of the machine for many at a time; each is given out once. */
const pool = Buffer.alloc(4096);
let used = pool.length;

function nextByte(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const byte = pool[used] ?? 0;
  pool[used] = 0;
  used += 1;
  return byte;
}

/** Random characters of Crockford base 32, five bits each. */
export function newCode(length: number): string {
  let code = "";
  for (let i = 0; i < length; i++) code += ALPHABET[nextByte() % 32];
  return code;
}

/** A secret for links and cookies: 256 random bits, URL-safe. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}
