/** A host's newest file for a file of ours, expired or not: so a program renews its file by itself. */
import { asPortal, siteScopeOf } from "../../access/index.ts";
import { claimOf, readLicenseFile } from "../../license-files/index.ts";
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
  const signed = readLicenseFile(context.portal.licenseSigning, text);
  const claim = signed ?? claimOf(text);
  if (claim === null) return refuse(context);
  if (signed !== null)
    await desk.meter.count(`license file ${signed.fileId}`, context.portal.config.licensingPerKey);
  const siteNumber = claim.siteNumber.replace(/^0+(?=\d{7}$)/, "");
  const written = await asPortal(context, async (vendor) => {
    const host = await findHostOfFile(vendor, { siteNumber, fileId: claim.fileId });
    // A compromised key proves nothing: then it must be the very file that we keep. docs/signing-keys.md
    if (host === undefined || (signed === null && host.text !== unixOf(text))) return undefined;
    const { siteId, hostId, hostName } = host;
    const { text: file, sequence, isNew } = await freshHostFile(siteScopeOf(vendor, siteId), context, hostId);
    const facts = { host: hostName, hostId, sequence, keyIds: claim.keys.map(({ id }) => id) };
    if (isNew) await emit(vendor.query, context, { name: "license-file.refreshed", siteId, facts });
    return { file, sequence };
  });
  return written ?? refuse(context);
}

async function refuse(context: Context): Promise<never> {
  await deskOf(context.portal).countUnknown(context);
  throw notFound();
}

/** As it was written: machines of other kinds keep texts with their own ends of lines. */
function unixOf(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
