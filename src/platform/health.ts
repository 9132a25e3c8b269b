/** Whether this process can serve, and what it measures of itself. */
import { statfs } from "node:fs/promises";
import { sql } from "kysely";
import { ConfigError } from "./config.ts";
import type { Portal } from "./context.ts";
import type { Database } from "./database.ts";
import { migrationNames } from "./postgres/migrations.ts";
import { Problem } from "./problem.ts";

const LEAST_FREE_SHARE = 0.02;
/** The migrations of this version, which do not change while it runs. */
let known: readonly string[] | undefined;

const MOST_CLOCK_SKEW_SECONDS = 5;

/** Refuses to start on a connection that row-level security does not bind, or whose clock is not ours. */
export async function checkConnection(db: Database): Promise<void> {
  const asked = Date.now();
  const { rows } = await sql<{ name: string; isFree: boolean; now: number }>`
    select current_user::text as name, rolsuper or rolbypassrls as is_free,
           extract(epoch from clock_timestamp())::float * 1000 as now
      from pg_roles where rolname = current_user`.execute(db);
  const { name, isFree, now } = rows[0] ?? { name: "nobody", isFree: true, now: asked };
  if (name !== "carnet_app" || isFree)
    throw new ConfigError(
      `the database connection works as ${name}, not as carnet_app: something between us and the server drops ` +
        "the options of the connection, and nothing would keep sites apart",
    );
  const skew = Math.max(asked - now, now - Date.now()) / 1000; // its now lies between our two, however long it took
  if (skew > MOST_CLOCK_SKEW_SECONDS)
    throw new ConfigError(
      `the database's clock and ours are ${Math.round(skew)} seconds apart: set both right`,
    );
}

/** Throws a 503 that says what is lacking. */
export async function checkReady({ db, config }: Portal): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const applied = new Set(rows.map((row) => row.name));
  known ??= await migrationNames();
  if (!known.every((name) => applied.has(name)))
    throw new Problem(503, "unavailable", { lacks: "migrations" });
  const disk = await statfs(config.filesFolder);
  if (disk.bavail / disk.blocks < LEAST_FREE_SHARE) throw new Problem(503, "unavailable", { lacks: "disk" });
}

/** Prometheus text. */
export async function metricsOf({ db, pool, clock }: Portal): Promise<string> {
  const { rows } = await sql<{ waiting: number; oldest: number }>`
    select count(*)::int as waiting, coalesce(extract(epoch from ${clock.now()} - min(queued_at)), 0)::int as oldest
      from mails where state = 'queued'`.execute(db);
  const jobs = await sql<{ waiting: number; failed: number; oldest: number }>`
    select count(*) filter (where state < 'active')::int as waiting, count(*) filter (where state = 'failed')::int as failed,
           coalesce(extract(epoch from now() - min(start_after) filter (where state < 'active')), 0)::int as oldest
      from pgboss.job`.execute(db);
  const { rss, heapUsed } = process.memoryUsage();
  const figures: [name: string, help: string, value: number][] = [
    ["carnet_mails_waiting", "Messages that are queued and not out yet", rows[0]?.waiting ?? 0],
    ["carnet_mails_oldest_seconds", "Age of the oldest message that is not out yet", rows[0]?.oldest ?? 0],
    ["carnet_jobs_waiting", "Jobs that are queued and not done yet", jobs.rows[0]?.waiting ?? 0],
    [
      "carnet_jobs_oldest_seconds",
      "How long the most overdue job is due",
      Math.max(0, jobs.rows[0]?.oldest ?? 0),
    ],
    ["carnet_jobs_failed", "Jobs that were given up", jobs.rows[0]?.failed ?? 0],
    ["carnet_database_connections", "Open connections of the pages and the API", pool.totalCount],
    ["carnet_database_waiting", "Requests that wait for a connection", pool.waitingCount],
    ["process_resident_memory_bytes", "Resident memory", rss],
    ["process_heap_used_bytes", "Heap in use", heapUsed],
    ["process_uptime_seconds", "Seconds since the start", Math.round(process.uptime())],
  ];
  return figures
    .map(([name, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`)
    .join("");
}
