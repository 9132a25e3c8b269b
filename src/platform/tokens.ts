/**
 * Secrets that somebody carries, and what is stored of them: a SHA-256 each, never the secret.
 *
 * A key tells what it is by its prefix and whether it was copied whole by its last six characters, without a look at
 * any database: `^carnet_(live|user|lic)_[0-9A-Za-z]{33}$`, for scanners of leaked secrets too (docs/keys.md). `live` is
 * an API key of the vendor's, `user` the access token of a customer, `lic` an online license key. A mail token carries a check that is bound to its
 * purpose.
 */
import { hash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Secrets } from "./secrets.ts";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 27 characters of base 62 are 160.7 bits. */
const RANDOM_LENGTH = 27;
const PREFIXES = { live: "carnet_live_", user: "carnet_user_", lic: "carnet_lic_" } as const;
type Kind = keyof typeof PREFIXES;

export function newApiKey(): string {
  return newKey("live");
}

/** Whether the text has the form and the checksum of a key of ours; it may still be unknown or revoked. */
export function isApiKey(text: string): boolean {
  return isKey("live", text);
}

/** A customer's own key for a program. */
export function newAccessToken(): string {
  return newKey("user");
}

/** As `isApiKey`, of a customer's access token. */
export function isAccessToken(text: string): boolean {
  return isKey("user", text);
}

/** What a licensed program says to the portal. */
export function newLicenseSecret(): string {
  return newKey("lic");
}

/** As `isApiKey`, of an online license key. */
export function isLicenseSecret(text: string): boolean {
  return isKey("lic", text);
}

function newKey(kind: Kind): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => BASE62[randomInt(62)]).join("");
  const text = PREFIXES[kind] + random;
  return text + checksumOf(text);
}

function isKey(kind: Kind, text: string): boolean {
  const isFormed = text.startsWith(PREFIXES[kind]) && /^carnet_[a-z]+_[0-9A-Za-z]{33}$/.test(text);
  return isFormed && text.endsWith(checksumOf(text.slice(0, -6)));
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
