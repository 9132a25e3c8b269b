/** Internet addresses and ranges in their one spelling. Pure. Source: RFC 5952 §4, RFC 4632, RFC 4291 §2.5.5.2. */
import { accept, type Result, refuse } from "../../platform/result.ts";

interface Address {
  readonly bits: bigint;
  readonly width: 32 | 128;
}

/** A shorter prefix would be a good part of the world. */
const SHORTEST = { 32: 8, 128: 16 } as const;

/** An address, or a range (CIDR) whose address has lost what lies behind the prefix. */
export function canonicalRange(
  text: string,
): Result<string, "internet_not_valid" | "internet_range_too_wide"> {
  const [typed = "", prefix, ...more] = text.split("/");
  const address = addressOf(typed);
  if (address === undefined || more.length > 0) return refuse("internet_not_valid");
  const { width } = address;
  if (prefix === undefined) return accept(textOf(address));
  if (!/^(0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > width) return refuse("internet_not_valid");
  const length = Number(prefix);
  if (length < SHORTEST[width]) return refuse("internet_range_too_wide");
  if (length === width) return accept(textOf(address));
  const rest = BigInt(width - length);
  return accept(`${textOf({ width, bits: (address.bits >> rest) << rest })}/${length}`);
}

function addressOf(text: string): Address | undefined {
  const bits = text.includes(":") ? bitsOfSix(text) : bitsOfFour(text);
  if (bits === undefined) return undefined;
  const isMapped = text.includes(":") && bits >> 32n === 0xffffn;
  if (isMapped) return { bits: bits & 0xffffffffn, width: 32 };
  return { bits, width: text.includes(":") ? 128 : 32 };
}

function bitsOfFour(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function bitsOfSix(text: string): bigint | undefined {
  const [head = "", tail, ...more] = withoutDots(text)?.split("::") ?? [];
  if (more.length > 0 || withoutDots(text) === undefined) return undefined;
  const [left, right] = [groupsOf(head), groupsOf(tail ?? "")];
  const absent = 8 - left.length - right.length;
  if (tail === undefined ? absent !== 0 : absent < 1) return undefined;
  const groups = [...left, ...Array.from({ length: absent }, () => "0"), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return undefined;
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":");
}

/** The last two groups may be written as an IPv4 address. */
function withoutDots(text: string): string | undefined {
  if (!text.includes(".")) return text;
  const at = text.lastIndexOf(":") + 1;
  const bits = bitsOfFour(text.slice(at));
  if (bits === undefined) return undefined;
  return `${text.slice(0, at)}${(bits >> 16n).toString(16)}:${(bits & 0xffffn).toString(16)}`;
}

function textOf({ bits, width }: Address): string {
  if (width === 32) return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 0xffn)).join(".");
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((bits >> BigInt(112 - 16 * at)) & 0xffffn).toString(16),
  );
  return shortened(groups);
}

/** The longest run of two or more zero groups, the first of equals, becomes "::". */
function shortened(groups: readonly string[]): string {
  let best = { from: 0, length: 1 };
  for (let from = 0; from < 8; from++) {
    let length = 0;
    while (from + length < 8 && groups[from + length] === "0") length++;
    if (length > best.length) best = { from, length };
  }
  if (best.length < 2) return groups.join(":");
  return `${groups.slice(0, best.from).join(":")}::${groups.slice(best.from + best.length).join(":")}`;
}
