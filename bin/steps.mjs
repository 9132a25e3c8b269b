/** The steps of `npm run check` and `npm test`: run in order, each with its time, all of them even if one fails. */
import { join } from "node:path";
import { run, withTypes } from "./launch.mjs";
import { root } from "./prepare.mjs";

const bin = (...path) => join(root, "node_modules", ...path);

/** With `--write`, format and generated documents are mended instead of held against the code. */
const isMending = process.argv.includes("--write");

/** Everything but the browser. */
export function checks() {
  return [
    {
      name: "format and lint",
      args: [
        bin("@biomejs", "biome", "bin", "biome"),
        "check",
        "--error-on-warnings",
        ...(isMending ? ["--write"] : []),
        ".",
      ],
    },
    { name: "types", args: [bin("typescript", "bin", "tsc"), "-p", "."] },
    { name: "types of the scripts", args: [bin("typescript", "bin", "tsc"), "-p", "src/web/scripts"] },
    {
      name: "generated documents",
      args: [...withTypes(), "src/documents.ts", ...(isMending ? [] : ["--check"])],
    },
    { name: "tests", args: [...withTypes(), "test/run.ts"], isTold: true },
  ];
}

/** Runs the steps in order and prints a summary. Answers whether all went well. Ctrl-C ends the one that runs and the rest. */
export async function runSteps(steps) {
  let isStopped = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => (isStopped = true));
  const results = [];
  for (const step of steps) {
    if (!isStopped) results.push(await runStep(step));
  }
  console.log(`\n${results.map(lineOf).join("\n")}${isStopped ? "\nstopped" : ""}`);
  return !isStopped && results.every(({ code }) => code === 0);
}

/** A step that is `isTold` shows its output as it comes, another only when it fails. */
async function runStep({ name, args, env, isTold = false }) {
  const began = Date.now();
  const output = [];
  if (isTold) console.log(`\n${name} …`);
  const stdio = isTold ? "inherit" : ["ignore", "pipe", "pipe"];
  const code = await run(args, { env, stdio, onOutput: (bytes) => output.push(bytes) });
  const result = { name, code, seconds: (Date.now() - began) / 1000 };
  if (code !== 0) process.stdout.write(Buffer.concat(output));
  if (!isTold) console.log(lineOf(result));
  return result;
}

function lineOf({ name, code, seconds }) {
  return `${code === 0 ? "passed" : "FAILED"}  ${name.padEnd(22)} ${seconds.toFixed(1).padStart(6)} s`;
}
