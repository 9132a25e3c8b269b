/**
 * Codes that people type: Crockford's base 32 in groups of five, each line with a check symbol of its own. Written here
 * for the portal's side; the programs' side is `packages/license`, which shares no line with this.
 *
 * Pure. Source: docs/license-file.md, typed codes.
 */
import { accept, type Result, refuse } from "../platform/result.ts";

const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP = 5;

/** Where a slip is: lines and groups count from 1. `group` is null where only the line as a whole tells. */
export interface Slip {
  readonly reason: "code_prefix" | "code_symbol" | "code_group" | "code_line" | "code_length";
  readonly line: number;
  readonly group: number | null;
}

/** Multiplication by x in GF(32), polynomial x^5 + x^2 + 1. */
function double(value: number): number {
  const shifted = value << 1;
  return (shifted & 32) === 0 ? shifted : shifted ^ 0b100101;
}

/** Finds every wrong symbol, every two symbols that changed places, and a line in another's place. */
function checkSymbol(values: readonly number[], line: number): number {
  return double(values.reduce((sum, value) => double(sum) ^ value, line));
}

function symbolsOf(bytes: Uint8Array): number[] {
  const values: number[] = [];
  let [held, bits] = [0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) values.push((held >> (bits - 5)) & 31);
    held &= (1 << bits) - 1;
  }
  if (bits > 0) values.push((held << (5 - bits)) & 31);
  return values;
}

/** The lines of a code, without the prefix: groups of five, `width` symbols a line at most, the last of each its check. */
export function writeLines(bytes: Uint8Array, width: number): string[] {
  const values = symbolsOf(bytes);
  const lines: string[] = [];
  for (let start = 0; start < values.length; start += width - 1) {
    const part = values.slice(start, start + width - 1);
    const text = [...part, checkSymbol(part, lines.length + 1)].map((value) => SYMBOLS[value]).join("");
    lines.push(text.match(/.{1,5}/g)?.join("-") ?? "");
  }
  return lines;
}

/** The bytes of a code of one line as somebody typed it; the slip, by its group where that can be told. */
export function readLine(
  text: string,
  { prefix, bytes: length, width }: { prefix: string; bytes: number; width: number },
): Result<Uint8Array, Slip> {
  const plain = text
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[IL]/g, "1")
    .replaceAll("O", "0")
    .replaceAll(/[\p{Pd}\s]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
  if (!plain.startsWith(prefix)) return refuse({ reason: "code_prefix", line: 1, group: null });
  const groups = plain.slice(prefix.length).split("-").filter(Boolean);
  const uneven = slipOfGroups(groups, width);
  if (uneven !== undefined) return refuse(uneven);
  const values = [...groups.join("")].map((symbol) => SYMBOLS.indexOf(symbol));
  const strange = values.indexOf(-1);
  if (strange >= 0) return refuse({ reason: "code_symbol", line: 1, group: Math.floor(strange / GROUP) + 1 });
  if (values.length !== width) return refuse({ reason: "code_length", line: 1, group: null });
  const check = values.pop();
  if (checkSymbol(values, 1) !== check) return refuse({ reason: "code_line", line: 1, group: null });
  const bytes = bytesOf(values, length);
  return bytes === undefined ? refuse({ reason: "code_line", line: 1, group: null }) : accept(bytes);
}

/** Typed with its dashes, a group that is too short or too long tells itself; typed in one word, none can. */
function slipOfGroups(groups: readonly string[], width: number): Slip | undefined {
  if (groups.length < 2) return undefined;
  const at = groups.findIndex((group) => group.length !== GROUP);
  if (at >= 0) return { reason: "code_group", line: 1, group: at + 1 };
  return groups.length * GROUP === width ? undefined : { reason: "code_length", line: 1, group: null };
}

/** Undefined unless the bits that fill up the last symbol are zeros. */
function bytesOf(values: readonly number[], length: number): Uint8Array | undefined {
  const bits = values.map((value) => value.toString(2).padStart(5, "0")).join("");
  if (values.length !== Math.ceil((length * 8) / 5) || bits.slice(length * 8).includes("1")) return undefined;
  return Uint8Array.from({ length }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2));
}
