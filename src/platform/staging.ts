/**
 * Bulk intake: rows are copied into temporary tables, then judged and merged there by set, all in one transaction.
 *
 * Each module that takes part owns its staging tables and the SQL that merges them, in its `feed.store.ts`. What is
 * wrong goes into `staged_faults`; names that broken rows would have given, into `staged_broken`.
 */
import { type RawBuilder, sql } from "kysely";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Query } from "./database.ts";
import { newId } from "./id.ts";

export interface StagedTable {
  readonly name: string;
  /** Columns that are copied in, in the order of the rows' cells. */
  readonly columns: string;
  /** Columns that the merge fills. */
  readonly more?: string;
}

export const FAULT_TABLES: readonly StagedTable[] = [
  { name: "staged_faults", columns: "line bigint, field text, code text, facts jsonb, is_warning boolean" },
  { name: "staged_broken", columns: "kind text, key text" },
];

export async function createStaging(query: Query, tables: readonly StagedTable[]): Promise<void> {
  const statements = tables.map(
    ({ name, columns, more }) =>
      `create temporary table ${name} (${columns}${more === undefined ? "" : `, ${more}`}) on commit drop`,
  );
  await sql.raw(statements.join("; ")).execute(query);
}

/** Statistics of what was staged: without them the planner takes every table for a small one. */
export async function analyze(query: Query, names: readonly string[]): Promise<void> {
  await sql.raw(names.map((name) => `analyze ${name}`).join("; ")).execute(query);
}

const FLUSH_CHARACTERS = 400_000;

/** Collects rows and copies them, a megabyte at a time, while the next ones are being read. */
export class Stager {
  readonly #client: pg.PoolClient;
  readonly #pending = new Map<string, string>();
  readonly #copies: ReadonlyMap<string, string>;
  #copying: Promise<void> = Promise.resolve();
  #failure: unknown;

  constructor(client: pg.PoolClient, tables: readonly StagedTable[]) {
    this.#client = client;
    this.#copies = new Map(
      tables.map(({ name, columns }) => [name, `copy ${name} (${namesOf(columns)}) from stdin`]),
    );
  }

  add(table: string, cells: readonly (string | number | boolean | null)[]): void {
    this.#pending.set(table, `${this.#pending.get(table) ?? ""}${lineOf(cells)}`);
  }

  /** Sends what is full; waits only for the copies before it. */
  async flushFull(): Promise<void> {
    for (const [table, rows] of this.#pending)
      if (rows.length > FLUSH_CHARACTERS) await this.#send(table, rows);
  }

  async flush(): Promise<void> {
    for (const [table, rows] of this.#pending) if (rows !== "") await this.#send(table, rows);
    await this.#settled();
  }

  async #send(table: string, rows: string): Promise<void> {
    await this.#settled();
    this.#pending.set(table, "");
    this.#copying = this.#copy(table, rows).catch((error) => {
      this.#failure = error;
    });
  }

  async #settled(): Promise<void> {
    await this.#copying;
    if (this.#failure !== undefined) throw this.#failure;
  }

  #copy(table: string, rows: string): Promise<void> {
    return new Promise((done, fail) => {
      const stream = this.#client.query(copyFrom(this.#copies.get(table) ?? ""));
      stream.once("error", fail).once("finish", done);
      stream.end(Buffer.from(rows));
    });
  }
}

/** PostgreSQL's text format. Texts hold no control characters when they come here. */
function lineOf(cells: readonly (string | number | boolean | null)[]): string {
  let line = "";
  for (const [place, cell] of cells.entries()) line += place === 0 ? cellOf(cell) : `\t${cellOf(cell)}`;
  return `${line}\n`;
}

function cellOf(cell: string | number | boolean | null): string {
  if (cell === null) return "\\N";
  if (typeof cell !== "string") return String(cell);
  return cell.includes("\\") ? cell.replaceAll("\\", "\\\\") : cell;
}

function namesOf(columns: string): string {
  return columns
    .split(",")
    .map((column) => column.trim().split(" ")[0])
    .join(", ");
}

export interface Refusal {
  /** The staging table, as `staged`; its rows that `where` finds are told and taken out. */
  readonly from: string;
  readonly where: RawBuilder<unknown>;
  readonly field: RawBuilder<unknown> | string;
  readonly code: string;
  /** A jsonb. */
  readonly facts?: RawBuilder<unknown>;
  /** What these rows call a row that is missing: they are not told when that one came, but broken. */
  readonly missing?: { readonly kind: string; readonly key: RawBuilder<unknown> };
  /** What others call these rows, so that those in turn are not told. */
  readonly breaks?: { readonly kind: string; readonly key: RawBuilder<unknown> };
}

/** Tells every row of a staging table that cannot be merged, and takes it out. */
export async function refuseStaged(query: Query, refusal: Refusal): Promise<void> {
  const { from, where, field, code, facts = sql`'{}'::jsonb`, missing, breaks } = refusal;
  const fieldOf = typeof field === "string" ? sql`${field}::text` : field;
  const broken =
    breaks === undefined
      ? sql``
      : sql`, broken as (insert into staged_broken select ${breaks.kind}, ${breaks.key} from staged)`;
  await sql`
    with staged as (delete from ${sql.raw(from)} staged where ${where} returning *) ${broken}
    insert into staged_faults
    select line, ${fieldOf}, ${code}, ${facts}, false
      from staged
     where ${missing === undefined ? sql`true` : isNotBroken(missing)}`.execute(query);
}

/** Whether what a row names is missing for another reason than that its own line is faulty. */
export function isNotBroken({ kind, key }: NonNullable<Refusal["missing"]>): RawBuilder<boolean> {
  return sql`not exists (select from staged_broken broken where broken.kind = ${kind} and broken.key = ${key})`;
}

export interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Older than what is stored. */
  readonly stale: number;
}

/** Staged rows that stand for rows of a table, by a key and with the same names of columns. */
export interface Keyed {
  readonly staged: string;
  readonly target: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** The kind of the ids that new rows get; absent when the key is the id. */
  readonly idKind?: string;
}

/** Of rows that say the same of one key, the first stays; those that say something else are told. */
export async function dropRepeats(
  query: Query,
  { staged, key, columns }: Keyed,
  field: string,
): Promise<void> {
  const names = sql.raw(key.join(", "));
  const table = sql.raw(staged);
  await sql`
    with firsts as (select ${names}, min(line) as first_line from ${table} group by ${names} having count(*) > 1),
         later as (delete from ${table} staged using firsts
                    where ${same("staged", "firsts", key)} and staged.line > firsts.first_line
                returning staged.*, firsts.first_line)
    insert into staged_faults
    select later.line, ${field}::text, 'duplicate_record', jsonb_build_object('first', later.first_line), false
      from later
      join ${table} kept on kept.line = later.first_line
     where ${distinct("kept", "later", columns)}`.execute(query);
}

/** Adds what is new and changes what is different; a row that says what is stored already is not touched. */
export async function mergeKeyed(query: Query, keyed: Keyed, now: Date): Promise<Counts> {
  const changed = await updateChanged(query, keyed);
  const added = await insertNew(query, keyed, now);
  return countsOf(await countStaged(query, keyed.staged), added, changed);
}

export function countsOf(staged: number, added: number, changed: number): Counts {
  return { added, changed, unchanged: staged - added - changed, stale: 0 };
}

export async function countStaged(query: Query, staged: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from ${sql.raw(staged)}`.execute(query);
  return rows[0]?.count ?? 0;
}

export async function insertNew(
  query: Query,
  { staged, target, key, columns, idKind }: Keyed,
  now: Date,
): Promise<number> {
  const names = [...key, ...columns];
  const id =
    idKind === undefined
      ? { column: sql``, value: sql`` }
      : { column: sql`id, `, value: sql`${stagedId(idKind, now)}, ` };
  const { numAffectedRows = 0n } = await sql`
    insert into ${sql.raw(target)} (${id.column}${sql.raw(names.join(", "))})
    select ${id.value}${sql.raw(names.map((name) => `staged.${name}`).join(", "))}
      from ${sql.raw(staged)} staged
     where not exists (select from ${sql.raw(target)} target where ${same("target", "staged", key)})
     order by ${sql.raw(key.map((name) => `staged.${name}`).join(", "))}`.execute(query);
  return Number(numAffectedRows);
}

export async function updateChanged(query: Query, { staged, target, key, columns }: Keyed): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update ${sql.raw(target)} target
       set ${sql.raw(columns.map((name) => `${name} = staged.${name}`).join(", "))}
      from ${sql.raw(staged)} staged
     where ${same("target", "staged", key)}
       and ${distinct("target", "staged", columns)}`.execute(query);
  return Number(numAffectedRows);
}

/** An id as `newId` makes it, made where the rows are: time first, 56 random bits. */
export function stagedId(kind: string, now: Date): RawBuilder<string> {
  const prefix = newId(kind, now).slice(0, kind.length + 11);
  return sql<string>`${prefix}::text || substr(replace(gen_random_uuid()::text, '-', ''), 1, 14)`;
}

function same(one: string, other: string, names: readonly string[]): RawBuilder<unknown> {
  return sql.raw(names.map((name) => `${one}.${name} = ${other}.${name}`).join(" and "));
}

function distinct(one: string, other: string, names: readonly string[]): RawBuilder<unknown> {
  const row = (table: string) => `row(${names.map((name) => `${table}.${name}`).join(", ")})`;
  return sql.raw(`${row(one)} is distinct from ${row(other)}`);
}
