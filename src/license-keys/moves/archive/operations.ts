/** The archive of a move: the newest files of all its hosts. */
import { authorize } from "../../../access/index.ts";
import { findSiteFacts } from "../../../agreements/index.ts";
import type { Context } from "../../../platform/context.ts";
import { found } from "../../../platform/problem.ts";
import { longNumber } from "../../files/rules.ts";
import { findMove } from "../store.ts";
import { type Archive, archiveOf, listNewestFiles } from "./documents.ts";

/** First what was left, then where everything went. */
export async function readMoveArchive(context: Context, siteId: string, moveId: string): Promise<Archive> {
  const content = await authorize(context, "license-key.read", siteId, async (scope) => {
    const move = found(await findMove(scope, moveId), "key_move");
    const site = found(await findSiteFacts(scope), "site");
    const files = await listNewestFiles(scope, context, [...move.fromHostIds, move.toHostId]);
    return { siteNumber: longNumber(site.number), files };
  });
  return archiveOf(context, { ...content, name: `license-files-${moveId}` });
}
