/**
 * What names a host, kind by kind: typed as people find it on their machines, kept in one spelling.
 *
 * Pure. Source: DOMAIN P-07, RFC 1123 §2.1, RFC 5952; IEEE 802 for addresses of groups.
 */
import { accept, type Result, refuse } from "../../platform/result.ts";
import type { HostFacts, HostKind } from "../key.data.ts";
import { canonicalRange } from "./internet.rules.ts";

export type HostFault =
  | "ethernet_needs_12_hex"
  | "ethernet_zero"
  | "ethernet_multicast"
  | "disk_needs_8_hex"
  | "disk_zero"
  | "tpm_needs_64_hex"
  | "tpm_zero"
  | "hostname_not_valid"
  | "hostname_label_too_long"
  | "hostname_too_long"
  | "hostname_is_address"
  | "user_not_valid"
  | "internet_not_valid"
  | "internet_range_too_wide"
  | "any_takes_no_value"
  | "host_name_required"
  | "host_name_too_long"
  | "host_name_not_allowed";

/** What is right, for each kind: shown beside each fault. */
export const HOST_EXAMPLES: Readonly<Record<HostKind, string>> = {
  ethernet: "00:1B:44:11:3A:B7",
  disk: "8A3F-09C2",
  tpm: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  hostname: "app01.aoba.example",
  user: "hana.mori",
  internet: "192.0.2.10, 2001:db8::10, 192.0.2.0/24",
  any: "",
};

export interface HostRefusal {
  readonly reason: HostFault;
  readonly field: "value" | "name";
  readonly kind: HostKind;
  readonly example: string;
}

export interface TypedHost {
  readonly kind: HostKind;
  readonly value?: string | undefined;
  /** The host's value, when nobody says another. */
  readonly name?: string | undefined;
}

export const LONGEST_NAME = 80;

/** The host in its one spelling. Full-width digits and letters are read as what they mean. */
export function parseHost({ kind, value = "", name = "" }: TypedHost): Result<HostFacts, HostRefusal> {
  const refusal = (field: "value" | "name", reason: HostFault) =>
    refuse({ reason, field, kind, example: HOST_EXAMPLES[kind] });
  const read = VALUES[kind](folded(value));
  if (!read.ok) return refusal("value", read.refusal);
  const called = name.normalize("NFC").trim() || read.value.slice(0, LONGEST_NAME);
  if (called === "") return refusal("name", "host_name_required");
  if (called.length > LONGEST_NAME) return refusal("name", "host_name_too_long");
  if (!called.isWellFormed() || /\p{Cc}/u.test(called)) return refusal("name", "host_name_not_allowed");
  return accept({ kind, value: read.value, name: called });
}

/** Width and the kinds of dashes and dots that input methods write. */
function folded(text: string): string {
  return text
    .normalize("NFKC")
    .replaceAll(/[‐‑‒–—―−ー]/g, "-")
    .replaceAll("。", ".")
    .trim()
    .toLowerCase();
}

type Read = Result<string, HostFault>;

const VALUES: Readonly<Record<HostKind, (text: string) => Read>> = {
  ethernet: (text) => {
    if (!ETHERNET.test(text)) return refuse("ethernet_needs_12_hex");
    const digits = text.replaceAll(/[-:. ]/g, "");
    if (/^0+$/.test(digits)) return refuse("ethernet_zero");
    return Number.parseInt(digits.slice(0, 2), 16) % 2 === 1 ? refuse("ethernet_multicast") : accept(digits);
  },
  disk: (text) => hexOf(text, 8, "disk_needs_8_hex", "disk_zero"),
  tpm: (text) => hexOf(text, 64, "tpm_needs_64_hex", "tpm_zero"),
  hostname: hostnameOf,
  user: (text) => (USER.test(text) && text.length <= 64 ? accept(text) : refuse("user_not_valid")),
  internet: (text) => canonicalRange(text),
  any: (text) => (text === "" ? accept("") : refuse("any_takes_no_value")),
};

/** 001b44113ab7, 00:1b:44:11:3a:b7 (or with - or blanks), 001b.4411.3ab7, 001b44-113ab7. */
const ETHERNET =
  /^(?:[0-9a-f]{12}|[0-9a-f]{2}([-: .])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|[0-9a-f]{4}([-:.])[0-9a-f]{4}\2[0-9a-f]{4}|[0-9a-f]{6}[-:][0-9a-f]{6})$/;

/** A name at an operating system, with or without its domain: hana.mori, AOBA\hana, hana@aoba.example. */
const USER = /^[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_.@\\$+ -]*[\p{L}\p{N}\p{M}_$])?$/u;

function hexOf(text: string, length: number, wrong: HostFault, zero: HostFault): Read {
  const digits = text.replace(/^0x/, "").replaceAll(/[-:. ]/g, "");
  if (digits.length !== length || !/^[0-9a-f]+$/.test(digits)) return refuse(wrong);
  return /^0+$/.test(digits) ? refuse(zero) : accept(digits);
}

/** RFC 1123: labels of letters, digits and inner hyphens, 63 characters each, 253 in all; never a bare address. */
function hostnameOf(text: string): Read {
  const name = text.replace(/\.$/, "");
  if (name.length > 253) return refuse("hostname_too_long");
  const labels = name.split(".");
  if (labels.some((label) => label.length > 63)) return refuse("hostname_label_too_long");
  if (!labels.every((label) => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label)))
    return refuse("hostname_not_valid");
  return /^\d+$/.test(labels.at(-1) ?? "") ? refuse("hostname_is_address") : accept(name);
}
