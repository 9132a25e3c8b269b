/** The pages of order history. They call the API's own operations: the same permission, the same refusals. */
import { z } from "zod";
import { Day, orBlank, PathText, SearchText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { sendPage } from "../web/page.tsx";
import { readOrder, readOrders } from "./operations.ts";
import { OrderPage } from "./order.parts.tsx";
import { OrdersPage, type OrdersQuestion } from "./orders.parts.tsx";

const Question = z.strictObject({
  from: orBlank(Day.optional()),
  to: orBlank(Day.optional()),
  q: SearchText,
  sort: z.enum(["orderedOn", "-orderedOn"]).default("-orderedOn"),
  after: z.string().max(2000).optional(),
});

const list = { hide: true, params: z.strictObject({ siteId: PathText }), querystring: Question };
const detail = { hide: true, params: z.strictObject({ siteId: PathText, orderNumber: PathText }) };

const ROWS = 50;

export const orderPages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/orders",
    { schema: list, config: { needs: "order.read" } },
    async (request, reply) => {
      const { siteId } = request.params;
      const question: OrdersQuestion = request.query;
      const page = await readOrders(request.context, { siteId, ...question, limit: ROWS });
      const chrome = await request.frame.chrome(siteId);
      return sendPage(reply, <OrdersPage chrome={chrome} siteId={siteId} question={question} page={page} />);
    },
  );

  app.get(
    "/sites/:siteId/orders/:orderNumber",
    { schema: detail, config: { needs: "order.read" } },
    async (request, reply) => {
      const { siteId, orderNumber } = request.params;
      const order = await readOrder(request.context, siteId, orderNumber);
      const chrome = await request.frame.chrome(siteId);
      return sendPage(reply, <OrderPage chrome={chrome} siteId={siteId} order={order} />);
    },
  );
};
