/** The whole portal, which goes through the renewals of each day that it is told, and tells what it took. */
import { readFileSync } from "node:fs";
import { pino } from "pino";
import { createApp } from "../../src/app.ts";
import { fixedClock } from "../../src/platform/clock.ts";
import { readConfig } from "../../src/platform/config.ts";
import { systemContext } from "../../src/platform/context.ts";
import type { Instant } from "../../src/platform/dates.ts";
import { openPortal } from "../../src/portal.ts";
import { type Outcome, runRenewals } from "../../src/renewals/index.ts";

export interface Ran {
  readonly value: Outcome;
  readonly seconds: number;
  /** Of the processor. */
  readonly nodeSeconds: number;
  /** The most that this process has held since it began, in MiB. */
  readonly peakMiB: number;
}

const config = readConfig(process.env);
const clock = fixedClock("2009-12-31T03:00:00Z");
const log = pino({ level: "silent" });
const { portal, close } = await openPortal(config, JSON.parse(process.env["CONNECTION"] ?? "{}"), {
  log,
  clock,
});
const app = await createApp(portal);
await app.listen({ port: 0, host: "127.0.0.1" });

process.on("message", async (day: Instant) => {
  clock.set(day);
  const own = process.cpuUsage();
  const start = performance.now();
  const value = await runRenewals(systemContext(portal, "bench"));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(own);
  process.send?.({ value, seconds, nodeSeconds: (user + system) / 1e6, peakMiB: peak() } satisfies Ran);
});
process.once("disconnect", async () => {
  await app.close();
  await close();
});
process.send?.("up");

function peak(): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
}
