/**
 * Secrets that somebody carries, and what is stored of them: a SHA-256 each, never the secret.
 *
 * An API key tells what it is by its prefix and whether it was copied whole by its last six characters, without a look
 * at any database: `^carnet_live_[0-9A-Za-z]{33}$`, for scanners of leaked secrets too. A mail token carries a check
 * that is bound to its purpose.
 */
import { hash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Secrets } from "./secrets.ts";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PREFIX = "carnet_live_";
/** 27 characters of base 62 are 160.7 bits. */
const RANDOM_LENGTH = 27;
const API_KEY = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_LENGTH}}[0-9A-Za-z]{6}$`);

export function newApiKey(): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => BASE62[randomInt(62)]).join("");
  return PREFIX + random + checksumOf(PREFIX + random);
}

/** Whether the text has the form and the checksum of a key of ours; it may still be unknown or revoked. */
export function isApiKey(text: string): boolean {
  return API_KEY.test(text) && text.endsWith(checksumOf(text.slice(0, -6)));
}

/** CRC-32 as six characters of base 62. */
function checksumOf(text: string): string {
  const sum = crc32(text);
  return Array.from({ length: 6 }, (_, i) => BASE62[Math.floor(sum / 62 ** (5 - i)) % 62]).join("");
}

/** 256 random bits and their check: 51 characters, URL-safe. */
export function newMailToken(secrets: Secrets, purpose: string): string {
  const random = randomBytes(32).toString("base64url");
  return random + checkOf(secrets, purpose, random);
}

/** Whether we made it, for this purpose, and it was copied whole. */
export function isMailToken(secrets: Secrets, purpose: string, token: string): boolean {
  if (!/^[\w-]{51}$/.test(token)) return false;
  const check = checkOf(secrets, purpose, token.slice(0, 43));
  return timingSafeEqual(Buffer.from(check), Buffer.from(token.slice(43)));
}

function checkOf(secrets: Secrets, purpose: string, random: string): string {
  return secrets.authenticate(`mail token ${purpose}`, random).subarray(0, 6).toString("base64url");
}

export function hashOf(secret: string): Buffer {
  return hash("sha256", secret, "buffer");
}
