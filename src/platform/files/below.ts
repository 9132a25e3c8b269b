/**
 * A file that data from outside names, read only below one root: no `..`, no other scheme, no way out by a link.
 *
 * The name is a relative path, taken as it is written (nothing is decoded), or a `file:` address.
 */
import { constants } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";
import { isAbsolute, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { accept, type Result, refuse } from "../result.ts";

export interface NotBelow {
  /** `missing`: nothing is there yet. The others will not change by waiting. */
  readonly reason: "url_not_allowed" | "outside_root" | "not_a_file" | "missing";
}

/** The caller closes the file. */
export async function openBelow(root: string, name: string): Promise<Result<FileHandle, NotBelow>> {
  const path = pathOf(root, name);
  if (path === undefined) return refuse({ reason: "url_not_allowed" });
  const base = await realpath(root).catch(missing);
  const real = await realpath(path).catch(missing);
  if (base === undefined || real === undefined) return refuse({ reason: "missing" });
  if (!real.startsWith(base + sep)) return refuse({ reason: "outside_root" });
  const file = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    missing,
  );
  if (file === undefined) return refuse({ reason: "missing" });
  if ((await file.stat()).isFile()) return accept(file);
  await file.close();
  return refuse({ reason: "not_a_file" });
}

function pathOf(root: string, name: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they have no place in a path
  if (/[\u0000-\u001f\\]/.test(name) || name.length > 1000) return undefined;
  if (/^file:/i.test(name)) return pathOfUrl(name);
  if (name === "" || isAbsolute(name) || /^[a-z][a-z0-9+.-]*:/i.test(name)) return undefined;
  return goesUp(name) ? undefined : join(root, name);
}

/** The text is looked at before `URL` takes its `..` away. */
function pathOfUrl(name: string): string | undefined {
  try {
    const path = fileURLToPath(name);
    return goesUp(name) || goesUp(decodeURIComponent(name)) || path.includes("\0") ? undefined : path;
  } catch {
    return undefined; // another host, an encoded slash
  }
}

function goesUp(path: string): boolean {
  return path.split("/").includes("..");
}

/** What cannot be there (a name too long, a file where a folder should be, a circle of links) is not there. */
function missing(error: unknown): undefined {
  const codes = ["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG"];
  if (error instanceof Error && "code" in error && codes.includes(String(error.code))) return undefined;
  throw error;
}
