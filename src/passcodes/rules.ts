/**
 * A lost passcode: which data are shown before another one is asked for, and how what a person says compares with them.
 *
 * Pure. Source: DOMAIN §3.5, BR-19, BR-20.
 */

/** Names and addresses as people compare them: width, capitals and doubled spaces do not count. */
export function comparable(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
}

export type Verdict = "same" | "near" | "differs" | "absent";

/** `near`: the same parts in another order, as family and given names are. */
export function verdictOf(stated: string, registered: string | null): Verdict {
  if (registered === null || registered.trim() === "") return "absent";
  const [one, other] = [comparable(stated), comparable(registered)];
  if (one === other) return "same";
  const parts = (text: string) => text.split(" ").sort().join(" ");
  return parts(one) === parts(other) ? "near" : "differs";
}
