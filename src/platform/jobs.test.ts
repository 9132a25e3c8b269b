import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { pino } from "pino";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { openDatabase, type Query, transaction } from "./database.ts";
import { type Job, type Jobs, openJobs } from "./jobs.ts";

let database: TestDatabase;
const opened: Jobs[] = [];
/** What the queue complained of. */
const complaints: string[] = [];
const log = pino({ level: "warn" }, { write: (line) => void complaints.push(line) });

before(async () => {
  database = await testDatabase({ empty: true });
  // Whoever tries to change the structure is refused and heard of, whatever its rights.
  await sql
    .raw(`create function no_ddl() returns event_trigger language plpgsql as
                 $$ begin raise exception 'DDL: %', tg_tag; end $$;
                 create event trigger no_ddl on ddl_command_start execute function no_ddl()`)
    .execute(database.owner);
});
beforeEach(() => complaints.splice(0));
afterEach(async () => {
  for (const jobs of opened.splice(0)) await jobs.stop();
});
after(() => database.close());

interface Thing {
  readonly thing?: string;
}

async function open(...jobs: Job<Thing>[]): Promise<Jobs> {
  const made = await openJobs(database.connection, log, () => jobs as readonly Job[]);
  opened.push(made);
  return made;
}

const queue = (jobs: Jobs, name: string, ...things: string[]) =>
  transaction(database.db, {}, (query) =>
    jobs.enqueue(
      query,
      name,
      things.map((thing) => ({ thing })),
    ),
  );

async function stateOf(name: string): Promise<{ state: string; tries: number; seconds: number }[]> {
  const { rows } = await sql<{ state: string; tries: number; seconds: number }>`
    select state::text, retry_count as tries, extract(epoch from start_after - now())::float as seconds
      from pgboss.job where name = ${name} order by data->>'thing'`.execute(database.owner);
  return rows;
}

async function until(what: () => boolean | Promise<boolean>, seconds: number): Promise<number> {
  const started = performance.now();
  while (!(await what())) {
    if (performance.now() - started > seconds * 1000) throw new Error(`not within ${seconds} s`);
    await sleep(20);
  }
  return (performance.now() - started) / 1000;
}

describe("a job", () => {
  test("is queued with its cause, or not at all", async () => {
    const ran: unknown[] = [];
    const jobs = await open({ name: "letter.send", run: async (data) => void ran.push(data) });
    const undone = transaction(database.db, {}, async (query) => {
      await jobs.enqueue(query, "letter.send", [{ thing: "undone" }]);
      throw new Error("changed my mind");
    });
    await assert.rejects(undone, /changed my mind/);
    await queue(jobs, "letter.send", "one", "two");
    await transaction(database.db, {}, (query) => jobs.enqueue(query, "letter.send", []));
    assert.equal(await jobs.drain(), 2);
    assert.deepEqual(ran, [{ thing: "one" }, { thing: "two" }]);
    assert.equal(await jobs.drain(), 0);
  });

  test("of a name that nobody defined is refused, in the transaction of its cause", async () => {
    const jobs = await open({ name: "letter.send", run: async () => {} });
    await assert.rejects(queue(jobs, "letter.sned", "x"), /letter\.sned does not exist/);
  });

  test("may queue others: all are drained", async () => {
    const ran: string[] = [];
    const jobs: Jobs = await open(
      { name: "second.step", run: async ({ thing }) => void ran.push(`second ${thing}`) },
      {
        name: "first.step",
        run: async ({ thing }) => {
          ran.push(`first ${thing}`);
          await queue(jobs, "second.step", thing ?? "");
        },
      },
    );
    await queue(jobs, "first.step", "a");
    assert.equal(await jobs.drain(), 2);
    assert.deepEqual(ran, ["first a", "second a"]);
  });

  test("that fails is thrown by the drain, which runs the others; it is tried again, later each time", async () => {
    const ran: string[] = [];
    const jobs = await open({
      name: "shaky.send",
      run: async ({ thing }) => {
        ran.push(thing ?? "");
        if (thing === "bad") throw new Error("no luck");
      },
    });
    await queue(jobs, "shaky.send", "bad", "good");
    await assert.rejects(jobs.drain(), /no luck/);
    assert.deepEqual(ran, ["bad", "good"]);
    const pauses: number[] = [];
    for (let tries = 1; tries <= 6; tries++) {
      const [bad] = await stateOf("shaky.send");
      assert.deepEqual([bad?.state, bad?.tries], ["retry", tries - 1]);
      pauses.push(bad?.seconds ?? 0);
      assert.equal(await jobs.drain(), 0);
      await sql`update pgboss.job set start_after = now() where state = 'retry' and name = 'shaky.send'`.execute(
        database.owner,
      );
      await assert.rejects(jobs.drain(), /no luck/);
    }
    assert.ok(
      pauses.every((pause) => pause > 0) && (pauses.at(-1) ?? 0) > 4 * (pauses[0] ?? 0),
      String(pauses),
    );
  });

  test("that keeps failing is left as failed after its retries", async () => {
    const jobs = await open({
      name: "hopeless.send",
      retries: 1,
      run: async () => Promise.reject(new Error("never")),
    });
    await queue(jobs, "hopeless.send", "x");
    for (let i = 0; i < 2; i++) {
      await assert.rejects(jobs.drain());
      await sql`update pgboss.job set start_after = now() where name = 'hopeless.send'`.execute(
        database.owner,
      );
    }
    assert.equal(await jobs.drain(), 0);
    assert.deepEqual(
      (await stateOf("hopeless.send")).map(({ state }) => state),
      ["failed"],
    );
  });

  test("takes its settings anew when a newer version has others", async () => {
    await open({ name: "changed.send", retries: 1, run: async () => {} }).then((jobs) => jobs.drain());
    await open({ name: "changed.send", retries: 7, run: async () => {} }).then((jobs) => jobs.drain());
    const { rows } = await sql`select retry_limit from pgboss.queue where name = 'changed.send'`.execute(
      database.owner,
    );
    assert.deepEqual(rows, [{ retryLimit: 7 }]);
  });

  test("that runs by the clock runs when the clock was moved; one that fails keeps nobody waiting", async () => {
    const ran: string[] = [];
    const jobs = await open(
      { name: "broken.night", cron: "0 3 * * *", run: async () => Promise.reject(new Error("not tonight")) },
      { name: "quiet.night", cron: "0 3 * * *", run: async () => void ran.push("quiet") },
      { name: "never.night", run: async () => void ran.push("never") },
    );
    assert.equal(await jobs.catchUp(), 2);
    assert.deepEqual(ran, ["quiet"]);
    assert.match(complaints.join(), /not tonight/);
  });
});

describe("queueing in transactions", () => {
  test("waits for no connection that those transactions hold: all of them at once, with the queues still unmade", async () => {
    const one = openDatabase(database.connection, 4);
    try {
      const jobs = await open({ name: "crowd.send", run: async () => {} });
      const work = (query: Query) => jobs.enqueue(query, "crowd.send", [{ thing: "x" }]);
      const started = performance.now();
      await Promise.all(Array.from({ length: 40 }, () => transaction(one.db, {}, work)));
      assert.ok(performance.now() - started < 4000);
      assert.equal(await jobs.drain(), 40);
    } finally {
      await one.db.destroy();
    }
  });
});

describe("workers", () => {
  test("run what is queued at once, each job once, and stop in order", async () => {
    const ran: string[] = [];
    const job: Job<Thing> = {
      name: "quick.send",
      concurrency: 2,
      run: async ({ thing }) => void ran.push(thing ?? ""),
    };
    const [one, other] = [await open(job), await open(job)];
    await Promise.all([one.work(), other.work()]);
    const things = Array.from({ length: 50 }, (_, i) => String(i));
    await queue(one, "quick.send", ...things);
    const seconds = await until(() => ran.length >= 50, 15);
    await sleep(200);
    assert.deepEqual(
      ran.toSorted((a, b) => Number(a) - Number(b)),
      things,
    );
    assert.ok(seconds < 10, `${seconds} s`);
    await Promise.all([one.stop(), other.stop()]);
    assert.deepEqual(complaints, []);
  });

  test("that hold a job are waited for by a drain", async () => {
    let isDone = false;
    const { promise: held, resolve: hold } = Promise.withResolvers<void>();
    const jobs = await open({
      name: "long.send",
      run: async () => {
        hold();
        await sleep(400);
        isDone = true;
      },
    });
    await jobs.work();
    await queue(jobs, "long.send", "x");
    await held;
    await jobs.drain();
    assert.equal(isDone, true);
    await jobs.stop();
  });

  test("that stop let a running job end", async () => {
    let isDone = false;
    const { promise: held, resolve: hold } = Promise.withResolvers<void>();
    const jobs = await open({
      name: "parting.send",
      run: async () => {
        hold();
        await sleep(700);
        isDone = true;
      },
    });
    await jobs.work();
    await queue(jobs, "parting.send", "x");
    await held;
    await jobs.stop();
    assert.equal(isDone, true);
    assert.deepEqual(
      (await stateOf("parting.send")).map(({ state }) => state),
      ["completed"],
    );
  });

  test("that are killed give their job back within twenty seconds", async () => {
    const script = join(import.meta.dirname, "../../test/crash/worker.ts");
    const args = ["--import", import.meta.resolve("tsx"), script, JSON.stringify(database.connection)];
    const ran: number[] = [];
    const jobs = await open({ name: "paper.print", run: async () => void ran.push(Date.now()) });
    await queue(jobs, "paper.print", "x");
    const worker = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    await once(worker.stdout, "data");
    worker.kill("SIGKILL");
    await jobs.work();
    const seconds = await until(() => ran.length > 0, 25);
    assert.ok(seconds <= 20, `${seconds} s`);
    assert.deepEqual((await stateOf("paper.print")).length, 1);
    await jobs.stop();
  });

  test("under the portal's role change no structure, whatever they do", async () => {
    const jobs = await open({ name: "still.send", cron: "* * * * *", run: async () => {} });
    await jobs.work();
    await queue(jobs, "still.send", "x");
    await sleep(6500); // a look for lost jobs, and for what is due by the clock
    await jobs.stop();
    assert.deepEqual(complaints, []);
  });
});
