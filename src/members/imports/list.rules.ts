/**
 * A list of people as a CSV file: what each row asks for, and what is wrong with it. Pure.
 *
 * Columns by name, in any order; commas, semicolons or tabs divide, as the reader's spreadsheet program likes it.
 * UTF-8, with or without a byte order mark. Full-width letters and digits are read as plain ones, but not in addresses,
 * where they would be somebody else's.
 */
import { CsvError, parse } from "csv-parse/sync";
import { ROLES, type Role } from "../../access/index.ts";
import { isLocalDate, type LocalDate } from "../../platform/dates.ts";
import { parseAddress } from "../../platform/mail/address.ts";
import { GivenPrivileges, PRIVILEGE_NAMES } from "../rights/rights.rules.ts";

export const MOST_ROWS = 5000;
export const MOST_BYTES = 2 * 1024 * 1024;

export const ACTIONS = ["add", "change", "remove"] as const;
export type Action = (typeof ACTIONS)[number];

export const COLUMNS = ["email", "action", "role", ...PRIVILEGE_NAMES, "validThrough"] as const;
type Column = (typeof COLUMNS)[number];

export interface Row {
  /** Counted from 1: the head is line 1. */
  readonly line: number;
  readonly email: string;
  readonly emailKey: string;
  readonly action: Action;
  readonly role: Role | undefined;
  readonly privileges: GivenIn;
  /** Undefined: as it is; null: no end. */
  readonly validThrough: LocalDate | null | undefined;
}

type GivenIn = ReturnType<typeof GivenPrivileges.parse>;

export interface Fault {
  readonly line: number;
  /** Null: the whole row, or the whole file. */
  readonly field: string | null;
  readonly code: string;
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
  return readRows(body, columns);
}

function refusedWhole(code: string): ReadList {
  return { rows: [], faults: [{ line: 1, field: null, code }] };
}

/** Undefined for what is no UTF-8: UTF-16 has a mark of its own or zeros, other encodings break its rules. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

interface Record {
  readonly line: number;
  readonly cells: readonly string[];
}

function recordsOf(text: string): Record[] | Fault {
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
  const names = cells.map((cell) => plain(cell).toLowerCase());
  const columns = names.map((name) => COLUMNS.find((column) => column.toLowerCase() === name));
  const faults: Fault[] = [];
  for (const [at, column] of columns.entries()) {
    const field = shown(cells[at] ?? "");
    if (column === undefined) faults.push({ line: 1, field, code: "column_unknown" });
    else if (columns.indexOf(column) < at) faults.push({ line: 1, field, code: "column_twice" });
  }
  if (!columns.includes("email")) faults.push({ line: 1, field: "email", code: "column_missing" });
  return { columns, faults };
}

/** What somebody else wrote, as it may be repeated in a report. */
function shown(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "").slice(0, 60);
}

function readRows(records: readonly Record[], columns: readonly (Column | undefined)[]): ReadList {
  const rows: Row[] = [];
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const { line, cells } of records) {
    const tell = (field: string | null, code: string) => void faults.push({ line, field, code });
    const before = faults.length;
    if (cells.length > columns.length) tell(null, "too_many_cells");
    const said = new Map(columns.map((column, at) => [column, cells[at] ?? ""]));
    const row = rowOf(line, (column) => said.get(column) ?? "", tell);
    if (row === undefined || faults.length > before) continue;
    if (seen.has(row.emailKey)) tell("email", "email_twice");
    else rows.push(row);
    seen.add(row.emailKey);
  }
  return { rows, faults };
}

type Tell = (field: string, code: string) => void;

function rowOf(line: number, said: (column: Column) => string, tell: Tell): Row | undefined {
  const written = unquoted(said("email")).trim();
  const address = parseAddress(written);
  if (address === undefined) tell("email", written === "" ? "required" : "email_malformed");
  const action = oneOf(ACTIONS, said("action"), () => tell("action", "action_unknown"));
  const role = oneOf(ROLES, said("role"), () => tell("role", "role_unknown"));
  const given = PRIVILEGE_NAMES.map((name) => [name, plain(said(name)) || undefined] as const);
  const { data, error } = GivenPrivileges.safeParse(Object.fromEntries(given));
  for (const issue of error?.issues ?? []) tell(String(issue.path[0]), "value_unknown");
  const validThrough = dayIn(said("validThrough"), () => tell("validThrough", "invalid_date"));
  if (address === undefined || data === undefined) return undefined;
  const { email, key: emailKey } = address;
  return { line, email, emailKey, action: action ?? "add", role, privileges: data, validThrough };
}

function oneOf<Value extends string>(
  values: readonly Value[],
  cell: string,
  tell: () => void,
): Value | undefined {
  const word = plain(cell).toLowerCase();
  const value = values.find((each) => each === word);
  if (word !== "" && value === undefined) tell();
  return value;
}

/** "2010-03-31", or as spreadsheet programs turn it round: "2010/3/31". "none" takes the end away. */
function dayIn(cell: string, tell: () => void): LocalDate | null | undefined {
  const word = plain(cell).toLowerCase();
  if (word === "") return undefined;
  if (word === "none") return null;
  const [, year = "", month = "", day = ""] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(word) ?? [];
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (isLocalDate(date)) return date;
  tell();
  return undefined;
}

function plain(cell: string): string {
  return unquoted(cell).normalize("NFKC").trim();
}

/** Our own sheets put an apostrophe before what a spreadsheet program would run as a formula. */
function unquoted(cell: string): string {
  return /^\s*'[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.replace("'", "") : cell;
}

/** The file that is offered to start from. */
export function templateText(): string {
  return `\ufeff${COLUMNS.join(",")}\r\n`;
}
