/**
 * W10: the daily run over a million coverage lines of 100,000 sites: on a usual day on which a twelfth of the sites get
 * their quote, on the worst on which all do, and on a quiet one. Ten lines a site; each quote is mailed to the customer
 * and to the reseller.
 *
 * `--lines N` takes N lines instead of a million, `--day usual` only that day. `pgSeconds` and `nodeSeconds` are processor
 * time: on a shared machine they say more than the clock. Whether it is linear: what each further line costs from a tenth
 * of the size to the whole, held against the same from a hundredth to a tenth; so what a run costs by itself is in
 * neither. Both days.
 *
 * Memory is that of a portal in a process of its own, started as `bin/start.mjs` does, that goes through the quiet day
 * and then through this one: the most that it has held until then (VmHWM), not only while it ran.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fillSites, LINES_A_SITE } from "../test/many-sites.ts";
import { type Figure, report } from "./figures.ts";
import type { Ran } from "./servers/renewals.ts";
import { openStage, type Stage } from "./stage.ts";

const { values: asked } = parseArgs({ options: { lines: { type: "string" }, day: { type: "string" } } });
const MOST = Number(asked.lines ?? 1_000_000);

/** As `bin/start.mjs` has them. */
const FLAGS = ["--max-semi-space-size=8", "--initial-old-space-size=100", "--heap-growing-percent=50"];

const figures: Figure[] = [];
const figure = (name: string, value: number, unit: string) => figures.push({ name, value, unit });

for (const [name, groups] of [
  ["usual", 12],
  ["worst", 1],
] as const) {
  if (asked.day !== undefined && asked.day !== name) continue;
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
    const portal = await start(stage);
    const run = async (day: string) => {
      const before = backendSeconds(stage.folder);
      portal.send(day);
      const [ran] = (await once(portal, "message")) as [Ran];
      return { ...ran, pgSeconds: backendSeconds(stage.folder) - before };
    };
    const quiet = await run("2009-12-31T03:00:00Z");
    const busy = await run("2010-01-01T03:00:00Z");
    const again = await run("2010-01-01T03:00:00Z");
    portal.disconnect();
    await once(portal, "exit");
    const sites = lines / LINES_A_SITE;
    if (busy.value.failures.length > 0 || busy.value.sites < sites)
      throw new Error(JSON.stringify(busy.value));
    figure(`${name}.lines`, lines, "lines");
    figure(`${name}.quotes`, busy.value.issued, "quotes");
    figure(`${name}.run`, busy.seconds, "s");
    figure(`${name}.pgSeconds`, busy.pgSeconds, "s");
    figure(`${name}.nodeSeconds`, busy.nodeSeconds, "s");
    figure(`${name}.quietRss`, quiet.peakMiB, "MiB");
    figure(`${name}.rss`, busy.peakMiB, "MiB");
    figure(`${name}.perLine`, (busy.seconds / lines) * 1e6, "us");
    figure(`${name}.quietDay`, quiet.seconds, "s");
    figure(`${name}.sameDayAgain`, again.seconds, "s");
    return { lines, seconds: busy.pgSeconds + busy.nodeSeconds };
  } finally {
    await stage.close();
  }
}

async function start({ connection, folder }: Stage) {
  const portal = fork(join(import.meta.dirname, "servers/renewals.ts"), {
    execArgv: [...FLAGS, "--import", "tsx"],
    env: {
      ...process.env,
      MALLOC_ARENA_MAX: "2",
      MALLOC_TRIM_THRESHOLD_: "131072",
      CONNECTION: JSON.stringify(connection),
      CARNET_DATA: join(folder, "data"),
      CARNET_DEMO: "none",
    },
  });
  await once(portal, "message");
  return portal;
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
