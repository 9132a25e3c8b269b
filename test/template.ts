/** The template database: every migration and the cast. Each test file clones it in about 50 ms. */
import pg from "pg";
import { migrate } from "../src/platform/postgres/migrations.ts";
import { addCast } from "./cast.ts";

const TEMPLATE = "carnet_template";

export async function buildTemplate(connection: pg.ClientConfig): Promise<void> {
  await run(connection, `drop database if exists ${TEMPLATE} with (force)`);
  await run(connection, `create database ${TEMPLATE}`);
  const template = onDatabase(connection, TEMPLATE);
  await migrate(template);
  await addCast(template);
}

/** The same server, another database. */
export function onDatabase(connection: pg.ClientConfig, database: string): pg.ClientConfig {
  if (connection.connectionString === undefined) return { ...connection, database };
  const url = new URL(connection.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
}

export async function run(connection: pg.ClientConfig, text: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
