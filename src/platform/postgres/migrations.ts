/** Brings a database to the newest migration of `db/migrations`, as its owner. Forward only; safe to run twice. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type pg from "pg";
import { getConstructionPlans } from "pg-boss";
import { type Database, openAsOwner } from "../database.ts";

const TRIES = 5;
const FOLDER = join(import.meta.dirname, "../../../db/migrations");

/**
 * The names of the migrations that were applied now.
 *
 * All happen in one transaction, alone: interrupted at any point, none of them has happened. A statement waits two
 * seconds for a lock, so that a portal that runs is never held up for longer; then all of it is undone and tried again.
 * A database that a newer version has brought further is left as it is.
 */
export async function migrate(connection: pg.PoolConfig): Promise<string[]> {
  const { db } = openAsOwner(connection);
  try {
    const migrations = await readMigrations();
    const applied = await appliedIn(db);
    if (Object.keys(migrations).every((name) => applied.has(name))) return [];
    const migrator = new Migrator({
      db: db.withoutPlugins(),
      provider: { getMigrations: async () => migrations },
    });
    for (let attempt = 1; ; attempt++) {
      const { error, results = [] } = await migrator.migrateToLatest();
      if (error === undefined) return results.map((result) => result.migrationName);
      if (attempt >= TRIES || !isLockWait(error)) throw error;
      await sleep(attempt * 500);
    }
  } finally {
    await db.destroy();
  }
}

function isLockWait(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "55P03";
}

async function appliedIn(db: Database): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ isThere: boolean }>`
    select to_regclass('public.kysely_migration') is not null as is_there`.execute(db);
  if (rows[0]?.isThere !== true) return new Set();
  const applied = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return new Set(applied.rows.map((row) => row.name));
}

/** The names of all migrations that this version of the portal knows. */
export async function migrationNames(): Promise<string[]> {
  return Object.keys(await readMigrations());
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith(".sql")).sort();
  const migrations = await Promise.all(
    files.map(async (name) => [name.replace(/\.sql$/, ""), await readOne(name)] as const),
  );
  return Object.fromEntries([...migrations, ["0001_platform_jobs", jobs] as const]);
}

async function readOne(name: string): Promise<Migration> {
  const text = await readFile(join(FOLDER, name), "utf8");
  return {
    up: async (db) => {
      await sql.raw("set local lock_timeout = '2s'").execute(db);
      await sql.raw(text).execute(db);
    },
  };
}

/** The job queue's own tables; the library makes them, our role may use but not change them. */
const jobs: Migration = {
  up: async (db) => {
    const plan = getConstructionPlans("pgboss").replace(/^\s*(BEGIN|COMMIT);\s*$/gm, "");
    await sql.raw(plan).execute(db);
    await sql
      .raw(`grant select on kysely_migration to carnet_app;
            grant usage on schema pgboss to carnet_app;
            grant select, insert, update, delete on all tables in schema pgboss to carnet_app;
            grant usage on all sequences in schema pgboss to carnet_app;
            grant execute on all functions in schema pgboss to carnet_app;`)
      .execute(db);
  },
};
