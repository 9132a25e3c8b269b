/**
 * W5: 100,000 orders come in, and a million; each beside a bare COPY of the same lines into a table without a key.
 *
 * From the first byte on its way in until the report is there. `--short` leaves out the million and the 2 GB file.
 * `pgSeconds` is the processor time of PostgreSQL's part: on a shared machine it says more than the clock.
 */
import { spawnSync } from "node:child_process";
import { createReadStream, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { pino } from "pino";
import { applyFeed } from "../src/feeds/operations.ts";
import { receiveFeed } from "../src/feeds/receive.documents.ts";
import { readDocument } from "../src/feeds/run/read.documents.ts";
import { readConfig } from "../src/platform/config.ts";
import { type Portal, systemContext } from "../src/platform/context.ts";
import { openPortal } from "../src/portal.ts";
import { type Figure, report } from "./figures.ts";
import { openStage } from "./stage.ts";

const isShort = process.argv.includes("--short");
const figures: Figure[] = [];
const figure = (name: string, value: number, unit: string) => figures.push({ name, value, unit });

const small = await measureFresh(100_000, "orders100k");
if (!isShort) {
  const large = await measureFresh(1_000_000, "orders1m");
  figure("orders1m.timeToLinear", large / (10 * small), "ratio");
  await measureJunk();
}
report("W5", figures);

/** Each on a database of its own: feeds of different sizes give the same numbers to different orders. */
async function measureFresh(orders: number, name: string): Promise<number> {
  const stage = await openStage();
  try {
    const config = readConfig({ CARNET_DATA: join(stage.folder, "data"), CARNET_DEMO: "none" });
    const { portal, close } = await openPortal(config, stage.connection, { log: pino({ level: "fatal" }) });
    const seconds = await measure({ portal, folder: stage.folder }, orders, name);
    await close();
    return seconds;
  } finally {
    await stage.close();
  }
}

interface Measured {
  readonly portal: Portal;
  readonly folder: string;
}

/** Seconds of the first import; its figures, the bare COPY's and the second import's are written down. */
async function measure({ portal, folder }: Measured, orders: number, name: string): Promise<number> {
  const file = join(folder, `${name}.jsonl`);
  // By a process of its own: what making it takes is not the import's memory.
  const numbers = ["--sites", String(orders / 200), "--orders", String(orders)];
  const flags = ["--import", "tsx", "src/cli.ts", "demo", "feed", ...numbers];
  spawnSync(process.execPath, flags, { stdio: ["ignore", openSync(file, "w"), "inherit"] });
  const first = await importFile({ portal, folder }, file);
  const again = await importFile({ portal, folder }, file);
  const bare = await timed(() => copyBare(portal.pool, file));
  figure(`${name}.import`, first.seconds, "s");
  figure(`${name}.pgSeconds`, first.pgSeconds, "s");
  figure(`${name}.added`, first.added, "orders");
  figure(`${name}.bareCopy`, bare, "s");
  figure(`${name}.ratio`, first.seconds / bare, "times the bare COPY");
  figure(`${name}.rss`, Math.max(first.rssMiB, again.rssMiB), "MiB");
  figure(`${name}.rerun`, again.seconds, "s");
  figure(`${name}.rerunChanged`, again.added, "orders");
  return first.seconds;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function copyBare(pool: pg.Pool, file: string): Promise<void> {
  const client = await pool.connect();
  await client.query("begin; create temporary table bare (line text) on commit drop");
  const copy = client.query(
    copyFrom("copy bare from stdin with (format csv, quote e'\\x01', delimiter e'\\x02')"),
  );
  for await (const line of createInterface({ input: createReadStream(file) })) copy.write(`${line}\n`);
  await new Promise((done, fail) =>
    copy
      .once("finish", () => done(undefined))
      .once("error", fail)
      .end(),
  );
  await client.query("commit");
  client.release();
}

async function importFile({ portal, folder }: Measured, file: string) {
  const context = systemContext(portal, "bench");
  let rss = 0;
  let feedId = "";
  const watch = setInterval(() => (rss = Math.max(rss, process.memoryUsage.rss())), 50);
  const before = backendSeconds(folder);
  const seconds = await timed(async () => {
    const bytes = createReadStream(file, { highWaterMark: 65_536 });
    const { feed } = await receiveFeed(context, { bytes, format: "jsonl", isDryRun: false, name: null });
    feedId = feed.id;
    await applyFeed(portal, feed.id);
  });
  clearInterval(watch);
  const { rows } = await portal.pool.query("select state, counts from feeds where id = $1", [feedId]);
  if (rows[0].state !== "applied") throw new Error(JSON.stringify(rows[0]));
  const added: number = rows[0].counts.order.added + rows[0].counts.order.changed;
  return { seconds, added, rssMiB: rss / 2 ** 20, pgSeconds: backendSeconds(folder) - before };
}

/** Processor time of every PostgreSQL process of this run, in seconds. */
function backendSeconds(folder: string): number {
  const pid = readFileSync(join(folder, "postgres/data/postmaster.pid"), "utf8").split("\n")[0] ?? "";
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  return children.reduce((sum, child) => sum + secondsOf(child), 0);
}

function secondsOf(pid: string): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0; // it has ended
  }
}

/** 2 GB of which no line can be taken, through the reader alone. */
async function measureJunk(): Promise<void> {
  const chunk = Buffer.from(`${"x".repeat(3_000)}\n`.repeat(80));
  async function* junk() {
    for (let sent = 0; sent < 2_000_000_000; sent += chunk.length) yield chunk;
  }
  let faults = 0;
  let rss = 0;
  const before = process.memoryUsage.rss();
  const told = () => (rss = Math.max(rss, process.memoryUsage.rss()));
  const sink = { row: () => {}, fault: () => (faults += 1) };
  const seconds = await timed(() =>
    readDocument(junk(), { format: "jsonl", sink, told, pause: async () => {} }),
  );
  figure("junk2gb.read", seconds, "s");
  figure("junk2gb.faults", faults, "lines");
  figure("junk2gb.grown", (rss - before) / 2 ** 20, "MiB");
}
