/** The package as npm would install it: what its `files` name, built, in a folder of its own. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const HERE = "packages/license";

export interface Installed {
  /** Where a program may lie that imports the package. */
  readonly folder: string;
  /** Of the package itself. */
  readonly path: string;
  remove(): void;
}

export async function install({ types = false } = {}): Promise<Installed> {
  const folder = mkdtempSync(join(tmpdir(), "carnet-license-"));
  const path = join(folder, "node_modules", "@carnet", "license");
  mkdirSync(path, { recursive: true });
  const built: {
    buildScripts(folder: string): Promise<void>;
    buildTypes(folder: string): void;
  } = await import("../build.mjs" as string);
  await built.buildScripts(join(path, "dist"));
  if (types) built.buildTypes(join(path, "dist"));
  const { files } = JSON.parse(readFileSync(`${HERE}/package.json`, "utf8")) as { files: string[] };
  for (const name of ["package.json", ...files].filter((it) => it !== "dist"))
    cpSync(join(HERE, name), join(path, name), { recursive: true });
  return { folder, path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
