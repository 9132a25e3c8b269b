/**
 * Builds the package: `node build.mjs [folder]`, into `dist` when no folder is named. JavaScript by esbuild, types by
 * tsc. What comes out is not committed.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = (name) => join(here, "src", `${name}.ts`);
const shared = { bundle: true, format: "esm", target: "es2022", logLevel: "warning" };

/** `index.js` and `air-gap.js` share what both need; `host.js` is for Node alone. */
export async function buildScripts(folder) {
  const entryPoints = [source("index"), source("air-gap")];
  await build({ ...shared, entryPoints, outdir: folder, splitting: true, minify: true });
  await build({ ...shared, entryPoints: [source("host")], outdir: folder, platform: "node" });
}

export function buildTypes(folder) {
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  const flags = [
    "--noEmit",
    "false",
    "--emitDeclarationOnly",
    "--declaration",
    "--rootDir",
    join(here, "src"),
    "--outDir",
    folder,
  ];
  for (const project of [here, join(here, "node")]) {
    const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", project, ...flags], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`tsc failed:\n${stdout}`);
  }
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".d.ts")))
    rewrite(join(folder, file), (text) => text.replaceAll(/(from "\.\/[^"]+)\.ts"/g, '$1.js"'));
}

function rewrite(file, change) {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? join(here, "dist");
  await buildScripts(folder);
  buildTypes(folder);
  copyFileSync(join(here, "..", "..", "LICENSE"), join(folder, "LICENSE"));
}
