/** Payloads: compact JSON with one spelling, and the shapes that are expected in it. */
import { type Bytes, textOf } from "./bytes.ts";

/**
 * undefined unless the bytes are UTF-8 that equals `JSON.stringify` of what it says, with whole numbers only: so no
 * name stands twice, no blank is extra, no character is written another way.
 */
export function readJson(bytes: Bytes): unknown {
  try {
    const text = textOf(bytes);
    const value: unknown = JSON.parse(text, (_, part) => {
      if (typeof part === "number" && !Number.isSafeInteger(part)) throw part;
      return part;
    });
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

export type Guard<Value> = (value: unknown) => value is Value;
type Shape<Value> = { readonly [Name in keyof Value]: Guard<Value[Name]> };

export const isText: Guard<string> = (value) => typeof value === "string";
export const isCount: Guard<number> = (value): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** "2010-01-05T03:00:00Z", with a fraction or without. */
export const isInstant: Guard<string> = (value): value is string =>
  isText(value) &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(value) &&
  Number.isFinite(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value.slice(0, 19));

/** "2010-03-31". */
export const isDay: Guard<string> = (value): value is string =>
  isText(value) && isInstant(`${value}T00:00:00Z`);

export const orNull =
  <Value>(guard: Guard<Value>): Guard<Value | null> =>
  (value) =>
    value === null || guard(value);

export const listOf =
  <Value>(guard: Guard<Value>): Guard<readonly Value[]> =>
  (value) =>
    Array.isArray(value) && value.every(guard);

/** Members beyond the shape are passed over: version 1 stays open. */
export const isShaped =
  <Value extends object>(shape: Shape<Value>): Guard<Value> =>
  (value): value is Value =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    (Object.entries(shape) as [string, Guard<unknown>][]).every(
      ([name, guard]) => Object.hasOwn(value, name) && guard((value as Record<string, unknown>)[name]),
    );
