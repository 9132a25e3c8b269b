/** All files of a version for an archive of many: the rights, the contents and the history of any other download. */
import { authorize } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { openBlobStore } from "../../platform/files/blob-store.ts";
import { Problem } from "../../platform/problem.ts";
import { holdingsOf, judge, type Offer } from "../offers/offer.authorize.ts";
import { isAboutRights } from "../offers/rules.ts";
import { listOffers } from "../offers/store.ts";
import { noteSent, takeBySession } from "./operations.ts";
import { spanOf } from "./rules.ts";
import { enter } from "./running.store.ts";

export interface VersionAsked {
  readonly siteId: string;
  readonly productCode: string;
  readonly version: string;
  /** Undefined: all. */
  readonly platform?: string | undefined;
}

/** As many as an archive takes. */
const MOST_FILES = 500;
const PIECE_BYTES = 1024 * 1024;

/** The versions of a product that this person may download today, the newest first, and for which platforms. */
export async function listVersionsToTake(
  context: Context,
  { siteId, productCode }: Pick<VersionAsked, "siteId" | "productCode">,
): Promise<{ version: string; platforms: string[] }[]> {
  return authorize(context, "download.read", siteId, async (scope) => {
    const holdings = await holdingsOf(context, scope);
    const open = holdings.versions.filter((each) => each.productCode === productCode && each.isOpen);
    const files = await listOffers(scope, open, PAGE);
    const newest = open.toSorted((one, other) => (one.availableOn < other.availableOn ? 1 : -1));
    return newest.flatMap(({ version }) => {
      const own = files.filter((file) => file.version === version);
      return own.length === 0
        ? []
        : [{ version, platforms: [...new Set(own.map(({ platform }) => platform))] }];
    });
  });
}

const PAGE = { status: "available", products: [], sort: "product", after: null, limit: MOST_FILES } as const;

/** The files of a version, each with the right to take it now; the first that may not be taken refuses all. */
export async function filesToTake(context: Context, asked: VersionAsked): Promise<Offer[]> {
  const { siteId, productCode, version, platform } = asked;
  return authorize(context, "download.start", siteId, async (scope) => {
    const holdings = await holdingsOf(context, scope);
    const versions = holdings.versions.filter(
      (each) => each.productCode === productCode && each.version === version,
    );
    const files = await listOffers(scope, versions, { ...PAGE, status: "all", platform });
    const judged = await judge(context, scope, { holdings, files });
    const refused = judged.find(({ whyNot }) => whyNot !== null);
    if (refused?.whyNot) {
      const { reason, ...facts } = refused.whyNot;
      throw new Problem(isAboutRights(refused.whyNot) ? 403 : 409, reason, {
        ...facts,
        product: refused.productName,
      });
    }
    return judged;
  });
}

/** The bytes of one of them, authorized anew as they go out, and noted like every download. */
export async function* takeContent(
  context: Context,
  { siteId, file }: { siteId: string; file: Pick<Offer, "id" | "sha256"> },
): AsyncGenerator<Buffer> {
  const taking = await takeBySession(context, { siteId, fileId: file.id }, WHOLE);
  const { bytes } = taking;
  if (bytes === null) return; // an empty file
  if (taking.file.sha256 !== file.sha256) throw new Problem(410, "file_replaced");
  const leave = enter(bytes.downloadId, spanOf(bytes));
  let sent = 0;
  try {
    const stored = await openBlobStore(context.portal.config.filesFolder).open(file.sha256);
    if (stored === undefined) throw new Problem(503, "unavailable", { lacks: "content" });
    try {
      for (let place = 0; place < stored.sizeBytes; ) {
        const buffer = Buffer.allocUnsafe(Math.min(PIECE_BYTES, stored.sizeBytes - place));
        const size = await stored.read(buffer, place);
        if (size === 0) throw new Error("the content is shorter than it was");
        yield buffer.subarray(0, size);
        sent += size;
        place += size;
      }
    } finally {
      await stored.close();
    }
  } finally {
    await noteSent({ ...taking, bytes }, { sent, isLast: leave() });
  }
}

const WHOLE = {
  method: "GET",
  range: undefined,
  ifRange: undefined,
  ifMatch: undefined,
  ifNoneMatch: undefined,
};
