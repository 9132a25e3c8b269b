/** Whether a key's host is this machine. */
import type { HostFact } from "./documents.ts";

/**
 * A fact in its one spelling: Ethernet addresses, disk serials and TPM hashes as bare lower-case hex, names in lower
 * case.
 */
export function hostFact(kind: string, value: string): HostFact {
  const plain = value.toLowerCase();
  return { kind, value: /^(ethernet|disk)$/.test(kind) ? plain.replaceAll(/[-:. ]/g, "") : plain };
}

/** `any` is every machine; an internet host may be an address or a range (CIDR). */
export function isHost(host: HostFact, facts: readonly HostFact[]): boolean {
  return (
    host.kind === "any" ||
    facts.some(
      ({ kind, value }) =>
        kind === host.kind &&
        (kind === "internet" ? isInside(value, host.value) : hostFact(kind, value).value === host.value),
    )
  );
}

function isInside(address: string, range: string): boolean {
  const [net = "", length] = range.split("/");
  const [one, other] = [bitsOf(address), bitsOf(net)];
  const fixed = length ? Number(length) : other.length;
  return other !== "" && one.length === other.length && fixed >= 0 && one.startsWith(other.slice(0, fixed));
}

/** An address as its 32 or 128 bits in text, "" if it is none; the platform's reader of URLs knows all spellings. */
function bitsOf(address: string): string {
  try {
    if (!address.includes(":")) return binary(new URL(`http://${address}`).hostname.split("."), 10, 8, 4);
    const [left = [], right = []] = new URL(`http://[${address}]`).hostname
      .slice(1, -1)
      .split("::")
      .map((part) => part.split(":").filter(Boolean));
    const zeros = Array<string>(8 - left.length - right.length).fill("0");
    return binary([...left, ...zeros, ...right], 16, 16, 8);
  } catch {
    return "";
  }
}

function binary(parts: readonly string[], radix: number, width: number, count: number): string {
  const bits = parts.map((part) => Number.parseInt(part, radix).toString(2).padStart(width, "0")).join("");
  return bits.length === width * count && !bits.includes("N") ? bits : "";
}
