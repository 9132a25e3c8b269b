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
  const fixed = length ? Number(length) + (net.includes(":") ? 0 : 96) : 128;
  return other !== "" && fixed >= 0 && one.startsWith(other.slice(0, fixed));
}

/** 128 of them in text, "" where it is no address. IPv4 lies within IPv6; the reader of URLs knows all spellings. */
function bitsOf(address: string): string {
  try {
    const { hostname } = new URL(`http://[${address.includes(":") ? "" : "::ffff:"}${address}]`);
    const [left = [], right = []] = hostname
      .slice(1, -1)
      .split("::")
      .map((part) => part.split(":").filter(Boolean));
    const zeros = Array<string>(8 - left.length - right.length).fill("0");
    const groups = [...left, ...zeros, ...right];
    return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0")).join("");
  } catch {
    return "";
  }
}
