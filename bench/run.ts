/** Runs the benchmarks: all of them, or those whose names are given. Each is a process of its own. */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { basename } from "node:path";

const NOT_WORKLOADS = ["run", "load", "figures", "stage"];

const asked = process.argv.slice(2);
const workloads = globSync("bench/*.ts")
  .filter((file) => !NOT_WORKLOADS.includes(basename(file, ".ts")))
  .filter((file) => asked.length === 0 || asked.includes(basename(file, ".ts")))
  .sort();
let failed = 0;
for (const file of workloads) {
  console.log(`# ${basename(file, ".ts")}`);
  const { status } = spawnSync(process.execPath, ["--import", "tsx", file], { stdio: "inherit" });
  if (status !== 0) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;
