/** The signed contents, as docs/license-file.md specifies them. Instants are UTC; days are days of the calendar. */
import { type Guard, isCount, isDay, isInstant, isShaped, isText, listOf, orNull } from "./payload.ts";

/** What a key is bound to: `kind` ethernet, disk, tpm, hostname, user, internet or any; `value` in its one spelling. */
export interface HostFact {
  readonly kind: string;
  readonly value: string;
}

export interface LicenseKey {
  readonly id: string;
  /** The product's code, by which a program asks. */
  readonly product: string;
  readonly productName: string;
  /** `date-based` opens what was released through `coveredThrough`, `version-based` versions up to `version`. */
  readonly scheme: string;
  readonly version: string | null;
  readonly coveredThrough: string | null;
  readonly quantity: number;
  /** `node-locked`, or `floating`: then a seat is a lease. */
  readonly lock: string;
  /** `permanent`, `emergency` or `borrowed`. */
  readonly kind: string;
  readonly startsAt: string | null;
  /** The first instant at which this file no longer counts for the product; null: it lasts. */
  readonly expiresAt: string | null;
}

export interface LicenseFile {
  readonly keyId: string;
  readonly fileId: string;
  /** Grows with each file of a host. */
  readonly sequence: number;
  readonly siteNumber: string;
  readonly host: HostFact & { readonly name: string };
  readonly issuedAt: string;
  /** May be empty: all was returned. */
  readonly keys: readonly LicenseKey[];
}

export interface RevocationList {
  readonly keyId: string;
  readonly sequence: number;
  readonly issuedAt: string;
  readonly nextBy: string;
  /** Ids of license keys. */
  readonly keys: readonly string[];
  /** Ids of compromised signing keys. */
  readonly signingKeys: readonly string[];
}

export interface KeyList {
  readonly keyId: string;
  readonly sequence: number;
  readonly issuedAt: string;
  readonly keys: readonly { readonly id: string; readonly publicKey: string; readonly state: string }[];
}

export interface Lease {
  readonly keyId: string;
  readonly leaseId: string;
  readonly licenseKeyId: string;
  readonly product: string;
  readonly version: string | null;
  readonly coveredThrough: string | null;
  readonly machine: string;
  readonly nonce: string;
  readonly sequence: number;
  /** `floating` or `borrowed`. */
  readonly kind: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
}

export interface Answer {
  readonly keyId: string;
  readonly nonce: string;
  /** The portal's clock. */
  readonly checkedAt: string;
  readonly valid: boolean;
  readonly code: string;
  readonly licenseKeyId: string | null;
  readonly product: string | null;
  readonly coveredThrough: string | null;
  readonly expiresAt: string | null;
}

const [day, instant, text] = [orNull(isDay), orNull(isInstant), orNull(isText)];
const signed = { keyId: isText, issuedAt: isInstant };
const listed = { ...signed, sequence: isCount };

const isKey: Guard<LicenseKey> = isShaped<LicenseKey>({
  id: isText,
  product: isText,
  productName: isText,
  scheme: isText,
  version: text,
  coveredThrough: day,
  quantity: isCount,
  lock: isText,
  kind: isText,
  startsAt: instant,
  expiresAt: instant,
});

export const isLicenseFile: Guard<LicenseFile> = isShaped<LicenseFile>({
  ...listed,
  fileId: isText,
  siteNumber: isText,
  host: isShaped<LicenseFile["host"]>({ kind: isText, value: isText, name: isText }),
  keys: listOf(isKey),
});

export const isRevocationList: Guard<RevocationList> = isShaped<RevocationList>({
  ...listed,
  nextBy: isInstant,
  keys: listOf(isText),
  signingKeys: listOf(isText),
});

export const isKeyList: Guard<KeyList> = isShaped<KeyList>({
  ...listed,
  keys: listOf(isShaped({ id: isText, publicKey: isText, state: isText })),
});

export const isLease: Guard<Lease> = isShaped<Lease>({
  ...listed,
  leaseId: isText,
  licenseKeyId: isText,
  product: isText,
  version: text,
  coveredThrough: day,
  machine: isText,
  nonce: isText,
  kind: isText,
  expiresAt: isInstant,
});

export const isAnswer: Guard<Answer> = isShaped<Answer>({
  keyId: isText,
  nonce: isText,
  checkedAt: isInstant,
  valid: (value) => typeof value === "boolean",
  code: isText,
  licenseKeyId: text,
  product: text,
  coveredThrough: day,
  expiresAt: instant,
});
