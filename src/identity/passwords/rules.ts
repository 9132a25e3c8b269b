/**
 * What a password may be: long, and not what everybody guesses first. No composition, no expiry, no hints.
 *
 * Pure. Length is counted in characters after NFKC. `seed` is the source documents' policy, for acceptance tests.
 * Source: BAR 37, A-19, BR-03.
 */
import { BREACHED, COMMON, CONTEXT } from "./common.data.ts";

/** The password is the only factor. */
const SHORTEST = 15;
const LONGEST = 1024;
/** So many characters must be left when everything guessable is taken away. */
const LEAST_OWN = 6;
/** What each stolen password within it is worth after the first: a word that a list of thousands holds. */
const WORTH_OF_WORD = 3;
const SHORTEST_PIECE = 4;
const LONGEST_PIECE = 40;
/** Rows of a keyboard and the two alphabets that people run their fingers along. */
const ROWS = ["01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz"];
const RUNS = [...ROWS, ...ROWS.map((row) => [...row].reverse().join(""))];

export interface PasswordRules {
  readonly profile: "standard" | "seed";
  /** The person's own name and address, the vendor, the product: what a stranger tries first. */
  readonly ownWords: readonly string[];
}

/** The code of what is wrong with it, or undefined. */
export function faultOfPassword(password: string, { profile, ownWords }: PasswordRules): string | undefined {
  if (password.length > LONGEST) return "password_too_long";
  if (!password.isWellFormed() || password.includes("\0")) return "text_not_allowed";
  if (profile === "seed") return /^[A-Za-z\d]{8,}$/.test(password) ? undefined : "password_not_alphanumeric";
  const plain = password.normalize("NFKC");
  if ([...plain].length < SHORTEST) return "password_too_short";
  // Read as it is typed, and with the stand-ins for letters read as letters: what is less counts.
  const counts = [plain.toLowerCase(), fold(plain)].map((text) => countOwn(text, ownWords));
  return Math.min(...counts) < LEAST_OWN ? "password_too_common" : undefined;
}

/** The words that a person's password must not consist of. */
export function wordsOf(texts: readonly (string | null)[]): string[] {
  const words = texts.flatMap((text) => (text ?? "").toLowerCase().split(/[^\p{L}\p{N}]+/u));
  return [...new Set(words)].filter((word) => word.length >= SHORTEST_PIECE || /^\P{ASCII}{2,}$/u.test(word));
}

/** Characters that belong to no common or stolen password, own word, run of the keyboard or repetition. */
function countOwn(text: string, ownWords: readonly string[]): number {
  const own = new Set(ownWords);
  let count = 0;
  let words = 0;
  for (let at = 0; at < text.length; ) {
    const { length, isWord } = guessableAt(text, at, own);
    if (length === 0) count += 1;
    if (isWord && words++ > 0) count += WORTH_OF_WORD;
    at += Math.max(1, length);
  }
  return count;
}

interface Guessable {
  readonly length: number;
  /** A stolen password, which may be a word among others. */
  readonly isWord: boolean;
}

/** How many characters from here on are guessable at once: the longest piece, run or repetition. */
function guessableAt(text: string, at: number, own: ReadonlySet<string>): Guessable {
  const most = Math.min(LONGEST_PIECE, text.length - at);
  const mayRun = isRun(text.slice(at, at + SHORTEST_PIECE));
  for (let length = most; length >= 2; length--) {
    const piece = text.slice(at, at + length);
    if (own.has(piece)) return { length, isWord: false };
    if (length < SHORTEST_PIECE) continue;
    if (COMMON.has(piece) || CONTEXT.has(piece) || (mayRun && isRun(piece))) return { length, isWord: false };
    if (BREACHED.has(piece)) return { length, isWord: repeatedAt(text, at) < length };
  }
  return { length: repeatedAt(text, at), isWord: false };
}

/** A run of the keyboard, one sign many times, or a year. */
function isRun(piece: string): boolean {
  if (/^(19|20)\d\d$/.test(piece)) return true;
  return RUNS.some((run) => run.includes(piece)) || new Set(piece).size === 1;
}

/** What stood before, once more: "abcXabcX" has four characters of its own. */
function repeatedAt(text: string, at: number): number {
  const before = text.slice(0, at);
  let length = 0;
  for (let next = 3; at + next <= text.length; next++) {
    if (!before.includes(text.slice(at, at + next))) break;
    length = next;
  }
  return length;
}

const LOOK_ALIKES: Readonly<Record<string, string>> = { "@": "a", $: "s", "!": "i", "0": "o", "3": "e" };

/** Lower case; the usual stand-ins for letters are read as letters, unless among digits. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  return lower.replaceAll(/(?<=\p{L})[@$!03](?=\p{L})/gu, (sign) => LOOK_ALIKES[sign] ?? sign);
}
