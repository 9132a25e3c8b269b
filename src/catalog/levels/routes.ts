/** The API of price levels: shapes in, one operation, shapes out. */
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { type PriceLevel, readPriceLevel } from "./level.operations.ts";
import { LEVELS } from "./levels.data.ts";

const LevelName = z.enum(LEVELS);

const PriceLevelReply = z
  .object({
    level: LevelName.describe("BL: the list price, which always holds under PAE"),
    since: z.iso.date().nullable().describe("Null: from the beginning"),
    currency: z.string(),
    agreement: z.string().nullable(),
    setBy: z.enum(["feed", "points"]).describe("The vendor says it, or it follows from what was bought"),
    history: z.array(
      z.object({ validFrom: z.iso.date(), level: LevelName, source: z.enum(["feed", "points"]) }),
    ),
    term: z.object({ from: z.iso.date(), through: z.iso.date() }).nullable(),
    points: z.int().nullable().describe("Of all the agreement's sites in the running term"),
    earned: LevelName.nullable().describe("What these points earn from the next anniversary on"),
    next: z.object({ level: LevelName, points: z.int(), missing: z.int() }).nullable(),
    resetsOn: z.iso.date().nullable().describe("The next anniversary"),
  })
  .meta({ id: "PriceLevel" });

const read = {
  summary: "Read which price level a site has, since when, and how many points are missing to the next one",
  tags: ["prices"],
  params: z.strictObject({ siteId: PathText }),
  response: { 200: PriceLevelReply, ...problems(400, 401, 403, 404) },
};

export const levelRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/price-level",
    { schema: read, config: { needs: "price.read" } },
    async ({ context, params }) => replyOf(await readPriceLevel(context, params.siteId)),
  );
};

function replyOf(read: PriceLevel): z.input<typeof PriceLevelReply> {
  const { site, standing, history, level, since, currency, mode } = read;
  return {
    level,
    since,
    currency,
    agreement: site.agreementNumber,
    setBy: mode,
    history: history.map(({ validFrom, level: said, source }) => ({ validFrom, level: said, source })),
    term: standing?.term ?? null,
    points: standing?.points ?? null,
    earned: standing?.earned ?? null,
    next: standing?.next ?? null,
    resetsOn: standing?.resetsOn ?? null,
  };
}
