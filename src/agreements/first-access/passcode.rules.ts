/**
 * The temporary passcode with which a site's registered contact comes in first.
 *
 * Twelve random symbols of Crockford's base 32 (60 bits) and one that checks them, the number modulo 37. On entry case,
 * width, spaces and dashes do not count, I and L are 1, O is 0. Pure. Source: BAR row 13, DOMAIN §3.4, BR-15 to BR-17.
 */
import { accept, type Result, refuse } from "../../platform/result.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SYMBOLS = 12;

/** Wrong entries of one passcode, over all of a person's sessions and sites' screens, before it is dead. */
export const MOST_TRIES = 5;

/** The symbols with their check; undefined when the check is none of the 32 that people can tell apart: draw again. */
export function withCheckSymbol(symbols: string): string | undefined {
  const check = ALPHABET[checkValue(symbols)];
  return check === undefined ? undefined : symbols + check;
}

/** A passcode from twelve symbols or more at a time, as `draw` gives them, until one can be checked by eye. */
export function passcodeFrom(draw: (length: number) => string): string {
  const code = withCheckSymbol(draw(SYMBOLS).toUpperCase());
  return code ?? passcodeFrom(draw);
}

/** What was typed, as it was printed but without dashes. May still be no passcode. */
export function foldPasscode(typed: string): string {
  const plain = typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, "");
  return plain.replaceAll(/[IL]/g, "1").replaceAll("O", "0");
}

/** Whether a folded text can be a passcode at all: so a slip of the finger costs no try. */
export function isWellFormed(code: string): boolean {
  if (!/^[0-9A-HJKMNP-TV-Z]{13}$/.test(code)) return false;
  return withCheckSymbol(code.slice(0, SYMBOLS)) === code;
}

/** In groups of four, as people read and type it. */
export function writtenPasscode(code: string): string {
  return code.match(/.{1,4}/g)?.join("-") ?? code;
}

function checkValue(symbols: string): number {
  return [...symbols].reduce((value, symbol) => (value * 32 + ALPHABET.indexOf(symbol)) % 37, 0);
}

export type PasscodeState = "issued" | "consumed" | "superseded" | "exhausted";

/** What is known once a try was counted against the site's open passcode, or could not be. */
export interface Entry {
  /** Tries counted so far, this one included; null when no passcode was open for one. */
  readonly tries: number | null;
  readonly isRight: boolean;
  /** Whether the entry is an older passcode of the site, replaced since. */
  readonly isSuperseded: boolean;
  /** Of the newest passcode; null when the site never had one. */
  readonly newest: PasscodeState | null;
}

export type EntryRefusal =
  | { readonly reason: "passcode_wrong" | "passcode_wrong_again"; readonly triesLeft: number }
  | { readonly reason: "passcode_exhausted" | "passcode_used" | "passcode_expired" | "passcode_superseded" }
  | { readonly reason: "first_access_not_open" };

/** The first slip gets a hint what to look at, every later one the way to customer care; the ID itself is never locked. */
export function decideEntry({ tries, isRight, isSuperseded, newest }: Entry): Result<"right", EntryRefusal> {
  if (tries === null) return refuse({ reason: closedReason(newest) });
  if (isRight) return accept("right");
  if (isSuperseded) return refuse({ reason: "passcode_superseded" });
  if (tries >= MOST_TRIES) return refuse({ reason: "passcode_exhausted" });
  return refuse({
    reason: tries === 1 ? "passcode_wrong" : "passcode_wrong_again",
    triesLeft: MOST_TRIES - tries,
  });
}

/** Why no passcode was open: a site without any looks like one that is not there. */
function closedReason(newest: PasscodeState | null) {
  if (newest === null) return "first_access_not_open";
  if (newest === "consumed") return "passcode_used";
  if (newest === "exhausted") return "passcode_exhausted";
  return newest === "superseded" ? "passcode_superseded" : "passcode_expired";
}

/** The status with which each refusal leaves: gone for ever is 410. */
export function statusOf({ reason }: EntryRefusal): 404 | 409 | 410 {
  if (reason === "first_access_not_open") return 404;
  const isGone = ["passcode_expired", "passcode_superseded", "passcode_exhausted"].includes(reason);
  return isGone ? 410 : 409;
}
