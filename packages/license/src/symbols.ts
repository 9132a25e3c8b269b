/** Codes that people type: Crockford's base 32 in groups of five, each line with a check symbol of its own. */
import type { Bytes } from "./bytes.ts";

const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** A line has so many symbols at most: 19 and the check. (A request's one line has 29 and the check.) */
const LINE = 20;

/** In GF(32) over x^5 + x^2 + 1: powers of 2 run through all 31 others before they come again. */
const double = (value: number): number => (value & 16 ? (value << 1) ^ 0b100101 : value << 1);

/** Finds every wrong symbol, every two symbols that changed places, and a line in another's place. */
function checkOf(values: readonly number[], line: number): number {
  return double(values.reduce((check, value) => double(check) ^ value, line));
}

/** Bits from the left, the last symbol filled up with zeros. */
function valuesOf(bytes: Bytes): number[] {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => Number.parseInt(five.padEnd(5, "0"), 2));
}

/** The code of these bytes: `CR1-…`. With `line` symbols a line, a line end between lines. */
export function writeSymbols(prefix: string, bytes: Bytes, line = LINE): string {
  const values = valuesOf(bytes);
  const lines: string[] = [];
  for (let at = 0; at < values.length; at += line - 1) {
    const part = values.slice(at, at + line - 1);
    const text = [...part, checkOf(part, lines.length + 1)].map((value) => SYMBOLS[value]).join("");
    lines.push((text.match(/.{1,5}/g) ?? []).join("-"));
  }
  return `${prefix}-${lines.join("\n")}`;
}

/**
 * The bytes of a code as a person typed it: capitals or not, I and L for 1, O for 0, blanks and dashes anywhere. Or the
 * number of the first line that holds a slip, from 1 on; 0 where the length or the prefix is wrong.
 */
export function readSymbols(prefix: string, text: string, length: number, line = LINE): Bytes | number {
  const plain = text.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll(/[IL]/g, "1").replaceAll("O", "0");
  if (!plain.startsWith(prefix)) return 0;
  const values = Array.from(plain.slice(prefix.length), (symbol) => SYMBOLS.indexOf(symbol));
  const told: number[] = [];
  for (let at = 0; at < values.length; at += line) {
    const part = values.slice(at, at + line);
    const check = part.pop();
    const number = at / line + 1;
    if (part.includes(-1) || checkOf(part, number) !== check) return number;
    told.push(...part);
  }
  const bits = told.map((value) => value.toString(2).padStart(5, "0")).join("");
  const bytes = Uint8Array.from({ length }, (_, i) => Number.parseInt(bits.slice(i * 8, i * 8 + 8), 2));
  const isExact = told.length === Math.ceil((length * 8) / 5) && !bits.slice(length * 8).includes("1");
  return isExact ? bytes : 0;
}
