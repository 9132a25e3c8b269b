/**
 * How a question of the catalog falls into words. Pure.
 *
 * A product or part is found when each word is somewhere in what is said of it, in any of the four languages, whatever
 * the width and the case. Chinese, Japanese and Korean words are not divided: one character is enough.
 */
import type { Kind } from "../kinds.data.ts";

export function wordsOf(q: string | undefined): string[] {
  const words = fold(q ?? "").split(/\s+/);
  return [...new Set(words)].filter((word) => word !== "");
}

/** As the database does it for its own texts (`carnet_folded`). */
function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** The kinds of which one name, in some language, has the word in it. */
export function kindsNamed(word: string, names: Readonly<Record<Kind, readonly string[]>>): Kind[] {
  const kinds = Object.keys(names) as Kind[];
  return kinds.filter((kind) => names[kind].some((name) => fold(name).includes(fold(word))));
}

/** Whether a word may be a piece of a part number and hardly anything else: so that few parts are looked at. */
export function isPieceOfNumber(word: string): boolean {
  return /^(?=.*\d)[0-9a-z-]{3,20}$/i.test(word);
}

/** The longest first: the fewer parts they find, the better to begin with. */
export function byPromise(words: readonly string[]): string[] {
  return words.toSorted((one, other) => other.length - one.length);
}
