/** A host's license file: all its keys in force, signed, numbered and kept. Source: docs/license-file.md. */
import type { SiteScope } from "../../access/index.ts";
import { type FileKey, signLicense } from "../../license-files/index.ts";
import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/id.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { found } from "../../platform/problem.ts";
import { lockHosts } from "../hosts/store.ts";
import { fileKeyOf, fileNameOf, isFresh, longNumber, secondOf } from "./rules.ts";
import {
  drawFile,
  findNewestFile,
  insertFile,
  listHeldKeys,
  type NextFile,
  type Noted,
  type WrittenFile,
} from "./store.ts";

export interface HostFile {
  readonly fileId: string;
  /** Grows with each file of the host: a reader refuses an older one than it has seen. */
  readonly sequence: number;
  readonly text: string;
  readonly fileName: string;
  readonly issuedAt: string;
}

/** A file that was written just now, and what it says. */
export interface FreshFile extends HostFile {
  readonly siteNumber: string;
  readonly host: { readonly id: string; readonly name: string };
  readonly keys: readonly FileKey[];
}

/** The host's next file. It may be empty: the file after a full return, which makes the host forget the keys. */
export async function writeHostFile(scope: SiteScope, context: Context, hostId: string): Promise<FreshFile> {
  await lockHosts(scope, [hostId]);
  const drawn = found(await drawFile(scope, { hostId, now: context.now }), "host");
  const { file, row, ends } = signFile(context, { ...drawn, hostId });
  await insertFile(scope, row, ends);
  return file;
}

export interface DrawnFile extends NextFile {
  readonly hostId: string;
  /** A key of it that was added with the end of this file. */
  readonly notedKeyId?: string;
}

export interface SignedFile {
  readonly file: FreshFile;
  /** To be kept. */
  readonly row: WrittenFile;
  readonly ends: readonly Noted[];
}

/** The file whose number is drawn, of a host that the caller holds. The caller keeps it. */
export function signFile({ portal, now }: Context, drawn: DrawnFile): SignedFile {
  const { hostId, notedKeyId, sequence, siteNumber, kind, value, name } = drawn;
  const keys = drawn.keys.map((key) => fileKeyOf(key, now, portal.config.licenseFileDays));
  const fileId = newId("lfile", now);
  const issuedAt = secondOf(now);
  const { text, keyId } = signLicense(portal.licenseSigning, {
    fileId,
    sequence,
    siteNumber: longNumber(siteNumber),
    host: { kind, value, name },
    issuedAt,
    keys,
  });
  const ends = keys
    .filter(({ id }) => id !== notedKeyId)
    .map(({ id, expiresAt }) => ({ keyId: id, until: expiresAt }));
  const row = { id: fileId, hostId, sequence, keyId, text, issuedAt: now };
  const fileName = fileNameOf({ name, sequence });
  const told = { siteNumber: longNumber(siteNumber), host: { id: hostId, name }, keys };
  return { file: { fileId, sequence, text, fileName, issuedAt, ...told }, row, ends };
}

/** To whoever asked, with the file in it: D-29. Once a file and person; `occasion` names another time. */
export async function mailHostFile(
  scope: SiteScope,
  context: Context,
  file: FreshFile,
  occasion = "",
): Promise<void> {
  const { person, language } = context;
  if (person === null) return;
  const { fileId, sequence, fileName, text, siteNumber, host } = file;
  const products = file.keys.map(({ productName: product, quantity }) => ({ product, quantity }));
  await queueMail(scope.query, context, {
    to: person.email,
    language,
    template: "license-file",
    facts: { siteId: scope.siteId, siteNumber, name: person.name, host, sequence, fileName, text, products },
    dedupeKey: `license-file ${fileId} ${person.email} ${occasion}`,
  });
}

/** Its newest file; a new one in the second half of that file's life, or when the keys that signed it were retired. */
export async function freshHostFile(
  scope: SiteScope,
  context: Context,
  hostId: string,
): Promise<HostFile & { readonly isNew: boolean }> {
  const kept = await findNewestFile(scope, hostId);
  const isCurrent = kept?.keyId === context.portal.licenseSigning.keyId;
  if (kept === undefined || !isCurrent || !(await isStillFresh(scope, context, kept)))
    return { ...(await writeHostFile(scope, context, hostId)), isNew: true };
  return { ...keptFile(kept), isNew: false };
}

async function isStillFresh(
  scope: SiteScope,
  { portal, now }: Context,
  kept: { hostId: string; issuedAt: string },
) {
  const held = await listHeldKeys(scope, { hostId: kept.hostId, now });
  const issuedAt = new Date(kept.issuedAt);
  const ends = held.map((key) => fileKeyOf(key, issuedAt, portal.config.licenseFileDays).expiresAt);
  return isFresh(kept, ends, now);
}

/** Its newest file as it was written; undefined before the first. */
export async function newestHostFile(scope: SiteScope, hostId: string): Promise<HostFile | undefined> {
  const kept = await findNewestFile(scope, hostId);
  return kept && keptFile(kept);
}

function keptFile({
  id,
  sequence,
  text,
  issuedAt,
  hostName: name,
}: NonNullable<Awaited<ReturnType<typeof findNewestFile>>>): HostFile {
  return { fileId: id, sequence, text, issuedAt, fileName: fileNameOf({ name, sequence }) };
}
