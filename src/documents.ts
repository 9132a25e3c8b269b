/**
 * Writes what is generated: `db/schema.sql`, `docs/permissions.md`, `docs/problems.md`, `docs/openapi.json`.
 *
 * `--check` writes nothing and fails when a file is not what it would write.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { pino } from "pino";
import { createApp } from "./app.ts";
import { permissionsText } from "./documents/permissions.ts";
import { problemsText } from "./documents/problems.ts";
import { readSchema } from "./documents/schema.store.ts";
import { readConfig } from "./platform/config.ts";
import { startPostgres } from "./platform/postgres/index.ts";
import { migrate } from "./platform/postgres/migrations.ts";
import { openPortal } from "./portal.ts";

const isCheck = process.argv.includes("--check");
const texts = {
  ...(await fromDatabase()),
  "docs/problems.md": problemsText(),
};
const stale = Object.entries(texts).filter(
  ([file, text]) => !existsSync(file) || readFileSync(file, "utf8") !== text,
);
for (const [file, text] of stale) {
  if (isCheck) console.error(`${file} is not what the code says: run \`npm run check -- --write\``);
  else write(file, text);
}
process.exitCode = isCheck && stale.length > 0 ? 1 : 0;

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${file}`);
}

async function fromDatabase(): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "carnet-documents-"));
  chmodSync(folder, 0o755); // PostgreSQL runs as another account when we are root
  const postgres = await startPostgres({ dataFolder: folder, durable: false });
  try {
    await migrate(postgres.connection);
    return {
      "db/schema.sql": await schemaText(postgres.connection),
      ...(await textsOfApp(postgres.connection, folder)),
    };
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function schemaText(connection: pg.ClientConfig): Promise<string> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return await readSchema(client);
  } finally {
    await client.end();
  }
}

/** What only the assembled portal knows: its API, and what each of its routes asks for. */
async function textsOfApp(connection: pg.ClientConfig, folder: string): Promise<Record<string, string>> {
  const config = readConfig({
    CARNET_DATA: join(folder, "data"),
    CARNET_DEMO: "none",
    CARNET_LOG_LEVEL: "silent",
  });
  const { portal, close } = await openPortal(config, connection, { log: pino({ level: "silent" }) });
  const app = await createApp(portal);
  await app.ready();
  const texts = {
    "docs/openapi.json": `${JSON.stringify(app.swagger(), null, 2)}\n`,
    "docs/permissions.md": permissionsText(app.routeTable),
  };
  await app.close();
  await close();
  return texts;
}
