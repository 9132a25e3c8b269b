/**
 * Shapes of untrusted JSON: what a value must look like, and a code for each way in which it does not.
 *
 * A shape reads a value and tells every fault of it, by field; what it answers is good only when it told none. Texts
 * come out composed (NFC) and hold no control character and no half of a surrogate pair. `fromText` is for sheets, in
 * which every cell is text. Pure. Faster than a schema library by what a large feed needs.
 */
import { isLocalDate, type LocalDate } from "./dates.ts";

export type FaultFacts = Readonly<Record<string, string | number>>;
export type Tell = (field: string, code: ShapeFault, facts?: FaultFacts) => void;

export type ShapeFault =
  | "required"
  | "unknown_field"
  | "text_expected"
  | "number_as_text"
  | "integer_expected"
  | "boolean_expected"
  | "list_expected"
  | "object_expected"
  | "list_too_long"
  | "text_too_long"
  | "text_not_allowed"
  | "lone_surrogate"
  | "nul_character"
  | "out_of_range"
  | "unknown_value"
  | "wrong_format"
  | "invalid_date";

export interface Shape<Value> {
  /** Undefined after a fault. */
  readonly read: (value: unknown, field: string, tell: Tell) => Value | undefined;
  /** What a cell of a sheet says, before it is read. */
  readonly fromText: (text: string) => unknown;
  readonly isOptional?: true;
  /** Of an object. */
  readonly fields?: Fields;
  /** Of a list. */
  readonly member?: Shape<unknown>;
  readonly most?: number;
}

export type Fields = Readonly<Record<string, Shape<unknown>>>;
export type ValueOf<Of> = Of extends Shape<infer Value> ? Value : never;
type ObjectOf<Of extends Fields> = { readonly [Name in keyof Of]: ValueOf<Of[Name]> };

const asItIs = (text: string): unknown => text;

/** One line of text, its ends trimmed. `parse` says what it stands for; undefined: not of that format. */
export function text(most: number): Shape<string>;
export function text<Value>(most: number, parse: (text: string) => Value | undefined): Shape<Value>;
export function text(most: number, parse: (text: string) => unknown = (plain) => plain): Shape<unknown> {
  return {
    fromText: asItIs,
    read: (value, field, tell) => {
      if (typeof value !== "string")
        return tell(field, isAbsent(value) ? "required" : "text_expected") as undefined;
      const plain = cleaned(value, field, tell);
      if (plain === undefined) return undefined;
      if (plain === "") return tell(field, "required") as undefined;
      if (plain.length > most) return tell(field, "text_too_long", { most }) as undefined;
      const parsed = parse(plain);
      return parsed === undefined ? (tell(field, "wrong_format") as undefined) : parsed;
    },
  };
}

const PLAIN = /^[\x20-\x7e]*$/;

function cleaned(value: string, field: string, tell: Tell): string | undefined {
  if (PLAIN.test(value)) return value.trim();
  if (!value.isWellFormed()) return tell(field, "lone_surrogate") as undefined;
  if (value.includes("\0")) return tell(field, "nul_character") as undefined;
  if (/\p{Cc}/u.test(value)) return tell(field, "text_not_allowed") as undefined;
  return value.normalize("NFC").trim();
}

export function oneOf<const Value extends string>(values: readonly Value[]): Shape<Value> {
  const known: ReadonlySet<string> = new Set(values);
  return {
    fromText: asItIs,
    read: (value, field, tell) => {
      if (typeof value === "string" && known.has(value)) return value as Value;
      const code = isAbsent(value)
        ? "required"
        : typeof value === "string"
          ? "unknown_value"
          : "text_expected";
      return tell(field, code, code === "unknown_value" ? { allowed: values.join(", ") } : {}) as undefined;
    },
  };
}

export function integer(least: number, most: number): Shape<number> {
  return {
    fromText: (cell) => (/^-?\d{1,15}$/.test(cell) ? Number(cell) : cell),
    read: (value, field, tell) => {
      if (typeof value === "string") return tell(field, "number_as_text") as undefined;
      if (!Number.isInteger(value))
        return tell(field, isAbsent(value) ? "required" : "integer_expected") as undefined;
      const number = value as number;
      return number >= least && number <= most
        ? number
        : (tell(field, "out_of_range", { least, most }) as undefined);
    },
  };
}

export function yesOrNo(): Shape<boolean> {
  return {
    fromText: (cell) => (cell === "true" ? true : cell === "false" ? false : cell),
    read: (value, field, tell) =>
      typeof value === "boolean"
        ? value
        : (tell(field, isAbsent(value) ? "required" : "boolean_expected") as undefined),
  };
}

/** A day of the calendar, in the years that people mean. */
export function day(): Shape<LocalDate> {
  return {
    fromText: asItIs,
    read: (value, field, tell) => {
      if (typeof value !== "string")
        return tell(field, isAbsent(value) ? "required" : "text_expected") as undefined;
      const isDay = isLocalDate(value) && value >= "1900" && value < "2200";
      return isDay ? value : (tell(field, "invalid_date") as undefined);
    },
  };
}

/** In a sheet, its members are divided by spaces. */
export function list<Value>(member: Shape<Value>, most: number): Shape<readonly Value[]> {
  return {
    member,
    most,
    fromText: (cell) => cell.split(/\s+/).map(member.fromText),
    read: (value, field, tell) => {
      if (!Array.isArray(value))
        return tell(field, isAbsent(value) ? "required" : "list_expected") as undefined;
      if (value.length === 0) return tell(field, "required") as undefined;
      if (value.length > most) return tell(field, "list_too_long", { most }) as undefined;
      return value.map((one, place) => member.read(one, `${field}[${place}]`, tell) as Value);
    },
  };
}

/** An object with these fields and no others. */
export function object<const Of extends Fields>(fields: Of): Shape<ObjectOf<Of>> {
  const entries = Object.entries(fields);
  return {
    fields,
    fromText: asItIs,
    read: (value, field, tell) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return tell(field, isAbsent(value) ? "required" : "object_expected") as undefined;
      }
      const given = value as Record<string, unknown>;
      const prefix = field === "" ? "" : `${field}.`;
      for (const name in given)
        if (!Object.hasOwn(fields, name)) tell(`${prefix}${name}`.slice(0, 100), "unknown_field");
      const read: Record<string, unknown> = {};
      for (const [name, shape] of entries)
        read[name] = shape.read(ownOf(given, name), `${prefix}${name}`, tell);
      return read as ObjectOf<Of>;
    },
  };
}

/** May be absent or null, which both are read as the fallback. */
export function optional<Value>(shape: Shape<Value>): Shape<Value | null>;
export function optional<Value>(shape: Shape<Value>, fallback: Value): Shape<Value>;
export function optional<Value>(shape: Shape<Value>, fallback: Value | null = null): Shape<Value | null> {
  return {
    ...shape,
    isOptional: true,
    read: (value, field, tell) => (isAbsent(value) ? fallback : shape.read(value, field, tell)),
  };
}

/** A name from outside as it may be stored and shown. */
export function shown(name: string): string {
  return name
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, "\ufffd")
    .slice(0, 100);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function ownOf(given: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(given, name) ? given[name] : undefined;
}
