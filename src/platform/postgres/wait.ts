/** Waits for a server that is starting, and refuses one that would forget what it acknowledged. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { ConfigError } from "../config.ts";

const PATIENCE_MS = 30_000;

/** Starting up, shutting down, or not there yet: worth another try. */
const PASSING = new Set([
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTFOUND", // the name of a container that is not up yet
  "EAI_AGAIN",
  "EPIPE",
]);

export async function waitForServer(connection: pg.ClientConfig): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(100)) {
    const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      await checkDurable(client);
      return;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (!PASSING.has(code) || Date.now() > end) throw error;
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** What the API answered must survive a power cut. Source: BAR 8. */
async function checkDurable(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')",
  );
  const off = rows.filter((row) => row.setting === "off").map((row) => row.name);
  if (off.length > 0)
    throw new ConfigError(`PostgreSQL has ${off.join(", ")} off: it would lose what Carnet acknowledged`);
}
