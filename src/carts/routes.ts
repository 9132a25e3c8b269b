/** The API of the cart: shapes in, one operation, shapes out. */
import { z } from "zod";
import { PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { BookedReply, bookedReply, orderDetails } from "../reinstatements/index.ts";
import type { ShownCart } from "./cart.documents.ts";
import {
  addToCart,
  changeCartLine,
  MOST_LINES,
  readCart,
  removeCartLine,
  swapCartLine,
} from "./operations.ts";
import { orderCart } from "./ordering/operations.ts";
import type { CartLine, Swap } from "./rules.ts";
import { MOST_UNITS } from "./store.ts";

const tags = ["cart"];
const SitePath = z.strictObject({ siteId: PathText });
const LinePath = z.strictObject({ siteId: PathText, id: PathText });
const Price = z.object({ amount: z.int().describe("In minor units, without tax"), currency: z.string() });
const Quantity = z.int().min(1).max(MOST_UNITS);

const LineReply = z.object({
  id: z.string(),
  kind: z.enum(["license", "renewal", "reinstatement"]),
  partNumber: z.string(),
  productCode: z.string(),
  productName: z.string(),
  quantity: z.int(),
  continues: z
    .object({ lineId: z.string(), order: z.string(), line: z.int() })
    .nullable()
    .describe("The license line that is continued; null: a new license"),
  unitPrice: Price.nullable().describe("Of one unit, of a renewal for twelve months; null: ask sales"),
  months: z.int().nullable().describe("Of a renewal: whole months, 1 to 12"),
  amount: Price.nullable(),
  level: z.string(),
  coveredFrom: z.iso.date().nullable().describe("If it is ordered today"),
  coveredThrough: z.iso.date().nullable(),
  obstacle: z.string().nullable().describe("Why it cannot be ordered as it is"),
  quote: z
    .object({
      quoteId: z.string(),
      number: z.string(),
      versionSeen: z.int().describe("From which it was taken"),
      version: z.int().describe("The newest, whose price it has"),
      amountSeen: Price.nullable(),
      isDeferred: z.boolean().describe("At the prices of the day"),
    })
    .nullable(),
});

const CartReply = z
  .object({
    revision: z.int().describe("Say it with the order: another one is refused"),
    currency: z.string(),
    level: z.string().describe("The site's price level today"),
    orderLevel: z.string().describe("A better one that the order's own points reach"),
    lines: z.array(LineReply),
    total: Price.nullable().describe("Null while a line cannot be ordered"),
    cheaper: z
      .array(
        z.object({
          id: z.string().describe("The license that is not needed"),
          lineIds: z.array(z.string()).describe("The lapsed lines that a reinstatement would bring back"),
          quantity: z.int(),
          amount: Price,
          saved: Price,
        }),
      )
      .describe("Where a reinstatement costs less than the new license"),
  })
  .meta({ id: "Cart" });

const Added = z.union([
  z.strictObject({ partNumber: PathText, quantity: Quantity }),
  z.strictObject({ lineId: PathText }),
]);

const SeenLine = z.strictObject({
  id: PathText,
  partNumber: PathText,
  quantity: z.int(),
  amount: z.int().nullable(),
});
export const Seen = z
  .array(SeenLine)
  .max(MOST_LINES)
  .describe(
    "Every line as it was last read: when one is another by now, or costs something else, nothing is ordered",
  );

const done = { 200: CartReply, ...problems(400, 401, 403, 404, 409) };
const read = {
  summary: "Read one's own cart at a site",
  tags,
  params: SitePath,
  response: { 200: CartReply, ...problems(400, 401, 403, 404) },
};
const add = {
  summary:
    "Add a new license, or what continues a line: its renewal, or its reinstatement once it has lapsed",
  tags,
  params: SitePath,
  body: Added,
  response: { 201: CartReply, ...problems(400, 401, 403, 404, 409) },
};
const change = {
  summary: "Change how many units of a new license are in the cart",
  tags,
  params: LinePath,
  body: z.strictObject({ quantity: Quantity }),
  response: done,
};
const remove = { summary: "Take a line out of the cart", tags, params: LinePath, response: done };
const swap = {
  summary: "Reinstate lapsed lines of the same product in place of a new license",
  tags,
  params: LinePath,
  response: done,
};
const order = {
  summary:
    "Order the cart exactly as it was looked at: say its revision and every line that was seen; when a price list, a level or a quote has changed since, 409 tells the difference and nothing is ordered",
  tags,
  params: SitePath,
  body: z.strictObject({ revision: z.int().min(0), ...orderDetails, seen: Seen }),
  response: { 201: BookedReply, ...problems(400, 401, 403, 404, 409) },
};

const updating = { config: { needs: "cart.update" } };

export const cartRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/cart",
    { schema: read, config: { needs: "cart.read" } },
    async ({ context, params }) => cartReply(await readCart(context, params.siteId)),
  );

  app.post("/v1/sites/:siteId/cart/lines", { schema: add, ...updating }, async (request, reply) => {
    const cart = await addToCart(request.context, request.params.siteId, request.body);
    return reply.code(201).send(cartReply(cart));
  });

  app.patch("/v1/sites/:siteId/cart/lines/:id", { schema: change, ...updating }, async (request) =>
    cartReply(await changeCartLine(request.context, request.params, request.body.quantity)),
  );

  app.delete("/v1/sites/:siteId/cart/lines/:id", { schema: remove, ...updating }, async (request) =>
    cartReply(await removeCartLine(request.context, request.params)),
  );

  app.post("/v1/sites/:siteId/cart/lines/:id/reinstatement", { schema: swap, ...updating }, async (request) =>
    cartReply(await swapCartLine(request.context, request.params)),
  );

  app.post(
    "/v1/sites/:siteId/cart/order",
    { schema: order, config: { needs: "order.place" } },
    async ({ context, params: { siteId }, body }, reply) => {
      const placed = await orderCart(context, siteId, body);
      const location = `/v1/sites/${siteId}/orders/${placed.orderNumber}`;
      return reply.code(201).header("location", location).send(bookedReply(placed));
    },
  );
};

function cartReply({ revision, currency, level, orderLevel, lines, amount, swaps }: ShownCart) {
  const money = (value: number) => ({ amount: value, currency });
  return {
    ...{ revision, currency, level, orderLevel },
    lines: lines.map((line) => lineReply(line, currency)),
    total: amount === null ? null : money(amount),
    cheaper: swaps.map(({ id, lineIds, quantity, ...swap }: Swap) => ({
      id,
      lineIds: [...lineIds],
      quantity,
      amount: money(swap.amount),
      saved: money(swap.saved),
    })),
  };
}

function lineReply({ unitPrice, amount, covers, quote, ...line }: CartLine, currency: string) {
  const money = (value: number | null) => (value === null ? null : { amount: value, currency });
  return {
    ...line,
    unitPrice: money(unitPrice),
    amount: money(amount),
    coveredFrom: covers?.from ?? null,
    coveredThrough: covers?.through ?? null,
    quote: quote === null ? null : { ...quote, amountSeen: money(quote.amountSeen) },
  };
}
