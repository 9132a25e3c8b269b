/** What a benchmark prints: `name value unit`, a line each, and the same as a JSON file under `bench/results`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

export function report(workload: string, figures: readonly Figure[]): void {
  const rounded = figures.map((figure) => ({ ...figure, value: Math.round(figure.value * 1000) / 1000 }));
  for (const { name, value, unit } of rounded) console.log(`${workload}.${name} ${value} ${unit}`);
  const folder = join(import.meta.dirname, "results");
  mkdirSync(folder, { recursive: true });
  const machine = {
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  writeFileSync(
    join(folder, `${workload}.json`),
    `${JSON.stringify({ workload, machine, figures: rounded }, null, 2)}\n`,
  );
}

/** The middle of several runs: this machine may be shared, and single figures lie. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
