/** A host's newest file for a file of ours, expired or not: so a program renews its file by itself. */
import { asPortal, siteScopeOf } from "../../access/index.ts";
import { readLicenseFile } from "../../license-files/index.ts";
import { freshHostFile } from "../../license-keys/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { deskOf } from "../desk/desk.documents.ts";
import { notFound } from "../desk/lookup.documents.ts";
import { findHostOfFile } from "./store.ts";

/** Who holds a file that we signed has the right: it is the host's, and names nobody else's. */
export async function refreshFile(
  context: Context,
  text: string,
): Promise<{ file: string; sequence: number }> {
  const desk = deskOf(context.portal);
  await desk.countAddress(context);
  const read = readLicenseFile(context.portal.licenseSigning, text);
  if (read === null) {
    await desk.countUnknown(context);
    throw notFound();
  }
  await desk.meter.count(`license file ${read.fileId}`, context.portal.config.licensingPerKey);
  const siteNumber = read.siteNumber.replace(/^0+(?=\d{7}$)/, "");
  const written = await asPortal(context, async (vendor) => {
    const host = await findHostOfFile(vendor, { siteNumber, fileId: read.fileId });
    if (host === undefined) return undefined;
    const { siteId, hostId } = host;
    const { text: file, sequence, isNew } = await freshHostFile(siteScopeOf(vendor, siteId), context, hostId);
    const facts = { host: read.host.name, hostId, sequence, keyIds: read.keys.map(({ id }) => id) };
    if (isNew) await emit(vendor.query, context, { name: "license-file.refreshed", siteId, facts });
    return { file, sequence };
  });
  if (written === undefined) throw notFound();
  return written;
}
