/**
 * One line of JSON as an object, or what is wrong with its text.
 *
 * A key that stands twice in one object is a fault: parsers disagree on which of the two counts. Pure.
 */
import { isUtf8 } from "node:buffer";
import { accept, type Result, refuse } from "../result.ts";
import { type FaultFacts, shown } from "../shapes.ts";

export type TextFault =
  | "invalid_utf8"
  | "nul_character"
  | "malformed_json"
  | "object_expected"
  | "duplicate_key";

export interface LineRefusal {
  readonly reason: TextFault;
  readonly field: string | null;
  readonly facts: FaultFacts;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function parseLine(bytes: Buffer): Result<JsonObject, LineRefusal> {
  if (!isUtf8(bytes)) return refuse({ reason: "invalid_utf8", field: null, facts: {} });
  if (bytes.includes(0)) return refuse({ reason: "nul_character", field: null, facts: {} });
  const text = bytes.toString("utf8");
  try {
    return judge(text, JSON.parse(text));
  } catch (error) {
    return refuse({ reason: "malformed_json", field: null, facts: { column: columnIn(error, text) } });
  }
}

function judge(text: string, value: unknown): Result<JsonObject, LineRefusal> {
  if (!isObject(value)) return refuse({ reason: "object_expected", field: null, facts: {} });
  if (countColons(text) === countMembers(value)) return accept(value);
  return refuse({ reason: "duplicate_key", field: shown(repeatedKey(text) ?? ""), facts: {} });
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Where the parser stopped, counted from 1. It names the place in its message only. */
function columnIn(error: unknown, text: string): number {
  const place = /position (\d+)/.exec(String(error))?.[1];
  return place === undefined ? text.length + 1 : Number(place) + 1;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** Colons outside texts: one for each member of each object, as they are written. */
function countColons(text: string): number {
  let colons = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === COLON) colons += 1;
    else if (unit === QUOTE) at = endOfText(text, at);
  }
  return colons;
}

/** The place of the closing quote of the text that opens at `from`. */
function endOfText(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}

/** Members of each object, as the parser kept them. A stack of our own: a line may nest as deep as it is long. */
function countMembers(value: object): number {
  let members = 0;
  const open: object[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const inner = Object.values(next);
    if (!Array.isArray(next)) members += inner.length;
    for (const one of inner) if (typeof one === "object" && one !== null) open.push(one);
  }
  return members;
}

/** The first key that an object has twice. The text is sound JSON. */
function repeatedKey(text: string): string | undefined {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const unit = text[at];
    if (unit === "{") open.push(new Set());
    else if (unit === "[") open.push(null);
    else if (unit === "}" || unit === "]") open.pop();
    else if (unit === '"') {
      const end = endOfText(text, at);
      const keys = /^\s*:/.test(text.slice(end + 1, end + 20)) ? open.at(-1) : null;
      const key = String(JSON.parse(text.slice(at, end + 1)));
      if (keys?.has(key) === true) return key;
      keys?.add(key);
      at = end;
    }
  }
  return undefined;
}
