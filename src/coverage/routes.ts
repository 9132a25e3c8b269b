/** The API of one entitlement line with its periods of coverage. The list of lines is of entitlements. */
import { z } from "zod";
import { PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { type CoveredLine, readLine } from "./operations.ts";
import { GapReply, OUTLOOK, PeriodReply } from "./site/replies.documents.ts";

const LineReply = z
  .object({
    id: z.string(),
    orderNumber: z.string(),
    orderLine: z.int(),
    orderedOn: z.iso.date(),
    partNumber: z.string(),
    description: z.string().nullable(),
    productCode: z.string(),
    productName: z.string(),
    quantity: z.int(),
    license: z.literal("perpetual"),
    coveredFrom: z.iso.date().nullable(),
    coveredThrough: z.iso.date().nullable(),
    status: z.enum(["active", "lapsed", "upcoming", "none"]).describe("Today in the site's time zone"),
    periods: z.array(PeriodReply).describe("In the order of their days; no day is in two"),
    gaps: z.array(GapReply).describe("Days without coverage between them and since the last"),
    ...OUTLOOK,
    versions: z
      .array(
        z.object({
          version: z.string(),
          state: z.enum(["UPCOMING", "CURRENT", "SUPERSEDED", "EOS_NO_DATE", "EOS_BY"]),
          endOfServiceOn: z.iso
            .date()
            .nullable()
            .describe("The last day of service; coverage does not prolong it"),
          isAtEnd: z.boolean(),
          replacedBy: z
            .object({ productCode: z.string(), productName: z.string(), version: z.string() })
            .nullable(),
        }),
      )
      .describe("Of the product, the newest first"),
    proofId: z.string().nullable().describe("The newest proof of the order, when you may read proofs"),
  })
  .meta({ id: "EntitlementLineDetail" });

const detail = {
  summary: "Read one entitlement line with its periods of coverage",
  tags: ["entitlements"],
  params: z.strictObject({ siteId: PathText, lineId: PathText }),
  response: { 200: LineReply, ...problems(400, 401, 403, 404) },
};

export const coverageRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/entitlements/:lineId",
    { schema: detail, config: { needs: "entitlement.read" } },
    async ({ context, params }) => lineReply(await readLine(context, params.siteId, params.lineId)),
  );
};

function lineReply({ part, today: _, periods, gaps, versions, ...line }: CoveredLine) {
  return {
    ...line,
    description: part?.description ?? null,
    license: "perpetual" as const,
    periods: [...periods],
    gaps: [...gaps],
    versions: [...versions],
  };
}
