/** A list that was applied, and the newest files of its hosts. */
import { authorize } from "../../access/index.ts";
import { findSiteFacts } from "../../agreements/index.ts";
import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/problem.ts";
import { longNumber } from "../files/rules.ts";
import { type Archive, type ArchivedFile, archiveOf, listNewestFiles } from "../moves/archive/documents.ts";
import { type AppliedList, findApplied } from "./store.ts";

export interface AppliedInFull extends AppliedList {
  readonly siteNumber: string;
  readonly files: readonly ArchivedFile[];
}

export async function readApplied(context: Context, siteId: string, id: string): Promise<AppliedInFull> {
  return authorize(context, "license-key.read", siteId, async (scope) => {
    const applied = found(await findApplied(scope, id), "key_import");
    const site = found(await findSiteFacts(scope), "site");
    const files = await listNewestFiles(scope, context, applied.hostIds);
    return { ...applied, siteNumber: longNumber(site.number), files };
  });
}

export async function readImportArchive(context: Context, siteId: string, id: string): Promise<Archive> {
  const { siteNumber, files } = await readApplied(context, siteId, id);
  return archiveOf(context, { siteNumber, files, name: `license-files-${id}` });
}
