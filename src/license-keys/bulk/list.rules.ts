/**
 * A list of key actions as a CSV file: what each row asks for, and what is wrong with it. Pure.
 *
 * Columns by name, in any order; commas, semicolons or tabs divide. UTF-8, with or without a byte order mark.
 */
import { CsvError, parse } from "csv-parse/sync";
import type { TypedHost } from "../hosts/host.rules.ts";
import { type HostRefusal, parseHost } from "../hosts/host.rules.ts";
import { HOST_KINDS, type HostFacts, type HostKind } from "../key.data.ts";

export const MOST_ROWS = 1000;
export const MOST_BYTES = 1024 * 1024;
/** A head may be as wide as the file: the first of its columns are looked at. */
const MOST_COLUMNS = 50;
/** No product, order or host is so long: what is longer is none, and is not folded either. */
const LONGEST_CELL = 1000;

export const ACTIONS = ["get", "return", "move"] as const;
export type Action = (typeof ACTIONS)[number];

export const COLUMNS = [
  "action",
  "product",
  "order",
  "line",
  "quantity",
  "host_kind",
  "host_value",
  "host_name",
  "to_kind",
  "to_value",
  "to_name",
] as const;
type Column = (typeof COLUMNS)[number];

export interface Row {
  /** Counted from 1: the head is line 1. */
  readonly line: number;
  readonly action: Action;
  /** Its code or its name; empty where order and line say it. */
  readonly product: string;
  readonly order: string;
  /** Of the order; null: any. */
  readonly orderLine: number | null;
  /** Null: all of it; only of what is returned or moved. */
  readonly quantity: number | null;
  /** Where it goes to, or where it is. */
  readonly host: HostFacts;
  /** Of a move. */
  readonly to: HostFacts | null;
}

export interface Fault {
  readonly line: number;
  /** Null: the whole row, or the whole file. */
  readonly field: string | null;
  readonly code: string;
  /** What the rule says about it. */
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
}

export interface ReadList {
  readonly rows: readonly Row[];
  readonly faults: readonly Fault[];
}

export function readList(bytes: Uint8Array): ReadList {
  const text = textOf(bytes);
  if (text === undefined) return refusedWhole("wrong_encoding");
  const records = recordsOf(text);
  if (!Array.isArray(records)) return { rows: [], faults: [records] };
  const [head, ...body] = records;
  if (head === undefined || body.length === 0) return refusedWhole("no_records");
  if (body.length > MOST_ROWS) return refusedWhole("too_many_rows");
  const { columns, faults } = columnsOf(head.cells);
  if (faults.length > 0) return { rows: [], faults };
  const read = body.map(({ line, cells }) => readRow(line, cells, columns));
  return { rows: read.flatMap(({ row }) => row ?? []), faults: read.flatMap((each) => each.faults) };
}

function refusedWhole(code: string): ReadList {
  return { rows: [], faults: [{ line: 1, field: null, code }] };
}

/** Undefined for what is no UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

function recordsOf(text: string): CsvRecord[] | Fault {
  try {
    const parsed = parse(text, {
      delimiter: [",", ";", "\t"],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: MOST_ROWS + 2,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    const rows = parsed.map(({ info, record }) => ({ line: info.lines, cells: record }));
    return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as { lines?: unknown };
    return { line: typeof lines === "number" ? lines : 1, field: null, code: "malformed_csv" };
  }
}

function columnsOf(cells: readonly string[]) {
  const names = cells.slice(0, MOST_COLUMNS).map((cell) => plain(cell).toLowerCase());
  const columns = names.map((name) => COLUMNS.find((column) => column === name));
  const faults: Fault[] = [];
  for (const [at, column] of columns.entries()) {
    const field = (cells[at] ?? "").replaceAll(/\p{Cc}/gu, "").slice(0, 60);
    if (column === undefined) faults.push({ line: 1, field, code: "column_unknown" });
    else if (columns.indexOf(column) < at) faults.push({ line: 1, field, code: "column_twice" });
  }
  for (const field of ["action", "host_kind"] as const)
    if (!columns.includes(field)) faults.push({ line: 1, field, code: "column_missing" });
  return { columns, faults };
}

function readRow(
  line: number,
  cells: readonly string[],
  columns: readonly (Column | undefined)[],
): { row?: Row; faults: Fault[] } {
  const faults: Fault[] = [];
  const tell = (field: string | null, code: string, facts?: Fault["facts"]) =>
    void faults.push({ line, field, code, ...(facts === undefined ? {} : { facts }) });
  const cell = (column: Column) => plain(cells[columns.indexOf(column)] ?? "");
  if (cells.length > columns.length) tell(null, "too_many_cells");
  const action = ACTIONS.find((each) => each === cell("action").toLowerCase());
  if (action === undefined) tell("action", "action_unknown");
  const [product, order] = [cell("product"), cell("order")];
  if (product === "" && order === "") tell("product", "product_or_order");
  const orderLine = wholeIn(cell("line"), () => tell("line", "number_wrong"));
  const quantity = wholeIn(cell("quantity"), () => tell("quantity", "number_wrong"));
  if (action === "get" && cell("quantity") === "") tell("quantity", "required");
  const host = hostIn("host", cell, tell);
  const isMove = action === "move";
  const to = isMove ? hostIn("to", cell, tell) : null;
  if (!isMove && ["to_kind", "to_value", "to_name"].some((name) => cell(name as Column) !== ""))
    tell("to_kind", "only_for_moves");
  if (faults.length > 0 || action === undefined || host === null) return { faults };
  return { row: { line, action, product, order, orderLine, quantity, host, to }, faults };
}

type Tell = (field: string, code: string, facts?: Fault["facts"]) => void;

function hostIn(side: "host" | "to", cell: (column: Column) => string, tell: Tell): HostFacts | null {
  const typed = cell(`${side}_kind`).toLowerCase();
  const kind: HostKind | undefined = HOST_KINDS.find((each) => each === typed);
  if (kind === undefined) {
    tell(`${side}_kind`, typed === "" ? "required" : "kind_unknown");
    return null;
  }
  const host: TypedHost = { kind, value: cell(`${side}_value`), name: cell(`${side}_name`) };
  const read = parseHost(host);
  if (read.ok) return read.value;
  const { field, reason, example }: HostRefusal = read.refusal;
  tell(`${side}_${field}`, reason, { example });
  return null;
}

/** Null for an empty cell. */
function wholeIn(text: string, tell: () => void): number | null {
  if (text === "") return null;
  const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= 1_000_000) return number;
  tell();
  return null;
}

/** Our own sheets put an apostrophe before what a spreadsheet program would run as a formula. */
function plain(cell: string): string {
  const short = cell.slice(0, LONGEST_CELL);
  const bare = /^\s*'[=+\-@\t\r＝＋－＠]/.test(short) ? short.replace("'", "") : short;
  return bare.normalize("NFKC").trim();
}

/** The file that is offered to start from: one row of each action. */
export function exampleText(): string {
  const rows = [
    COLUMNS,
    ["get", "Rational DOORS", "", "", "2", "ethernet", "00:1B:44:11:3A:B7", "app01", "", "", ""],
    ["return", "Rational DOORS", "SO-4700", "1", "1", "ethernet", "00:1B:44:11:3A:B7", "app01", "", "", ""],
    [
      "move",
      "Rational DOORS",
      "",
      "",
      "",
      "ethernet",
      "00:1B:44:11:3A:B7",
      "app01",
      "hostname",
      "app02.aoba.example",
      "app02",
    ],
  ];
  return `\ufeff${rows.map((row) => row.join(",")).join("\r\n")}\r\n`;
}
