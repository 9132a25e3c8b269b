/**
 * What somebody states beside what is registered: the same, near, or not.
 *
 * Width, case, spaces and punctuation are for the eye only. Names are compared in the script in which both are written;
 * the order of their parts does not matter. Pure. Source: DOMAIN §3.6.3, BR-33, A-20.
 */
export type Verdict = "same" | "near" | "differs" | "absent";

/** Letters and digits alone, of one width and case, without accents. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The best verdict over everything that was stated and everything that is registered. */
export function compareTexts(
  stated: readonly (string | null)[],
  registered: readonly (string | null)[],
): Verdict {
  const [left, right] = [foldedOf(stated), foldedOf(registered)];
  if (left.length === 0 || right.length === 0) return "absent";
  return bestOf(left.flatMap((one) => right.map((other) => verdictOf(one, other))));
}

/** Without a form in a script that both have there is nothing to compare: "absent". */
export function compareNames(stated: readonly string[], registered: readonly string[]): Verdict {
  const pairs = foldedOf(stated).flatMap((one) =>
    foldedOf(registered)
      .filter((other) => scriptOf(one) === scriptOf(other))
      .map((other) =>
        bestOf([verdictOf(sorted(one), sorted(other)), ...turned(one).map((form) => verdictOf(form, other))]),
      ),
  );
  return pairs.length === 0 ? "absent" : bestOf(pairs);
}

/** Numbers of telephones, by their digits; with and without the prefix for abroad. */
export function comparePhones(stated: string | null, registered: string | null): Verdict {
  const digits = (text: string | null) => (text ?? "").normalize("NFKC").replaceAll(/\D/g, "");
  const [one, other] = [digits(stated), digits(registered)];
  if (one === "" || other === "") return "absent";
  if (one === other) return "same";
  const bare = (text: string) => text.replace(/^0+/, "").slice(-8);
  return bare(one).length >= 7 && bare(one) === bare(other) ? "near" : "differs";
}

export function compareCodes(stated: string | null, registered: string | null): Verdict {
  if (stated === null || registered === null) return "absent";
  return stated.normalize("NFKC").trim().toLowerCase() === registered.normalize("NFKC").trim().toLowerCase()
    ? "same"
    : "differs";
}

function foldedOf(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.map((text) => fold(text ?? "")))].filter((text) => text !== "");
}

function scriptOf(folded: string): "latin" | "other" {
  return /\p{Script=Latin}/u.test(folded) ? "latin" : "other";
}

function sorted(folded: string): string {
  return folded.split(" ").sort().join(" ");
}

/** The parts in each order that goes round: family name first or last, whatever is written apart. */
function turned(folded: string): string[] {
  const parts = folded.split(" ");
  return parts.map((_, start) => [...parts.slice(start), ...parts.slice(0, start)].join(" "));
}

const ORDER: readonly Verdict[] = ["same", "near", "differs", "absent"];

function bestOf(verdicts: readonly Verdict[]): Verdict {
  return ORDER.find((verdict) => verdicts.includes(verdict)) ?? "absent";
}

/** Near: spaces apart the same, one within the other, or a slip or two of the pen. */
function verdictOf(one: string, other: string): Verdict {
  if (one === other) return "same";
  const [joined, compared] = [one.replaceAll(" ", ""), other.replaceAll(" ", "")];
  if (joined === compared) return "same";
  const [short, long] = joined.length < compared.length ? [joined, compared] : [compared, joined];
  if (short.length >= 4 && long.includes(short)) return "near";
  const allowed = short.length < 4 ? 0 : short.length < 9 ? 1 : 2;
  return distance(short, long) <= allowed ? "near" : "differs";
}

/** Levenshtein's: how many letters must be put in, taken out or replaced. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, compared] of [...other].entries()) {
      const replaced = (row[column] ?? 0) + (letter === compared ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
