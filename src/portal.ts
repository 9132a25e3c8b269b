/** One process's portal: the database, the clock, the secrets and the jobs, made in the order in which they need each other. */
import { mkdirSync } from "node:fs";
import type pg from "pg";
import type { Logger } from "pino";
import { openLicenseSigning, startSigning } from "./license-files/index.ts";
import { closeDesk } from "./licensing/index.ts";
import { jobsOf } from "./modules.ts";
import { type Clock, machineClock, openDemoClock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import type { Portal } from "./platform/context.ts";
import { openDatabase } from "./platform/database.ts";
import { checkConnection } from "./platform/health.ts";
import { openJobs } from "./platform/jobs.ts";
import { openSecrets } from "./platform/secrets.ts";

export interface OpenPortal {
  readonly portal: Portal;
  close(): Promise<void>;
}

/** The database is migrated already. `clock` is given by tests; else the mode decides. `before`: repairs, ahead of checks. */
export async function openPortal(
  config: Config,
  connection: pg.PoolConfig,
  { log, clock, before }: { log: Logger; clock?: Clock; before?: (portal: Portal) => Promise<void> },
): Promise<OpenPortal> {
  for (const folder of [config.filesFolder, config.releasesRoot])
    mkdirSync(folder, { recursive: true, mode: 0o750 });
  const { db, pool } = openDatabase(connection);
  const secrets = openSecrets(config.dataFolder, config.secret);
  await checkConnection(db);
  const demoClock = config.mode === "demo" && !clock ? await openDemoClock(db, config.clock) : undefined;
  const jobs = await openJobs(connection, log, () => jobsOf(portal));
  const licenseSigning = openLicenseSigning(config.dataFolder);
  const now = clock ?? demoClock ?? machineClock;
  const portal: Portal = { config, db, pool, log, clock: now, secrets, jobs, licenseSigning };
  const close = async () => {
    demoClock?.stop();
    await closeDesk(portal);
    await jobs.stop();
    await db.destroy();
  };
  try {
    await before?.(portal);
    const stopSigning = await startSigning(portal);
    return { portal, close: () => stopSigning().then(close) };
  } catch (error) {
    await close();
    throw error;
  }
}
