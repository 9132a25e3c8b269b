/**
 * Writes rows into an embedded PostgreSQL until it is killed, and notes each id once PostgreSQL has acknowledged it.
 *
 * Started as `writer.ts <data folder> <file of acknowledged ids>`; says "writing" when it has begun.
 */
import { openSync, writeSync } from "node:fs";
import pg from "pg";
import { startPostgres } from "../../src/platform/postgres/index.ts";

const [dataFolder = "", acknowledged = ""] = process.argv.slice(2);
const { connection } = await startPostgres({ dataFolder });
const client = new pg.Client(connection);
client.on("error", () => process.exit(3));
await client.connect();
await client.query("create table if not exists written (id bigserial primary key, text text not null)");
const notes = openSync(acknowledged, "a");
process.stdout.write("writing\n");
for (;;) {
  const { rows } = await client.query("insert into written (text) values (repeat('x', 200)) returning id");
  writeSync(notes, `${rows[0].id}\n`);
}
