/** What a program says of its host, in its one spelling. */
import { type HostKind, parseHost } from "../license-keys/index.ts";
import { invalid } from "../platform/problem.ts";

/** "ethernet:001122aabbcc"; a 400 that says which rule it breaks. */
export function hostText({ kind, value }: { readonly kind: HostKind; readonly value: string }): string {
  if (kind === "any") return "any:";
  const read = parseHost({ kind, value });
  if (!read.ok) throw invalid({ "host.value": [read.refusal.reason] });
  return `${read.value.kind}:${read.value.value}`;
}
