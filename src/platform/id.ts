import { randomBytes } from "node:crypto";

/** Crockford base 32: no I, L, O, U. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** A sortable id that tells its kind: newId("key", now) is "key_" and 24 characters, time first. */
export function newId(kind: string, now: Date): string {
  const time = Array.from({ length: 10 }, (_, i) => ALPHABET[Math.floor(now.getTime() / 32 ** (9 - i)) % 32]);
  return `${kind}_${time.join("")}${newCode(14)}`;
}

/** Random characters of Crockford base 32, five bits each. */
export function newCode(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET[byte % 32]).join("");
}

/** A secret for links and cookies: 256 random bits, URL-safe. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}
