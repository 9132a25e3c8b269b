/** What a license key, its host and its pool are. Source: DOMAIN §3.22, P-05, P-07. */
import type { LocalDate } from "../platform/dates.ts";

export const HOST_KINDS = ["ethernet", "disk", "tpm", "hostname", "user", "internet", "any"] as const;
export type HostKind = (typeof HOST_KINDS)[number];

export const LOCKS = ["node-locked", "floating"] as const;
export type Lock = (typeof LOCKS)[number];

export const DELIVERIES = ["file", "online"] as const;
export type Delivery = (typeof DELIVERIES)[number];

/** `issued` is in force; the others are ways in which a key has ended. */
export const KEY_STATES = ["issued", "returned", "superseded", "revoked", "withdrawn", "ended"] as const;
export type KeyState = (typeof KEY_STATES)[number];
export type EndState = Exclude<KeyState, "issued">;

export type Scheme = "date-based" | "version-based";

/** A host as it is known by everybody: `value` in its one spelling. */
export interface HostFacts {
  readonly kind: HostKind;
  /** Empty for `any`. */
  readonly value: string;
  readonly name: string;
}

export interface Host extends HostFacts {
  readonly id: string;
  /** Of its newest file; 0 before the first. */
  readonly fileSequence: number;
  readonly addedAt: string;
  readonly addedBy: string;
}

/** What a key opens: released through a day, or up to a version. For ever. Source: BR-66. */
export interface Right {
  readonly scheme: Scheme;
  readonly version: string | null;
  readonly coveredThrough: LocalDate | null;
}

export interface NewKey extends Right {
  readonly id: string;
  readonly lineId: string;
  readonly orderNumber: string;
  readonly partNumber: string;
  readonly productCode: string;
  readonly productName: string;
  readonly delivery: Delivery;
  /** Of a file; null for an online key. */
  readonly hostId: string | null;
  readonly lock: Lock;
  readonly kind: "permanent" | "emergency";
  readonly quantity: number;
  readonly issuedAt: Date;
  /** A person, or the name of the portal's own work. */
  readonly issuedBy: string;
  /** Licence support's, when it acts on behalf. */
  readonly ticket: string | null;
  /** The right itself ends: emergency keys. */
  readonly expiresAt: Date | null;
  /** The key whose place it takes. */
  readonly supersedes: string | null;
  readonly moveId: string | null;
  /** Of an online key: SHA-256 of what the program says, and the same sealed for the site's people. */
  readonly secretHash: Buffer | null;
  readonly sealedSecret: Buffer | null;
  /** Of a key whose file is written in the same transaction: when that ends, or `infinity`. The file notes it else. */
  readonly fileUntil?: string;
}

export interface LicenseKey
  extends Omit<NewKey, "issuedAt" | "expiresAt" | "secretHash" | "sealedSecret" | "fileUntil"> {
  readonly state: KeyState;
  readonly issuedAt: string;
  readonly expiresAt: string | null;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly endedBecause: string | null;
  /** Null for an online key. */
  readonly hostKind: HostKind | null;
  readonly hostValue: string | null;
  readonly hostName: string | null;
}

/** One line of which keys can be got, and how much of it is out. */
export interface KeyPool {
  readonly lineId: string;
  readonly orderNumber: string;
  readonly orderLine: number;
  readonly partNumber: string;
  readonly productCode: string;
  readonly productName: string;
  readonly scheme: Scheme;
  readonly renewalKeys: boolean;
  /** The last covered day; null when the line never was. */
  readonly coveredThrough: LocalDate | null;
  readonly quantity: number;
  /** In force, emergency keys not counted. */
  readonly issued: number;
  /** What may be got now. */
  readonly available: number;
  /** Out beyond what the line has, since the vendor lowered it. */
  readonly excess: number;
  /** Date-based keys in force that open less than the line's coverage by now. */
  readonly renewable: number;
}

/** How the keys of a product are made: what its vendor has set, or the defaults. */
export interface KeyScheme {
  readonly productCode: string;
  readonly productName: string;
  readonly scheme: Scheme | "none" | "activation-kit";
  readonly renewalKeys: boolean;
  /** Files have no end. */
  readonly isLasting: boolean;
  /** How long a file lasts; null: as the settings say. */
  readonly fileDays: number | null;
  readonly isOnline: boolean;
  readonly hasFiles: boolean;
  readonly locks: readonly Lock[];
  readonly hostKinds: readonly HostKind[];
  readonly leaseSeconds: number;
  readonly borrowDays: number;
  readonly emergencyPerYear: number;
}
