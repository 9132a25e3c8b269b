/** Starts the portal: reads the settings, opens the database, brings it up to date, listens. Ctrl-C stops all of it. */
import closeWithGrace from "close-with-grace";
import type pg from "pg";
import { type Logger, pino } from "pino";
import { createApp } from "./app.ts";
import { prepareFirstStart } from "./first-start.ts";
import { greet } from "./greeting.ts";
import { type Config, ConfigError, readConfig } from "./platform/config.ts";
import { startPostgres } from "./platform/postgres/index.ts";
import { migrate } from "./platform/postgres/migrations.ts";
import { waitForServer } from "./platform/postgres/wait.ts";
import { openPortal } from "./portal.ts";

const startedAt = performance.now();
const config = settings();
const log = pino({ level: config.logLevel, base: null }, pino.destination({ dest: 2, sync: true }));
const closers: (() => Promise<unknown>)[] = [];

closeWithGrace({ delay: 20_000, logger: false }, async ({ err, signal }) => {
  if (err !== undefined) log.fatal({ err }, "the portal ends");
  if (signal !== undefined) console.log("\nStopping …");
  for (const close of closers.reverse()) await close();
});

try {
  await start();
} catch (error) {
  console.error(`Carnet cannot start: ${sentenceOf(error)}`);
  for (const close of closers.reverse()) await close();
  process.exit(1);
}

async function start(): Promise<void> {
  const connection = await openServer(config, log);
  await migrate(connection);
  const { portal, close } = await openPortal(config, connection, { log });
  closers.push(close);
  const first = await prepareFirstStart(portal);
  const app = await createApp(portal);
  closers.push(() => app.close());
  await app.listen({ port: config.port, host: config.host });
  await portal.jobs.work();
  greet(config, first, performance.now() - startedAt);
}

/** What a person can act on; a fault of ours with where it happened. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `port ${config.port} is taken; set CARNET_PORT to another one`;
  if (error instanceof ConfigError) return error.message;
  return error.constructor === Error || code !== undefined ? error.message : (error.stack ?? error.message);
}

function settings(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`Carnet cannot start with these settings:\n${error.message.replaceAll(/^/gm, "  ")}`);
    process.exit(2);
  }
}

/** The server that the settings name, or our own, which stops with us. */
async function openServer({ databaseUrl, dataFolder }: Config, logger: Logger): Promise<pg.PoolConfig> {
  if (databaseUrl !== null) {
    const url = { connectionString: databaseUrl };
    await waitForServer(url);
    return url;
  }
  const postgres = await startPostgres({ dataFolder, log: (line) => logger.warn({ line }, "PostgreSQL") });
  logger.info(
    "the embedded PostgreSQL lags behind on security fixes; for anything exposed set CARNET_DATABASE_URL",
  );
  closers.push(() => postgres.stop());
  return postgres.connection;
}
