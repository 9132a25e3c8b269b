/** The files of several hosts as one zip archive, with a README that says which goes where. */
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import type { SiteScope } from "../../../access/index.ts";
import type { Context } from "../../../platform/context.ts";
import { newestHostFile } from "../../files/documents.ts";
import { findHost } from "../../hosts/store.ts";
import type { Host } from "../../key.data.ts";
import { keySay } from "../../texts.ts";
import type { HeldKey } from "../move.data.ts";
import { heldOn } from "../sides.documents.ts";
import { moveSay } from "../texts.ts";

export interface ArchivedFile {
  readonly host: Host;
  readonly fileName: string;
  readonly text: string;
  readonly sequence: number;
  readonly keys: readonly HeldKey[];
}

export interface Archive {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** Of each host its newest file, which is the one that its programs take. */
export async function listNewestFiles(
  scope: SiteScope,
  context: Context,
  hostIds: readonly string[],
): Promise<ArchivedFile[]> {
  const files: ArchivedFile[] = [];
  for (const hostId of hostIds) {
    const [host, file] = [await findHost(scope, hostId), await newestHostFile(scope, hostId)];
    if (host === undefined || file === undefined) continue;
    const { fileName, text, sequence } = file;
    files.push({ host, fileName, text, sequence, keys: await heldOn(scope, context, hostId) });
  }
  return files;
}

/** One folder for each host, numbered in the order in which the README names them. */
export async function archiveOf(
  { language, now }: Context,
  { siteNumber, files, name }: { siteNumber: string; files: readonly ArchivedFile[]; name: string },
): Promise<Archive> {
  const zip = new ZipFile();
  const options = { mtime: now, mode: 0o100644 };
  const placed = files.map((file, at) => ({ ...file, path: pathOf(file, at + 1) }));
  const words = readme(language, siteNumber, placed);
  // Notepad wants the mark to read Japanese, and the line ends of its own.
  zip.addBuffer(Buffer.from(`\ufeff${words.join("\r\n")}\r\n`), "README.txt", options);
  for (const { path, text } of placed) zip.addBuffer(Buffer.from(text), path, options);
  zip.end();
  return { fileName: `${name}.zip`, bytes: await buffer(zip.outputStream) };
}

function pathOf({ fileName, sequence }: ArchivedFile, place: number): string {
  const host = fileName.slice("license-".length, -`-${sequence}.lic`.length);
  return `${place}-${host}/${fileName}`;
}

function readme(
  language: Context["language"],
  siteNumber: string,
  files: readonly (ArchivedFile & { path: string })[],
): string[] {
  const [say, keys] = [moveSay(language), keySay(language)];
  const hosts = files.flatMap(({ host, path, sequence, keys: held }, at) => [
    "",
    `${at + 1}. ${host.name} (${keys(`kind.${host.kind}`)}${host.value === "" ? "" : `: ${host.value}`})`,
    `   ${say("readmeFile", { path, sequence })}`,
    ...(held.length === 0
      ? [`   ${say("readmeEmpty")}`]
      : held.map(({ quantity, productName }) => `   - ${quantity} × ${productName}`)),
  ]);
  return [
    say("readmeTitle", { siteNumber }),
    "",
    say("readmeLead", { count: files.length }),
    ...hosts,
    "",
    say("readmeHow"),
    say("readmeOld"),
  ];
}
