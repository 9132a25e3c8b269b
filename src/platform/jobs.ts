/**
 * Work that happens after the answer: queued in the transaction of its cause, run at least once.
 *
 * So every job is safe to run twice, and takes ids, not copies. A worker that dies gives its job back within twenty
 * seconds: the heartbeat of ten, and the looks for lost ones and for retries. A job that keeps failing is tried for about a
 * day, ever more slowly, and is then left as failed. A job that cannot start, because nothing runs, waits for a year.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { type ConstructorOptions, fromKysely, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { asPortalRole, type Query } from "./database.ts";

export interface Job<Data extends object = object> {
  /** `noun.verb`. */
  readonly name: string;
  readonly run: (data: Data) => Promise<void>;
  /** How many run at once in this process; 1 when absent. */
  readonly concurrency?: number;
  /** Also runs by the clock, with no data: a cron expression in UTC. */
  readonly cron?: string;
  /** Tries after the first, each later than the one before: 20 by default. */
  readonly retries?: number;
}

export interface Jobs {
  /** Queues one job for each of `data`, in the transaction of `query`. */
  enqueue(query: Query, name: string, data: readonly object[]): Promise<void>;
  /**
   * Runs what is due, and what that queues, until nothing is left, here or in another worker. Answers how many ran
   * here. A job that fails does not keep the others from running; the first failure is thrown at the end.
   */
  drain(): Promise<number>;
  /** Queues every job that runs by the clock, then drains: for a clock that was moved. A failing job is tried again. */
  catchUp(): Promise<number>;
  /** From now on jobs run on their own. */
  work(): Promise<void>;
  stop(): Promise<void>;
}

/** `define` is called once, when the portal that the jobs need is there. */
export async function openJobs(
  connection: pg.PoolConfig,
  log: Logger,
  define: () => readonly Job[],
): Promise<Jobs> {
  const boss = await startQueue(connection, log);
  let defined: Promise<readonly Job[]> | undefined;
  const jobs = () => {
    defined ??= createQueues(boss, define()).catch((error) => {
      defined = undefined; // the next one asks again
      throw error;
    });
    return defined;
  };
  return {
    enqueue: async (query, name, data) => {
      if (data.length === 0) return;
      await jobs();
      const db = fromKysely(query.withoutPlugins());
      const rows = data.map((datum) => ({ data: datum }));
      await boss.insert(name, rows, { db });
    },
    drain: async () => {
      const { ran, failures } = await drain(boss, await jobs());
      if (failures.length > 0) throw failures[0];
      return ran;
    },
    catchUp: async () => {
      const timed = (await jobs()).filter((job) => job.cron !== undefined);
      for (const job of timed) await boss.send(job.name, {});
      const { ran, failures } = await drain(boss, await jobs());
      for (const error of failures) log.warn({ err: error }, "job failed, will be tried again");
      return ran;
    },
    work: async () => startWorkers(boss, await jobs(), log),
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}

/** Its tables are made by a migration; it only uses them. */
async function startQueue(connection: pg.PoolConfig, log: Logger): Promise<PgBoss> {
  const boss = new PgBoss({
    ...(asPortalRole(connection) as ConstructorOptions),
    schema: "pgboss",
    max: 4,
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    reindex: false,
    monitorVacuum: false,
    cronMonitorIntervalSeconds: 30,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
  });
  boss.on("error", (error) => log.warn({ err: error }, "job queue"));
  boss.on("warning", (warning) => log.debug({ warning }, "job queue"));
  await boss.start();
  return boss;
}

const HEARTBEAT_SECONDS = 10;

async function createQueues(boss: PgBoss, jobs: readonly Job[]): Promise<readonly Job[]> {
  for (const job of jobs) {
    const settings = {
      retryLimit: job.retries ?? 20,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 3 * 3600,
      expireInSeconds: 3600,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      retentionSeconds: 365 * 24 * 3600,
      deleteAfterSeconds: 3 * 24 * 3600,
      notify: true,
    };
    await boss.createQueue(job.name, settings);
    await boss.updateQueue(job.name, settings); // an older version may have made it
  }
  return jobs;
}

/** How soon a worker looks for what nobody tells of: a retry that has become due. */
const LOOK = { batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 3 };

async function startWorkers(boss: PgBoss, jobs: readonly Job[], log: Logger): Promise<void> {
  for (const job of jobs) {
    for (let i = 0; i < (job.concurrency ?? 1); i++) {
      const worker = await boss.work<object>(job.name, LOOK, async (batch) => {
        boss.notifyWorker(worker); // after this job it takes the next one at once
        for (const { data } of batch) await logged(job, data, log);
      });
    }
    if (job.cron !== undefined) await boss.schedule(job.name, job.cron, {}, { tz: "UTC" });
  }
}

async function logged(job: Job, data: object, log: Logger): Promise<void> {
  try {
    await job.run(data);
  } catch (error) {
    log.warn({ err: error, job: job.name, data }, "job failed, will be tried again");
    throw error;
  }
}

interface Drained {
  readonly ran: number;
  readonly failures: readonly unknown[];
}

async function drain(boss: PgBoss, jobs: readonly Job[]): Promise<Drained> {
  const failures: unknown[] = [];
  let ran = 0;
  for (let isIdle = false; !isIdle; ) {
    isIdle = true;
    for (const job of jobs) {
      for (const fetched of await boss.fetch<object>(job.name)) {
        isIdle = false;
        ran += 1;
        await settle(boss, job, fetched).catch((error) => failures.push(error));
      }
    }
    if (isIdle) isIdle = !(await othersWork(boss, jobs));
  }
  return { ran, failures };
}

/** Whether a worker has one of the jobs in hand; then what it does may queue more. */
async function othersWork(boss: PgBoss, jobs: readonly Job[]): Promise<boolean> {
  const names = jobs.map((job) => job.name);
  const { rows } = await boss
    .getDb()
    .executeSql("select 1 from pgboss.job where state = 'active' and name = any ($1) limit 1", [names]);
  if (rows.length > 0) await sleep(50);
  return rows.length > 0;
}

async function settle(boss: PgBoss, job: Job, { id, data }: { id: string; data: object }): Promise<void> {
  const beat = setInterval(
    () => void boss.touch(job.name, id).catch(() => {}),
    (HEARTBEAT_SECONDS * 1000) / 2,
  );
  try {
    await job.run(data);
  } catch (error) {
    await boss.fail(job.name, id, { message: String(error) });
    throw error;
  } finally {
    clearInterval(beat);
  }
  await boss.complete(job.name, id);
}
