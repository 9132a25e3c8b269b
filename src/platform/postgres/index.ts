/**
 * The PostgreSQL that Carnet brings along, for one machine.
 *
 * Real and durable, reached through a unix socket only, run as an account without rights when we are root. It survives
 * the death of any process: an orphan is taken over, the traces of a dead one are cleared, and nothing that was
 * acknowledged is lost. Data is never deleted. For several machines set CARNET_DATABASE_URL instead.
 */
import { findBinaries } from "./binaries.ts";
import { DATABASE, makeCluster, OWNER } from "./cluster.ts";
import { openHome, readSecret } from "./home.ts";
import { PORT, runningServer } from "./pid-file.ts";
import { keep, type Launch, runServer, shutDown } from "./server.ts";
import { argumentsFor, type Settings, serverSettings } from "./settings.ts";
import { alone, countUsers, enter } from "./users.ts";

export interface PostgresOptions {
  /** Carnet's own data folder (CARNET_DATA); PostgreSQL gets `postgres` in it. */
  readonly dataFolder: string;
  /** Win over ours. */
  readonly settings?: Settings;
  /** One line for the operator. PostgreSQL's own log is the file `postgres/log`. */
  readonly log?: (line: string) => void;
  /** False only for tests: nothing waits for the disk. */
  readonly durable?: boolean;
}

export interface Postgres {
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
    readonly database: string;
  };
  /** Changes when it had to be started again. */
  readonly pid: number;
  /** It ran already when we came. */
  readonly adopted: boolean;
  /** The database was made now. */
  readonly initialised: boolean;
  /** Stops it, unless another process uses it too. May be called twice. */
  stop(): Promise<void>;
}

export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataFolder, settings, log = () => {}, durable = true } = options;
  const home = openHome(dataFolder);
  const binaries = findBinaries(home.account);
  const launch: Launch = {
    home,
    binaries,
    args: argumentsFor(home, serverSettings(home, durable, settings)),
    log,
  };
  return alone(home, async () => {
    const initialised = makeCluster(home, binaries, durable);
    const password = readSecret(home);
    const { pid, adopted } = await runServer(launch, countUsers(home) === 0);
    const { pidNow, stop } = use(launch, pid);
    return {
      connection: { host: home.sockets, port: PORT, user: OWNER, password, database: DATABASE },
      adopted,
      initialised,
      stop,
      get pid() {
        return pidNow();
      },
    };
  });
}

/** Enters us as a user of the server and keeps it running until we stop. */
function use(launch: Launch, pid: number) {
  const { home, log } = launch;
  const leave = enter(home);
  let stopping: Promise<void> | undefined;
  const restart = () =>
    alone(home, async () => (stopping === undefined ? runServer(launch, countUsers(home) === 1) : undefined));
  const keeper = keep({ home, pid, restart, log });
  const stop = async () => {
    keeper.release();
    await alone(home, async () => {
      leave();
      if (countUsers(home) === 0) await shutDown(home, runningServer(home) ?? keeper.pid());
    });
  };
  return { pidNow: keeper.pid, stop: () => (stopping ??= stop()) };
}
