/**
 * What no text may hold, whatever it is for: control characters but tab and line ends, and halves of surrogate pairs.
 * PostgreSQL refuses the NUL, and Node would quietly change the halves. Source: BAR 46.
 */
import type { FastifyRequest } from "fastify";
import { invalid } from "../problem.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;

/** A 400 that names each part of the address, the query and the body that holds such a character. */
export function checkCharacters({ params, query, body }: FastifyRequest): void {
  const fields = [params, query, body].flatMap(badFields);
  if (fields.length > 0)
    throw invalid(Object.fromEntries(fields.map((field) => [field, ["text_not_allowed"]])));
}

/** Goes through it without recursion: the sender decides how deep it is. */
function badFields(asked: unknown): string[] {
  const bad: string[] = [];
  const rest: [path: string, value: unknown][] = [["", asked]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [path, value] = next;
    if (typeof value === "string" && isBad(value)) bad.push(path === "" ? "body" : path);
    if (!isPlain(value)) continue;
    for (const [name, part] of Object.entries(value)) {
      const place = path === "" ? name : `${path}.${name}`;
      if (isBad(name)) bad.push("body");
      else rest.push([place.slice(0, 100), part]);
    }
  }
  return bad;
}

function isBad(text: string): boolean {
  return CONTROL.test(text) || !text.isWellFormed();
}

/** Parsed JSON, a form or a query: neither a stream nor bytes. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const kind: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || kind === null || Object.getPrototypeOf(kind) === null;
}
