/** What a signed licensing artefact says. Purpose and the signing key's id are put before it. Source: docs/license-file.md. */
import type { LocalDate } from "../platform/dates.ts";

/** UTC, "2010-01-05T03:00:00Z", with a fraction or without. */
export type SignedInstant = string;

export const HOST_KINDS = ["ethernet", "disk", "tpm", "hostname", "user", "internet", "any"] as const;

export interface LicensePayload {
  readonly fileId: string;
  /** Grows with each file of a host. */
  readonly sequence: number;
  /** Nine digits. */
  readonly siteNumber: string;
  readonly host: {
    readonly kind: (typeof HOST_KINDS)[number];
    /** In its one spelling; "" for any host. */
    readonly value: string;
    readonly name: string;
  };
  readonly issuedAt: SignedInstant;
  readonly keys: readonly FileKey[];
}

/** One product's right in a host's file. */
export interface FileKey {
  readonly id: string;
  /** Its code. */
  readonly product: string;
  readonly productName: string;
  readonly scheme: "date-based" | "version-based";
  readonly version: string | null;
  readonly coveredThrough: LocalDate | null;
  readonly quantity: number;
  readonly lock: "node-locked" | "floating";
  readonly kind: "permanent" | "emergency" | "borrowed";
  readonly startsAt: SignedInstant | null;
  /** The first instant at which this file no longer counts for the product; null: it lasts. */
  readonly expiresAt: SignedInstant | null;
}

export interface SignedLicense {
  readonly text: string;
  /** Of the key that signed it. */
  readonly keyId: string;
}

export type TokenPurpose = "carnet-lease-v1" | "carnet-answer-v1";
