/**
 * Sheets: one type of record, a row each, the columns named as the fields are. A field within a field is written with a
 * dot (`address.city`); the rows of one order or release stand below each other and differ in their `lines.…` or
 * `files.…` columns only. An empty cell is an absent field. Commas divide; quotes hold commas, never line ends. Pure.
 */
import { isUtf8 } from "node:buffer";
import type { JsonObject } from "../../platform/json-lines/json.ts";
import { type FaultFacts, type Fields, type Shape, shown } from "../../platform/shapes.ts";
import type { LineFault } from "./faults.data.ts";

export interface CsvSink {
  readonly record: (record: JsonObject, line: number) => void;
  readonly fault: (
    line: number,
    field: string | null,
    code: LineFault | "unknown_field",
    facts?: FaultFacts,
  ) => void;
}

export interface CsvReader {
  readonly line: (bytes: Buffer, line: number) => void;
  readonly end: () => void;
}

interface Column {
  readonly path: readonly string[];
  readonly shape: Shape<unknown>;
}

interface Open {
  readonly line: number;
  readonly head: string;
  readonly record: Record<string, unknown>;
}

export function csvReader(fields: Fields, sink: CsvSink): CsvReader {
  let columns: readonly Column[] | undefined;
  let open: Open | undefined;
  const end = () => {
    if (open !== undefined) sink.record(open.record, open.line);
    open = undefined;
  };
  const line = (bytes: Buffer, at: number) => {
    const cells = cellsOf(bytes, at, sink);
    if (cells === undefined) return;
    if (columns === undefined) {
      columns = columnsOf(cells, fields, (field, code) => sink.fault(at, field, code));
      return;
    }
    if (cells.length > columns.length)
      return sink.fault(at, null, "too_many_cells", { columns: columns.length });
    const members = columns.some(({ path }) => path.length > 1 && isListed(fields, path));
    const head = members ? headOf(cells, columns, fields) : null;
    if (open !== undefined && head !== null && open.head === head)
      addMember(open.record, cells, columns, fields);
    else {
      end();
      open = { line: at, head: head ?? "", record: recordOf(cells, columns, fields) };
      if (head === null) end();
    }
  };
  return { line, end };
}

function cellsOf(bytes: Buffer, line: number, sink: CsvSink): string[] | undefined {
  if (!isUtf8(bytes)) sink.fault(line, null, "invalid_utf8");
  else if (bytes.includes(0)) sink.fault(line, null, "nul_character");
  else {
    const cells = split(bytes.toString("utf8"));
    if (cells === undefined) sink.fault(line, null, "malformed_csv");
    return cells;
  }
  return undefined;
}

/** Undefined when a quote is not closed on the line, or stands where none may. */
function split(text: string): string[] | undefined {
  const cells: string[] = [];
  for (let at = 0; at <= text.length; ) {
    const cell = text[at] === '"' ? quoted(text, at) : plain(text, at);
    if (cell === undefined) return undefined;
    cells.push(cell.value);
    at = cell.end + 1;
  }
  return cells;
}

function plain(text: string, from: number) {
  const comma = text.indexOf(",", from);
  const end = comma === -1 ? text.length : comma;
  const value = text.slice(from, end);
  return value.includes('"') ? undefined : { value: value.trim(), end };
}

function quoted(text: string, from: number) {
  let end = text.indexOf('"', from + 1);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  const next = text[end + 1];
  if (end === -1 || (next !== undefined && next !== ",")) return undefined;
  return { value: text.slice(from + 1, end).replaceAll('""', '"'), end: end + 1 };
}

type TellColumn = (field: string, code: "unknown_field" | "column_twice" | "column_missing") => void;

/** A column that means nothing is told and passed over, so that the rows below can be judged. */
function columnsOf(heads: readonly string[], fields: Fields, tell: TellColumn): Column[] {
  const seen = new Set<string>();
  const columns = heads.map((head) => {
    const shape = shapeAt(fields, head.split("."));
    if (seen.has(head)) tell(shown(head), "column_twice");
    else if (shape === undefined) tell(shown(head), "unknown_field");
    seen.add(head);
    return { path: shape === undefined ? [] : head.split("."), shape: shape ?? PASSED };
  });
  for (const [name, shape] of Object.entries(fields)) {
    const isThere = [...seen].some((head) => head === name || head.startsWith(`${name}.`));
    if (!isThere && shape.isOptional !== true) tell(name, "column_missing");
  }
  return columns;
}

const PASSED: Shape<unknown> = { read: () => undefined, fromText: (text) => text };

function shapeAt(fields: Fields, [name = "", ...rest]: readonly string[]): Shape<unknown> | undefined {
  const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const inner = shape?.fields ?? shape?.member?.fields;
  if (rest.length === 0) return inner === undefined ? shape : undefined;
  return inner === undefined ? undefined : shapeAt(inner, rest);
}

function isListed(fields: Fields, [name = ""]: readonly string[]): boolean {
  return fields[name]?.member?.fields !== undefined;
}

/** What two rows of one record have in common. */
function headOf(cells: readonly string[], columns: readonly Column[], fields: Fields): string {
  return JSON.stringify(columns.map(({ path }, i) => (isListed(fields, path) ? "" : (cells[i] ?? ""))));
}

function recordOf(
  cells: readonly string[],
  columns: readonly Column[],
  fields: Fields,
): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [i, { path, shape }] of columns.entries()) {
    if (!isListed(fields, path)) put(record, path, saidIn(cells[i], shape));
  }
  addMember(record, cells, columns, fields);
  return record;
}

function addMember(
  record: Record<string, unknown>,
  cells: readonly string[],
  columns: readonly Column[],
  fields: Fields,
) {
  const members = new Map<string, Record<string, unknown>>();
  for (const [i, { path, shape }] of columns.entries()) {
    const [name = "", ...rest] = path;
    if (!isListed(fields, path)) continue;
    const member = members.get(name) ?? {};
    members.set(name, member);
    put(member, rest, saidIn(cells[i], shape));
  }
  for (const [name, member] of members) {
    const before = record[name];
    if (!Array.isArray(before)) record[name] = [member];
    else if (before.length <= (fields[name]?.most ?? 0)) before.push(member); // one too many tells it; more say no more
  }
}

function saidIn(cell: string | undefined, shape: Shape<unknown>): unknown {
  return cell === undefined || cell === "" ? undefined : shape.fromText(cell);
}

function put(record: Record<string, unknown>, [name, ...rest]: readonly string[], value: unknown): void {
  if (name === undefined || value === undefined) return;
  if (rest.length === 0) record[name] = value;
  else {
    const inner: Record<string, unknown> = {};
    const before = record[name];
    const target = typeof before === "object" && before !== null ? Object.assign(inner, before) : inner;
    put(target, rest, value);
    record[name] = target;
  }
}
