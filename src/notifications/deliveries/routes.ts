/** The API of delivered mails: shapes in, one operation, shapes out. */
import { z } from "zod";
import { ListQuery, listReply, orBlank, PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import type { Language } from "../../platform/language.ts";
import type { SheetColumn } from "../../platform/sheets/columns.ts";
import { sendSheet } from "../../platform/sheets/sheet.ts";
import { DELIVERY_STATES, type Delivery, exportDeliveries, readDeliveries } from "./operations.ts";
import { deliverySay } from "./texts.ts";

const DeliveryReply = z
  .object({
    id: z.string(),
    to: z.string(),
    subject: z.string().nullable().describe("Null until it went out"),
    state: z.enum(DELIVERY_STATES),
    queuedAt: z.string(),
    deliveredAt: z.string().nullable().describe("When the mail server took it"),
    serverReply: z.string().nullable().describe("The proof of delivery: the mail server's own words"),
    reason: z.string().nullable().describe("Why it came back"),
    quoteId: z.string().nullable(),
    orderNumber: z.string().nullable(),
  })
  .meta({ id: "Delivery" });

const SitePath = z.strictObject({ siteId: PathText });
const QuoteFilter = { quoteId: orBlank(PathText.optional()).describe("Only what is about this quote") };

const list = {
  summary: "List the mails that went out about a site, the newest first, with their proof of delivery",
  tags: ["deliveries"],
  params: SitePath,
  querystring: z.strictObject({ ...QuoteFilter, ...ListQuery }),
  response: { 200: listReply(DeliveryReply), ...problems(400, 401, 403, 404) },
};

const sheet = {
  tags: ["deliveries"],
  params: SitePath,
  querystring: z.strictObject(QuoteFilter),
  response: {
    200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
    ...problems(400, 401, 403, 404, 409, 429, 503),
  },
};

export const deliveryRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/deliveries",
    { schema: list, config: { needs: "delivery.read" } },
    async ({ context, params, query }) => {
      const { items, next, limit } = await readDeliveries(context, { ...params, ...query });
      return { items: [...items], next, limit };
    },
  );
  for (const format of ["csv", "xlsx"] as const) {
    for (const start of ["/v1", ""]) {
      const summary = `Export the mails that went out about a site as ${format.toUpperCase()}`;
      app.get(
        `${start}/sites/:siteId/deliveries.${format}`,
        { schema: { ...sheet, summary, hide: start === "" }, config: { needs: "delivery.read" } },
        async ({ context, params, query }, reply) => {
          const pages = await exportDeliveries(context, { ...params, ...query });
          return sendSheet(reply, format, { ...sheetOf(context.language), plainName: "deliveries", pages });
        },
      );
    }
  }
};

function sheetOf(language: Language): { name: string; columns: SheetColumn<Delivery>[] } {
  const say = deliverySay(language);
  return {
    name: say("title"),
    columns: [
      { header: say("subject"), kind: "text", width: 40, value: ({ subject }) => subject },
      { header: say("to"), kind: "text", width: 28, value: ({ to }) => to },
      { header: say("queuedAt"), kind: "text", width: 22, value: ({ queuedAt }) => queuedAt },
      { header: say("state"), kind: "text", width: 12, value: ({ state }) => say(state) },
      { header: say("deliveredAt"), kind: "text", width: 22, value: ({ deliveredAt }) => deliveredAt },
      {
        header: say("proof"),
        kind: "text",
        width: 40,
        value: ({ serverReply, reason }) => serverReply ?? reason,
      },
      {
        header: say("about"),
        kind: "text",
        width: 20,
        value: ({ orderNumber, quoteId }) => orderNumber ?? quoteId,
      },
    ],
  };
}
