/**
 * npm run mutate [-- PATH… | --report]: breaks each rule in every way that Stryker knows, and looks whether a test notices.
 *
 * Only rules that are pure, with the tests beside them that need no database. All mutants stand in one copy of the
 * sources and are switched on one at a time, so the copy is bundled once (`--bundle`, run by Stryker in the copy): a
 * mutant then costs what the tests cost, with fewer cases of each property. Writes docs/mutation.md; survivors need a
 * reason in docs/mutation.reasons.json. Red below 90 % in any file. Source: issue 4, BAR 56.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { root } from "./prepare.mjs";

const RULES = [
  "coverage",
  "purchases",
  "reinstatements",
  "renewals",
  "catalog/levels",
  "catalog/prices",
  "catalog/lifecycle",
  "studio",
];
const FOUND = "build/mutation/found";
const BUNDLE = "build/mutation/tests.mjs";
const CASES = 150;
const LEAST = 90;

/** The first test that fails is enough. */
const BAIL = `import { afterEach } from "node:test";
afterEach((test) => { if (test.error) process.exit(1); });`;

process.chdir(process.argv.includes("--bundle") ? process.cwd() : root);
if (process.argv.includes("--bundle")) await bundle();
else if (process.argv.includes("--report")) process.exitCode = report();
else process.exitCode = await mutate(process.argv.slice(2));

/** The rules below these paths, or of this list; module by module, each with its own tests. */
function rulesBelow(paths) {
  const within = paths.length > 0 ? paths : RULES.map((name) => `src/${name}`);
  const rules = within.flatMap((path) =>
    path.endsWith(".ts") ? [path] : globSync(`${path}/**/{rules,*.rules}.ts`).sort(),
  );
  return [...Map.groupBy(rules, (path) => path.split("/")[1]).values()];
}

/** The tests beside a rule that need neither a portal nor a database; what looks at many cases comes last. */
function testsOf(rules) {
  const folders = new Set(rules.map((path) => dirname(path)));
  const tests = [...folders].flatMap((folder) => globSync(`${folder}/*.test.{ts,tsx}`)).sort();
  const isQuick = (path) => !path.includes("properties");
  const pure = tests.filter(
    (path) => !/test\/(portal|database|server)\.ts"/.test(readFileSync(path, "utf8")),
  );
  return [...pure.filter(isQuick), ...pure.filter((path) => !isQuick(path))];
}

async function mutate(paths) {
  for (const rules of rulesBelow(paths)) await mutateModule(rules);
  return report();
}

async function mutateModule(rules) {
  const name = rules[0].split("/")[1];
  const found = `${FOUND}-${name}.json`;
  const { Stryker } = await import("@stryker-mutator/core");
  mkdirSync("build/mutation", { recursive: true });
  writeFileSync("build/mutation/tests.json", JSON.stringify(testsOf(rules)));
  const stryker = new Stryker({
    mutate: rules,
    testRunner: "command",
    commandRunner: { command: `node ${BUNDLE}` },
    buildCommand: "node bin/mutate.mjs --bundle",
    ignorePatterns: ["/*", "!/src", "!/bin", "!/package.json", "!/build", "/build/fonts"],
    tsconfigFile: "none", // TypeScript 7 has no API for it, and esbuild needs none
    tempDirName: `.carnet-mutation-${name}`,
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: found },
    concurrency: Number(process.env.MUTATE_CONCURRENCY ?? 2),
    timeoutMS: 15_000, // what only takes long because the machine is busy is not noticed by a test
    coverageAnalysis: "off",
    allowConsoleColors: false,
    thresholds: { high: 100, low: LEAST, break: null },
  });
  await stryker.runMutationTest();
}

/** What was found in each module, in this run or an earlier one. */
function foundSoFar() {
  const found = globSync(`${FOUND}-*.json`).sort();
  return Object.assign({}, ...found.map((path) => JSON.parse(readFileSync(path, "utf8")).files));
}

/** One file of all tests: with nothing that they do not call, and fewer cases of each property. */
async function bundle() {
  const { build } = await import("esbuild");
  const tests = JSON.parse(readFileSync("build/mutation/tests.json", "utf8"));
  const fewer = {
    name: "fewer-cases",
    setup({ onLoad, onResolve, resolve }) {
      onLoad({ filter: /\.test\.ts$/ }, ({ path }) => {
        const contents = readFileSync(path, "utf8").replaceAll(
          /(numRuns: |RUNS = |runs\()[\d_]{4,}/g,
          `$1${CASES}`,
        );
        return { contents, loader: "ts" };
      });
      onResolve({ filter: /^\.\.?\// }, async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === "asked") return undefined;
        const found = await resolve(path, { importer, resolveDir, kind, pluginData: "asked" });
        return { ...found, sideEffects: found.path.endsWith(".test.ts") };
      });
    },
  };
  await build({
    stdin: {
      contents: [BAIL, ...tests.map((path) => `import "./${path}";`)].join("\n"),
      resolveDir: process.cwd(),
    },
    outfile: BUNDLE,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    jsx: "automatic",
    jsxImportSource: "preact",
    plugins: [fewer],
    logLevel: "error",
  });
}

/** Writes what was found, and answers the exit code. */
function report() {
  const files = foundSoFar();
  const reasons = JSON.parse(readFileSync("docs/mutation.reasons.json", "utf8"));
  const rows = Object.entries(files).map(([path, { source, mutants }]) => judge(path, source, mutants));
  const sum = (of) => rows.reduce((total, row) => total + row[of], 0);
  const survivors = rows.flatMap((row) => row.survivors);
  const unexplained = survivors.filter(({ key }) => reasons[key] === undefined);
  const on = new Date().toISOString().slice(0, 10);
  const text = [
    "# Mutation tests of the rules",
    "",
    `\`npm run mutate\` on ${on}: ${sum("killed")} of ${sum("count")} mutants were noticed, ${percent(sum("killed"), sum("count"))}.`,
    `A mutant is one change of one rule: another operator, bound, text, condition. Written by \`bin/mutate.mjs\`.`,
    "",
    "| Rules | Mutants | Noticed | |",
    "|---|--:|--:|--:|",
    ...rows.map(
      ({ path, count, killed }) => `| ${path} | ${count} | ${killed} | ${percent(killed, count)} |`,
    ),
    "",
    "## What survived, and why",
    "",
    ...survivors.map(({ key, at }) => `- \`${key}\` (line ${at}): ${reasons[key] ?? "**no reason given**"}`),
    "",
  ];
  writeFileSync("docs/mutation.md", text.join("\n"));
  for (const { path, killed, count } of rows) console.log(percent(killed, count).padStart(8), path);
  for (const { key, at } of unexplained) console.log(`no reason: ${key} (line ${at})`);
  return rows.some(({ killed, count }) => killed * 100 < LEAST * count) || unexplained.length > 0 ? 1 : 0;
}

function judge(path, source, mutants) {
  const lines = source.split("\n");
  const counted = mutants.filter(({ status }) => !["Ignored", "CompileError"].includes(status));
  const survived = counted.filter(({ status }) => !["Killed", "Timeout", "RuntimeError"].includes(status));
  const survivors = survived.map(({ location: { start, end }, replacement }) => {
    const last = start.line === end.line ? end.column - 1 : undefined;
    const was = (lines[start.line - 1] ?? "").slice(start.column - 1, last);
    const change = `${was.trim()} → ${replacement.replaceAll(/\s+/g, " ")}`.replaceAll("`", "'");
    return { at: start.line, key: `${path}: ${change}` };
  });
  return { path, count: counted.length, killed: counted.length - survivors.length, survivors };
}

function percent(part, whole) {
  return whole === 0 ? "–" : `${((part * 100) / whole).toFixed(1)} %`;
}
