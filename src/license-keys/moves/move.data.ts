/** What a move of keys from host to host is, and what is told of it. Source: P-07, BR-100. */
import type { LocalDate } from "../../platform/dates.ts";
import type { Host, HostKind, Lock, Scheme } from "../key.data.ts";

/** One key in force as a file holds it. */
export interface HeldKey {
  readonly id: string;
  readonly product: string;
  readonly productName: string;
  readonly scheme: Scheme;
  readonly version: string | null;
  readonly coveredThrough: LocalDate | null;
  readonly quantity: number;
  readonly lock: Lock;
  readonly kind: "permanent" | "emergency" | "borrowed";
}

/** A host's new file. */
export interface MovedFile {
  readonly fileId: string;
  readonly sequence: number;
  readonly text: string;
  readonly fileName: string;
  readonly issuedAt: string;
}

/** One of the hosts that a move touches: what its file holds before and after. */
export interface MovedSide {
  readonly host: Host;
  readonly before: readonly HeldKey[];
  readonly after: readonly HeldKey[];
  /** The host's new file; null in a preview. */
  readonly file: MovedFile | null;
}

export type RefusalReason =
  | "already_there"
  | "emergency_key"
  | "online_key"
  | "quantity_exceeds_key"
  | "no_keys_for_product"
  | "delivery_not_offered"
  | "lock_not_offered"
  | "host_kind_not_offered";

/** A key that cannot go, and by which rule. */
export interface MoveRefusal {
  readonly keyId: string;
  readonly productName: string;
  readonly quantity: number;
  readonly reason: RefusalReason;
  /** The kinds of host, or of lock, that the vendor offers for the product. */
  readonly offered: readonly (HostKind | Lock | "file" | "online")[];
}

export interface MovedKey {
  readonly keyId: string;
  readonly newKeyId: string;
  /** What stays on the old host, of a key that is moved in part. */
  readonly keptKeyId: string | null;
  readonly productName: string;
  readonly quantity: number;
  readonly kept: number;
}

export interface MoveReport {
  /** Null: a preview; nothing was changed. */
  readonly id: string | null;
  readonly movedAt: string | null;
  readonly undoUntil: string | null;
  readonly from: readonly MovedSide[];
  readonly to: MovedSide;
  /** The host was not known before. */
  readonly isNewHost: boolean;
  readonly moved: readonly MovedKey[];
  readonly refused: readonly MoveRefusal[];
  /** On the old host and not asked for: emergency keys end by themselves. */
  readonly stays: readonly MoveRefusal[];
}

export const UNDO_HOURS = 24;
