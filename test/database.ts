import { randomUUID } from "node:crypto";
import type pg from "pg";
import { type Database, openAsOwner, openDatabase } from "../src/platform/database.ts";
import { migrate } from "../src/platform/postgres/migrations.ts";
import { onDatabase, run } from "./template.ts";

export interface TestDatabase {
  readonly connection: pg.ClientConfig;
  /** As the portal sees it: bound by row-level security. */
  readonly db: Database;
  readonly pool: pg.Pool;
  /** As its owner sees it: everything. For looking, and for what a test must put there. */
  readonly owner: Database;
  close(): Promise<void>;
}

/** A private database: a copy of the template, cast included, or (`empty`) the bare migrations. */
export async function testDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const text = process.env["TEST_CONNECTION"];
  if (text === undefined) throw new Error("run tests by `tsx test/run.ts`: it starts the database they need");
  const server: pg.ClientConfig = JSON.parse(text);
  const name = `carnet_test_${randomUUID().slice(0, 8)}`;
  await run(
    server,
    `create database ${name} template ${options.empty === true ? "template0" : "carnet_template"}`,
  );
  const connection = onDatabase(server, name);
  if (options.empty === true) await migrate(connection);
  const { db, pool } = openDatabase(connection);
  const owner = openAsOwner(connection);
  return {
    connection,
    db,
    pool,
    owner: owner.db,
    close: async () => {
      await db.destroy();
      await owner.db.destroy();
      await run(server, `drop database ${name} with (force)`);
    },
  };
}
