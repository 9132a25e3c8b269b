/** The API of the run: an operator's, for `carnet renewal run` and the page of the pipeline. */
import { z } from "zod";
import { Day, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { runFor } from "./rehearsal.operations.ts";
import { DEEDS } from "./report.data.ts";

const Count = z.int();
const Amount = z.int().nullable().describe("Minor units, without tax; null: no price");

const ItemReply = z
  .object({
    deed: z.enum(DEEDS),
    siteId: z.string(),
    siteNumber: z.string(),
    siteName: z.string(),
    quoteNumber: z.string().nullable().describe("Null of a quote that a rehearsal would make"),
    renewalOn: z.iso.date(),
    version: z.int().nullable(),
    dueOn: z.iso.date().nullable(),
    amount: Amount,
    currency: z.string(),
    lines: z.array(
      z.object({
        lineId: z.string(),
        orderNumber: z.string(),
        orderLine: z.int(),
        productName: z.string(),
        quantity: z.int(),
        coveredFrom: z.iso.date(),
        coveredThrough: z.iso.date().nullable(),
        months: z.int().nullable(),
        amount: Amount,
      }),
    ),
    recipients: z.array(z.string()).describe("To whom it is mailed"),
    rule: z.string().describe("The rule that says so"),
  })
  .meta({ id: "RenewalDeed" });

const ReportReply = z
  .object({
    on: z.iso.date(),
    isDryRun: z.boolean(),
    counts: z.object({
      sites: Count,
      issued: Count.describe("First versions of quotes"),
      updated: Count.describe("Next versions"),
      deferred: Count.describe("Lines"),
      lapsed: Count.describe("Lines"),
      renewed: Count.describe("Lines that renewed themselves"),
    }),
    notBegun: Count.describe(
      "Sites left out of a past day: they were never gone through, and begin with today's run",
    ),
    items: z.array(ItemReply).describe("The first of them; 500 at most"),
    itemsCount: Count,
    failures: z.array(z.object({ siteNumber: z.string(), failure: z.string() })),
  })
  .meta({ id: "RenewalRunReport" });

const create = {
  summary: "Go through all sites to a day: really, or as a rehearsal that changes nothing and sends nothing",
  tags: ["renewals"],
  body: z.strictObject({
    on: Day.describe(
      "Each site's own day. A rehearsal takes those of ten years ahead; else through today at most, and no site begins on a past day (409 renewals_not_begun)",
    ),
    dryRun: z.boolean().default(false),
    siteNumber: PathText.min(1).max(20).optional().describe("This site alone"),
  }),
  response: { 200: ReportReply, ...problems(400, 401, 403, 404, 409, 422) },
};

export const renewalRunRoutes: Routes = async (app) => {
  app.post(
    "/v1/renewal-runs",
    { schema: create, config: { needs: "renewal.run" } },
    async ({ context, body }) => {
      const { on, dryRun, siteNumber } = body;
      const { items, failures, ...report } = await runFor(context, { on, isDryRun: dryRun, siteNumber });
      return {
        ...report,
        failures: [...failures],
        items: items.map((item) => ({
          ...item,
          lines: item.lines.map((line) => ({ ...line })),
          recipients: [...item.recipients],
        })),
      };
    },
  );
};
