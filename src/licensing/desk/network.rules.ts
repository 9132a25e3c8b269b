/**
 * What is kept of an address: the network it is of, which names no machine and no person.
 *
 * Pure. Source: BAR case 34.
 */

/** "203.0.113.0/24", "2001:db8:1::/48". */
export function networkOf(address: string): string {
  const mapped = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!mapped.includes(":")) return `${mapped.split(".").slice(0, 3).join(".")}.0/24`;
  return `${groupsOf(mapped).slice(0, 3).join(":")}::/48`;
}

/** Whom a limit is for: an IPv4 address; of IPv6 the /64 that one customer has to himself. */
export function callerOf(address: string): string {
  const mapped = address.replace(/^::ffff:(?=\d+\.)/i, "");
  return mapped.includes(":") ? `${groupsOf(mapped).slice(0, 4).join(":")}::/64` : mapped;
}

function groupsOf(address: string): string[] {
  const [plain = ""] = address.split("%");
  const [head = "", tail] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array.from({ length: zeros }, () => "0"), ...right].map((group) => group.toLowerCase());
}
