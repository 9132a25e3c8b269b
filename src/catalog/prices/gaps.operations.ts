/** What the vendor still has to price, before a customer finds out. */
import { authorizeVendor, type VendorScope } from "../../access/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { eachPage, type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import type { SheetFormat } from "../../platform/sheets/columns.ts";
import { checkLength, MOST_ROWS } from "../../platform/sheets/sheet.ts";
import type { Need, PriceGap } from "./gaps.data.ts";
import { countGaps, type GapFilter, listCountryNeeds, listGaps } from "./gaps.store.ts";
import { currencyOf } from "./rules.ts";

export interface GapsAsked extends GapFilter {
  readonly after?: string | undefined;
  readonly limit: number;
}

const LIST = "price-gaps";
const placeOf = ({ key }: PriceGap) => ({ value: key, id: key });

export async function readPriceGaps(context: Context, asked: GapsAsked): Promise<Listed<PriceGap>> {
  const { secrets } = context.portal;
  const { limit, q, what } = asked;
  const after = readPlace(secrets, LIST, asked.after)?.value ?? "";
  return authorizeVendor(context, "feed.write", async (scope) => {
    const question = { q, what, ...(await readNeeds(scope, context)) };
    const { items, end } = pageOf(await listGaps(scope, { ...question, after, limit }), limit, placeOf);
    return { items, next: end === null ? null : writePlace(secrets, LIST, end), limit };
  });
}

const SHEET_PAGE = 2000;

export async function exportPriceGaps(
  context: Context,
  { q, what, format }: GapFilter & { format: SheetFormat },
) {
  await authorizeVendor(context, "feed.write", async (scope) => {
    const question = { q, what, ...(await readNeeds(scope, context)) };
    checkLength(format, await countGaps(scope, question, MOST_ROWS[format] + 1));
  });
  return eachPage((place) =>
    authorizeVendor(context, "feed.write", async (scope) => {
      const question = { q, what, ...(await readNeeds(scope, context)) };
      const page = { ...question, after: place?.value ?? "", limit: SHEET_PAGE };
      return pageOf(await listGaps(scope, page), SHEET_PAGE, placeOf);
    }),
  );
}

/** In which currencies and at which levels the sites buy today. */
async function readNeeds(
  scope: VendorScope,
  context: Context,
): Promise<{ needs: Need[]; on: ReturnType<typeof today> }> {
  const on = today(context);
  const sums = new Map<string, Need>();
  for (const { country, program, level, sites } of await listCountryNeeds(scope, on)) {
    const currency = currencyOf(country, context.portal.config);
    const key = `${program} ${currency} ${level}`;
    sums.set(key, { program, currency, level, sites: sites + (sums.get(key)?.sites ?? 0) });
  }
  return { needs: [...sums.values()], on };
}
