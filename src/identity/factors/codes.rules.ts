/**
 * The codes of authenticator apps (RFC 6238: SHA-1, six digits, thirty seconds) and recovery codes.
 *
 * Pure: the time is the server's and given. Source: BAR 39; ASVS 6.5.1, 6.5.5.
 */
import { Secret, TOTP } from "otpauth";

const CODE = { algorithm: "SHA1", digits: 6, period: 30 } as const;
/** A clock may be one step off, either way. */
const WINDOW = 1;

/** The step whose code this is, within one step of now; undefined for no code of this secret. */
export function stepOfCode(key: string, code: string, now: Date): number | undefined {
  const timestamp = now.getTime();
  const secret = Secret.fromBase32(key);
  const delta = TOTP.validate({ ...CODE, secret, token: code, timestamp, window: WINDOW });
  return delta === null ? undefined : TOTP.counter({ period: CODE.period, timestamp }) + delta;
}

/** What an app reads from the QR code. */
export function otpauthUri(key: string, { issuer, label }: { issuer: string; label: string }): string {
  return new TOTP({ ...CODE, secret: Secret.fromBase32(key), issuer, label }).toString();
}

/** As it is easiest to type: groups of four. */
export function inGroups(text: string, mark = " "): string {
  return text.match(/.{1,4}/g)?.join(mark) ?? "";
}

export function isAppCode(code: string): boolean {
  return /^\d{6}$/.test(code);
}

/** What people type around a code does not matter, nor which of two look-alikes. */
export function foldCode(typed: string): string {
  const bare = typed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{Pd}]/gu, "");
  return /^\d{6}$/.test(bare) ? bare : bare.replaceAll("o", "0").replace(/[il]/g, "1");
}

/** Ten codes of sixteen characters: eighty bits each. */
export const RECOVERY = { codes: 10, length: 16 } as const;

export function isRecoveryCode(code: string): boolean {
  return /^[0-9a-hjkmnp-tv-z]{16}$/.test(code);
}
