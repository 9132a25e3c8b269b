/**
 * W10: the daily run over a million coverage lines of 100,000 sites: on a usual day on which a twelfth of the sites get
 * their quote, on the worst on which all do, and on a quiet one. Ten lines a site; each quote is mailed to the customer
 * and to the reseller.
 *
 * `--lines N` takes N lines instead of a million. `pgSeconds` and `nodeSeconds` are processor time: on a shared machine
 * they say more than the clock. Whether it is linear: what each further line costs from a tenth of the size to the whole,
 * held against the same from a hundredth to a tenth; so what a run costs by itself is in neither. Both days.
 *
 * Memory is this process's own, started as `bin/start.mjs` does: MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072
 * node --max-semi-space-size=8 --import tsx bench/renewals.ts
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { fixedClock } from "../src/platform/clock.ts";
import { readConfig } from "../src/platform/config.ts";
import { systemContext } from "../src/platform/context.ts";
import { openPortal } from "../src/portal.ts";
import { runRenewals } from "../src/renewals/index.ts";
import { fillSites, LINES_A_SITE } from "../test/many-sites.ts";
import { type Figure, report } from "./figures.ts";
import { openStage, type Stage } from "./stage.ts";

const at = process.argv.indexOf("--lines");
const MOST = at < 0 ? 1_000_000 : Number(process.argv[at + 1]);

const figures: Figure[] = [];
const figure = (name: string, value: number, unit: string) => figures.push({ name, value, unit });

await measure(Math.max(1_000, MOST / 100), 12, ""); // the code is compiled, the queue's tables are warm
for (const [name, groups] of [
  ["usual", 12],
  ["worst", 1],
] as const) {
  const small = await measure(Math.max(1_000, MOST / 100), groups, `${name}.small`);
  const middle = await measure(Math.max(10_000, MOST / 10), groups, `${name}.middle`);
  const whole = await measure(MOST, groups, name);
  figure(`${name}.furtherLineToFurtherLine`, slope(middle, whole) / slope(small, middle), "ratio");
}
report("W10", figures);

interface Spent {
  readonly lines: number;
  /** Of the processor, the run's and the database's. */
  readonly seconds: number;
}

function slope(few: Spent, many: Spent): number {
  return (many.seconds - few.seconds) / (many.lines - few.lines);
}

/** The day on which the sites of one of `groups` months get their quotes. */
async function measure(lines: number, groups: number, name: string): Promise<Spent> {
  const stage = await openStage();
  try {
    await fillSites(stage.run, lines / LINES_A_SITE, groups);
    const config = readConfig({ CARNET_DATA: join(stage.folder, "data"), CARNET_DEMO: "none" });
    const clock = fixedClock("2009-12-31T03:00:00Z");
    const log = pino({ level: "fatal" });
    const { portal, close } = await openPortal(config, stage.connection, { log, clock });
    const run = () => timed(stage, () => runRenewals(systemContext(portal, "bench")));
    const quiet = await run();
    clock.set("2010-01-01T03:00:00Z");
    const busy = await run();
    const again = await run();
    await close();
    const sites = lines / LINES_A_SITE;
    if (busy.value.failures.length > 0 || busy.value.sites < sites)
      throw new Error(JSON.stringify(busy.value));
    if (name !== "") {
      figure(`${name}.lines`, lines, "lines");
      figure(`${name}.quotes`, busy.value.issued, "quotes");
      figure(`${name}.run`, busy.seconds, "s");
      figure(`${name}.pgSeconds`, busy.pgSeconds, "s");
      figure(`${name}.nodeSeconds`, busy.nodeSeconds, "s");
      figure(`${name}.rss`, busy.rssMiB, "MiB");
      figure(`${name}.perLine`, (busy.seconds / lines) * 1e6, "us");
      figure(`${name}.quietDay`, quiet.seconds, "s");
      figure(`${name}.sameDayAgain`, again.seconds, "s");
    }
    return { lines, seconds: busy.pgSeconds + busy.nodeSeconds };
  } finally {
    await stage.close();
  }
}

async function timed<Value>({ folder }: Stage, work: () => Promise<Value>) {
  let rss = 0;
  const watch = setInterval(() => (rss = Math.max(rss, process.memoryUsage.rss())), 20);
  const before = backendSeconds(folder);
  const own = process.cpuUsage();
  const start = performance.now();
  const value = await work();
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  const { user, system } = process.cpuUsage(own);
  const [pgSeconds, nodeSeconds] = [backendSeconds(folder) - before, (user + system) / 1e6];
  return { value, seconds, pgSeconds, nodeSeconds, rssMiB: rss / 2 ** 20 };
}

/** Processor time of every PostgreSQL process of this run, in seconds. */
function backendSeconds(folder: string): number {
  const pid = readFileSync(join(folder, "postgres/data/postmaster.pid"), "utf8").split("\n")[0] ?? "";
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  const ticks = children.map((child) => {
    const parts = readFileSync(`/proc/${child}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return Number(parts[11]) + Number(parts[12]);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / 100;
}
