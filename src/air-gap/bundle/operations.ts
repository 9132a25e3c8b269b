/** The offline bundle: a version's software, the host's license file, and what checks both, in one archive. */
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { authorize } from "../../access/index.ts";
import { filesToTake, listVersionsToTake, type Offer, takeContent } from "../../downloads/index.ts";
import { readPublicKeys } from "../../license-files/index.ts";
import { findHost, freshHostFile, type HostFile, listKeys } from "../../license-keys/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { pemOf } from "../../platform/key-ring.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { airGapSay } from "../texts.ts";
import { partOf, sumsText, verifyPowerShell, verifyScript } from "./scripts.rules.ts";

export interface BundleChoice {
  readonly version: string;
  readonly platforms: readonly string[];
}

/** None for whoever may not download at the site. */
export async function readBundleChoices(
  context: Context,
  siteId: string,
  productCode: string,
): Promise<readonly BundleChoice[]> {
  try {
    return await listVersionsToTake(context, { siteId, productCode });
  } catch (error) {
    if (error instanceof Problem && (error.status === 403 || error.status === 404)) return [];
    throw error;
  }
}

export interface BundleAsked {
  readonly siteId: string;
  readonly hostId: string;
  readonly product: string;
  readonly version: string;
  readonly platform?: string | undefined;
}

export interface Bundle {
  readonly name: string;
  readonly stream: Readable;
}

interface Packed {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * Two rights: a member of the Key Center takes the license file, and whoever may download takes the software. What is
 * refused is refused before the first byte; each file is authorized once more when its turn comes.
 */
export async function makeBundle(context: Context, asked: BundleAsked): Promise<Bundle> {
  const { siteId, product, version, platform } = asked;
  await checkKeys(context, asked);
  const files = await filesToTake(context, { siteId, productCode: product, version, platform });
  if (files.length === 0) throw new Problem(409, "bundle_not_possible", { reason: "no_software" });
  const { file: license, host } = await licenseOf(context, asked);
  const software = named(files);
  const first = files[0];
  const facts = { product: first?.productName ?? product, version, host, licenseFile: license.fileName };
  const packed = await papersOf(context, license, facts);
  const { keyId } = context.portal.licenseSigning;
  const sums = Buffer.from(
    sumsText(keyId, [
      ...packed.map(({ path, bytes }) => ({
        path,
        sha256: createHash("sha256").update(bytes).digest("hex"),
      })),
      ...software.map(({ path, file }) => ({ path, sha256: file.sha256 })),
    ]),
  );
  const sealed = [
    ...packed,
    { path: "SHA256SUMS", bytes: sums },
    { path: "SHA256SUMS.sig", bytes: context.portal.licenseSigning.sign(sums, keyId) },
  ];
  const name = `${partOf(product)}-${partOf(version)}-${partOf(host)}.zip`;
  return { name, stream: archive(context, siteId, { sealed, software }) };
}

/** A host of the site with keys of the product; nothing is written. */
async function checkKeys(context: Context, { siteId, hostId, product, version }: BundleAsked): Promise<void> {
  await authorize(context, "license-key.read", siteId, async (scope) => {
    const missing = Object.entries({ hostId, product, version }).filter(([, value]) => value === "");
    if (missing.length > 0) throw invalid(Object.fromEntries(missing.map(([name]) => [name, ["required"]])));
    found(await findHost(scope, hostId), "host");
    const keys = await listKeys(scope, { hostId, product });
    if (keys.length === 0) throw new Problem(409, "bundle_not_possible", { reason: "no_file" });
  });
}

async function licenseOf(
  context: Context,
  { siteId, hostId, product, version }: BundleAsked,
): Promise<{ file: HostFile; host: string }> {
  return authorize(context, "license-key.read", siteId, async (scope) => {
    const host = found(await findHost(scope, hostId), "host");
    const keys = await listKeys(scope, { hostId, product });
    if (keys.length === 0) throw new Problem(409, "bundle_not_possible", { reason: "no_file" });
    const file = await freshHostFile(scope, context, hostId);
    const facts = { host: host.name, hostId, product: keys[0]?.productName ?? product, version };
    await emit(scope.query, context, { name: "air-gap.bundled", siteId, facts });
    return { file, host: host.name };
  });
}

interface Software {
  readonly path: string;
  readonly file: Offer;
}

/** By platform, then by name; two files of one name keep apart by their language. */
function named(files: readonly Offer[]): Software[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const folder = `software/${partOf(file.platform)}`;
    const plain = `${folder}/${partOf(file.name)}`;
    const path = taken.has(plain) ? `${folder}/${partOf(file.language)}/${partOf(file.name)}` : plain;
    taken.add(path);
    return { path, file };
  });
}

async function papersOf(
  context: Context,
  license: HostFile,
  facts: { product: string; version: string; host: string; licenseFile: string },
): Promise<Packed[]> {
  const { keys } = await readPublicKeys(context);
  const { baseUrl } = context.portal.config;
  const { keyId } = context.portal.licenseSigning;
  const keysUrl = `${baseUrl}/v1/licensing/public-keys`;
  const text = (path: string, content: string) => ({ path, bytes: Buffer.from(content) });
  return [
    text(`license/${license.fileName}`, license.text),
    ...keys.map(({ id, publicKey }) => text(`keys/${id}.pem`, pemOf(publicKey))),
    text("verify.sh", verifyScript(keyId)),
    text("verify.ps1", verifyPowerShell(keyId)),
    ...LANGUAGES.map((language) =>
      text(`README.${language}.txt`, `${airGapSay(language)("readme", { ...facts, keyId, keysUrl })}\n`),
    ),
  ];
}

/** Written as it is read: no file is held whole. Software is packed already, so it is stored as it is. */
function archive(
  context: Context,
  siteId: string,
  { sealed, software }: { sealed: readonly Packed[]; software: readonly Software[] },
): Readable {
  const zip = new ZipFile();
  const options = { mtime: context.now, mode: 0o100644 };
  for (const { path, bytes } of sealed)
    zip.addBuffer(bytes, path, { ...options, mode: path.endsWith(".sh") ? 0o100755 : 0o100644 });
  for (const { path, file } of software)
    zip.addReadStreamLazy(path, { ...options, compress: false, size: file.sizeBytes }, (take) =>
      take(null, Readable.from(takeContent(context, { siteId, file }), { objectMode: false })),
    );
  zip.end();
  return zip.outputStream as Readable;
}
