/** Keys that were seen on more machines or networks than they are for, for the vendor. Source: BAR case 34. */
import { authorizeVendor } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { eachPage, type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import type { SheetFormat } from "../../platform/sheets/columns.ts";
import { checkLength, MOST_ROWS } from "../../platform/sheets/sheet.ts";
import { deskOf } from "../desk/desk.documents.ts";
import type { SharedKey } from "./sharing.data.ts";
import { countSharedKeys, listSharedKeys, type SharingFilter } from "./store.ts";

export interface SharingAsked extends SharingFilter {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The report looks back so far; what was seen is kept as long as the settings say. */
export const REPORT_DAYS = 30;
const DAY_MS = 86_400_000;
const LIST = "key-sharing";
const placeOf = ({ weight, keyId }: SharedKey) => ({ value: String(weight), id: keyId });

export async function readSharing(
  context: Context,
  { after, limit, ...filter }: SharingAsked,
): Promise<Listed<SharedKey>> {
  const { secrets } = context.portal;
  const place = readPlace(secrets, LIST, after);
  await deskOf(context.portal).flush(); // what this process has seen just now is in it
  return authorizeVendor(context, "sharing.read", async (scope) => {
    const rows = await listSharedKeys(scope, { ...filter, since: sinceOf(context), after: place, limit });
    const { items, end } = pageOf(rows, limit, placeOf);
    return { items, next: end === null ? null : writePlace(secrets, LIST, end), limit };
  });
}

const SHEET_PAGE = 2000;

export async function exportSharing(
  context: Context,
  { format, ...filter }: SharingFilter & { format: SheetFormat },
) {
  const since = sinceOf(context);
  await authorizeVendor(context, "sharing.read", async (scope) =>
    checkLength(format, await countSharedKeys(scope, { ...filter, since }, MOST_ROWS[format] + 1)),
  );
  return eachPage((after) =>
    authorizeVendor(context, "sharing.read", async (scope) =>
      pageOf(
        await listSharedKeys(scope, { ...filter, since, after, limit: SHEET_PAGE }),
        SHEET_PAGE,
        placeOf,
      ),
    ),
  );
}

function sinceOf({ now, portal }: Context): Date {
  return new Date(now.getTime() - Math.min(REPORT_DAYS, portal.config.sightingDays) * DAY_MS);
}
