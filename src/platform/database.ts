/**
 * The database: one pool, and one way to run SQL, in a transaction that says for whom.
 *
 * `transaction` sets the reach that row-level security reads: one site, one person, or the whole vendor. What is set
 * ends with the transaction, so a pooled connection carries nothing to its next user. Isolation is read committed: each
 * limit is a constraint or a conditional update, never an isolation level.
 */
import { setTimeout as sleep } from "node:timers/promises";
import {
  CamelCasePlugin,
  CompiledQuery,
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
} from "kysely";
import pg from "pg";
import { LOOK, preparing } from "./postgres/prepared.ts";

/** Every table. Empty here: each store adds the tables that it owns. */
// biome-ignore lint/suspicious/noEmptyInterface: stores add to it by declaration merging
export interface Tables {}

/** Runs SQL within one open transaction. */
export type Query = Kysely<Tables>;
export type Database = Kysely<Tables>;

/** Whose rows a transaction may touch. Absent parts reach nothing. */
export interface Reach {
  readonly siteId?: string;
  readonly personId?: string;
  /** The vendor's own side: feeds, jobs, staff. Reaches every site. */
  readonly vendor?: true;
}

/** The role that the portal's connections take: no owner, no DDL, bound by row-level security. */
const ROLE = "carnet_app";

export interface Pool {
  readonly db: Database;
  readonly pool: pg.Pool;
}

export function openDatabase(connection: pg.PoolConfig, size = 12): Pool {
  return openPool({
    max: size,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 2_000,
    ...asPortalRole(connection, "-c statement_timeout=0 -c idle_in_transaction_session_timeout=60000"),
  });
}

/** For migrations and tests: the connection's own role, which owns the tables. */
export function openAsOwner(connection: pg.PoolConfig): Pool {
  return openPool({ max: 2, ...withOptions(connection, "-c timezone=UTC") });
}

/** The same connection, in the portal's role from its first statement on. */
export function asPortalRole(connection: pg.PoolConfig, more = ""): pg.PoolConfig {
  return withOptions(connection, `${more} -c role=${ROLE} -c timezone=UTC`);
}

/** Ours come after those of the URL, which would otherwise replace them, and with them the role. */
function withOptions(connection: pg.PoolConfig, options: string): pg.PoolConfig {
  if (connection.connectionString === undefined) return { ...connection, options };
  const [address = "", query = ""] = connection.connectionString.split("?");
  const settings = new URLSearchParams(query);
  const theirs = settings.get("options") ?? "";
  settings.delete("options");
  return {
    ...connection,
    connectionString: `${address}?${settings}`,
    options: `${theirs} ${options}`.trim(),
  };
}

function openPool(config: pg.PoolConfig): Pool {
  const pool = new pg.Pool({ ...config, types: { getTypeParser } });
  // A connection that PostgreSQL closes, idle or between two statements, would otherwise end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return { db: kyselyOn(preparing(pool)), pool };
}

function kyselyOn(pool: PostgresPool): Database {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    // Columns are snake_case, code is camelCase; the border is here. What is inside a jsonb stays as it is.
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/** One connection, as a database and as what Kysely cannot say: COPY. Given back broken when `work` breaks it. */
export async function onOneConnection<Value>(
  pool: pg.Pool,
  work: (db: Database, client: pg.PoolClient) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const breaks = (error: Error) => (broken = error);
  client.on("error", breaks); // without a listener, a connection that PostgreSQL ends would end the process
  const query = (text: string, values: unknown[] = []): unknown => client.query(text, values);
  const lent = { query: query as PostgresPoolClient["query"], release: () => {} };
  const one = { connect: async () => lent, options: pool.options, end: async () => {} };
  try {
    return await work(kyselyOn(one), client);
  } finally {
    client.off("error", breaks);
    client.release(broken);
  }
}

const TRIES = 5;
/** What runs within a transaction. */
const open = new WeakSet<Query>();

/**
 * Runs `work` in one transaction: all of it happens, or none. Run again when PostgreSQL chose it to break a tie.
 *
 * `work` must not go on after a statement has failed: the transaction is then lost, and its end says so.
 */
export async function transaction<Value>(
  db: Database,
  reach: Reach,
  work: (query: Query) => Promise<Value>,
): Promise<Value> {
  return begun(db, beginFor(reach), work);
}

/** One `select` and nothing else, with that reach: its transaction travels whole in one message. */
export async function look<Value>(
  db: Database,
  reach: Reach,
  work: (query: Query) => Promise<Value>,
): Promise<Value> {
  return begun(db, beginFor(reach).replace("begin;", LOOK), work);
}

async function begun<Value>(
  db: Database,
  begin: string,
  work: (query: Query) => Promise<Value>,
): Promise<Value> {
  if (open.has(db)) throw new Error("a transaction within a transaction: its end would be the end of both");
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.connection().execute((connection) => once(connection, begin, work));
    } catch (error) {
      if (attempt >= TRIES || !isTie(error)) throw error;
      await sleep(2 ** attempt * (5 + Math.random() * 10));
    }
  }
}

async function once<Value>(
  connection: Query,
  begin: string,
  work: (query: Query) => Promise<Value>,
): Promise<Value> {
  open.add(connection);
  let value: Value;
  try {
    await run(connection, begin);
    value = await work(connection);
  } catch (error) {
    await run(connection, "rollback").catch(() => {}); // prepared.ts gives such a connection to nobody else
    throw error;
  } finally {
    open.delete(connection);
  }
  const { rows } = await run(connection, "commit");
  // A statement failed and somebody caught its error: PostgreSQL answers this commit by undoing everything.
  if (rows[0]?.command !== "COMMIT")
    throw new Error("the transaction was undone by an error that was hidden");
  return value;
}

function run(connection: Query, text: string) {
  return connection.executeQuery<{ command?: string }>(CompiledQuery.raw(text));
}

/** One round trip. Ids are ours, yet checked: they stand in the text, where no parameter can. */
function beginFor({ siteId, personId, vendor }: Reach): string {
  const settings = [
    ...(siteId === undefined ? [] : [`set local carnet.site_id = '${checkedId(siteId)}'`]),
    ...(personId === undefined ? [] : [`set local carnet.person_id = '${checkedId(personId)}'`]),
    ...(vendor === undefined ? [] : ["set local carnet.reach = 'vendor'"]),
  ];
  return ["begin", ...settings].join("; ");
}

/** Ids are `kind_` and Crockford base 32. Anything else names nothing and reaches nothing. */
function checkedId(id: string): string {
  return /^[a-z]+_[0-9a-z]{1,40}$/.test(id) ? id : "";
}

/** Serialization failure or deadlock: PostgreSQL rolled one of two back so that the other goes on. */
function isTie(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === "40001" || error.code === "40P01");
}

/** The name of the constraint that refused a statement, or undefined when something else went wrong. */
export function violatedConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError && error.code?.startsWith("23") ? error.constraint : undefined;
}

/** A `date` has no time zone: it stays the text it is. A `timestamptz` becomes ISO text, "2026-03-31T09:00:00Z". */
const PARSERS: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.DATE]: (text) => text,
  [pg.types.builtins.TIMESTAMPTZ]: (text) => text.replace(" ", "T").replace("+00", "Z"),
  [pg.types.builtins.INT8]: safeInteger,
};

function getTypeParser(oid: number, format?: "text" | "binary") {
  return PARSERS[oid] ?? pg.types.getTypeParser(oid, format as "text");
}

function safeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint out of range: ${text}`);
  return number;
}
