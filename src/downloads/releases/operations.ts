/** Taking in release files: from the vendor's folder, when the feed named a place there, or by upload. */
import { asPortal, authorizeVendor, type VendorScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { openBelow } from "../../platform/files/below.ts";
import { type BlobStore, openBlobStore } from "../../platform/files/blob-store.ts";
import { found, Problem } from "../../platform/problem.ts";
import { isFileName, statementOf } from "./rules.ts";
import {
  findAnnouncedSize,
  listAwaitedFiles,
  listFilesOfContent,
  type PendingFile,
  updateFileToAvailable,
  updateFileToRejected,
} from "./store.ts";

const PAGE = 100;

/** Looks at every awaited file once. What is not there yet stays awaited; what is wrong is rejected with its reason. */
export async function takeInFiles(context: Context): Promise<void> {
  const blobs = openBlobStore(context.portal.config.filesFolder);
  for (let after = "", isMore = true; isMore; ) {
    const files = await asPortal(context, (scope) => listAwaitedFiles(scope, { after, limit: PAGE }));
    for (const file of files) await takeIn(context, blobs, file);
    after = files.at(-1)?.id ?? after;
    isMore = files.length === PAGE;
  }
}

async function takeIn(context: Context, blobs: BlobStore, file: PendingFile): Promise<void> {
  const outcome = await contentOf(context, blobs, file);
  if (outcome === "missing") return;
  await asPortal(context, async (scope) => {
    if (outcome === "present") return release(context, scope, file);
    if (!(await updateFileToRejected(scope, { ...file, reason: outcome }))) return;
    const { name, sha256 } = file;
    await emit(scope.query, context, {
      name: "release-file.rejected",
      facts: { name, sha256, reason: outcome },
    });
  });
}

/** Whether the content is in the store now, is not to be had yet, or why it never will be. */
async function contentOf({ portal }: Context, blobs: BlobStore, file: PendingFile): Promise<string> {
  if (!isFileName(file.name)) return "name_not_allowed";
  const present = await blobs.sizeOf(file.sha256);
  if (present !== undefined) return present === file.sizeBytes ? "present" : "size_mismatch";
  if (file.url === null) return "missing";
  const opened = await openBelow(portal.config.releasesRoot, file.url);
  if (!opened.ok) return opened.refusal.reason;
  const source = opened.value;
  try {
    if ((await source.stat()).size !== file.sizeBytes) return "size_mismatch";
    const bytes = source.createReadStream({ highWaterMark: 1024 * 1024, autoClose: false });
    const decision = await blobs.put(bytes, file);
    return decision.ok ? "present" : decision.refusal.reason;
  } finally {
    await source.close();
  }
}

/** Signs the file's statement: from now on it can be had. */
async function release(context: Context, scope: VendorScope, file: PendingFile): Promise<void> {
  const { signer } = context.portal.secrets;
  const signature = signer.sign(Buffer.from(statementOf(file)));
  const isChanged = await updateFileToAvailable(scope, { ...file, keyId: signer.keyId, signature });
  if (!isChanged) return;
  const { name, sha256, sizeBytes, productCode, version, platform, language } = file;
  const facts = { name, sha256, sizeBytes, productCode, version, platform, language };
  await emit(scope.query, context, { name: "release-file.released", facts });
}

export interface Upload {
  readonly sha256: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** As the sender announced it; null when it did not. */
  readonly sizeBytes: number | null;
}

/** Keeps an uploaded content, known to the feed already or not, and releases each file that waited for it. */
export async function uploadContent(context: Context, { sha256, bytes, sizeBytes }: Upload) {
  const announced = await authorizeVendor(context, "file.write", (scope) => findAnnouncedSize(scope, sha256));
  const expected = announced ?? sizeBytes;
  if (sizeBytes !== null && sizeBytes !== expected) throw mismatch({ expectedBytes: expected, sizeBytes });
  const blobs = openBlobStore(context.portal.config.filesFolder);
  const decision = await blobs.put(bytes, { sha256, ...(expected === null ? {} : { sizeBytes: expected }) });
  if (!decision.ok) throw mismatch({ expectedBytes: expected, sha256: decision.refusal.sha256 });
  const { isNew, ...content } = decision.value;
  const files = await authorizeVendor(context, "file.write", (scope) => releaseAll(context, scope, sha256));
  return { ...content, isNew, files };
}

function mismatch(facts: Record<string, unknown>): Problem {
  return new Problem(400, "content_hash_mismatch", facts);
}

async function releaseAll(context: Context, scope: VendorScope, sha256: string): Promise<number> {
  const files = (await listFilesOfContent(scope, sha256)).filter(({ name }) => isFileName(name));
  await emit(scope.query, context, { name: "content.uploaded", facts: { sha256 } });
  for (const file of files) await release(context, scope, file);
  return files.length;
}

/** Deletes what uploads that broke off left behind. Files have the machine's time, not the portal's. */
export async function sweepFiles({ portal }: Context): Promise<number> {
  const DAY_MS = 86_400_000;
  return openBlobStore(portal.config.filesFolder).sweep(new Date(Date.now() - DAY_MS));
}

/** The public key that verifies signatures made with this key, as SPKI PEM. */
export function readReleaseKey({ portal }: Context, keyId: string): string {
  return found(portal.secrets.signer.publicKey(keyId), "release_key");
}
