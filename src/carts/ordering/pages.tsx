/** The pages from the cart to the order: details, review, order. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../../platform/http/errors.ts";
import { formOf, pick, type Values } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import {
  checkedDetails,
  detailErrors,
  EnteredDetails,
  enteredDetails,
  type OrderDetails,
  orderDetails,
} from "../../reinstatements/index.ts";
import { sendPage } from "../../web/page.tsx";
import { cartHref } from "../lines.parts.tsx";
import type { Changed } from "../notes.parts.tsx";
import { MOST_LINES, readCart } from "../operations.ts";
import { isOurs, showCart } from "../pages.tsx";
import type { Change } from "../rules.ts";
import { orderCart } from "./operations.ts";
import { CartOrderPage } from "./order.parts.tsx";

const params = z.strictObject({ siteId: PathText });
const show = { schema: { hide: true, params, querystring: EnteredDetails }, config: { needs: "cart.read" } };
const order = { schema: { hide: true, params }, config: { needs: "order.place" } };

const SeenLine = z.object({
  id: PathText,
  partNumber: PathText,
  quantity: z.int(),
  amount: z.int().nullable(),
});
/** The lines as the form carries them; whatever is no such list has seen nothing, and is shown everything once more. */
const Seen = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "malformed" });
      return z.NEVER;
    }
  })
  .pipe(z.array(SeenLine).max(MOST_LINES))
  .catch([]);
const Ordered = z.object(orderDetails).extend({ revision: z.coerce.number().int().min(0), seen: Seen });

export const cartOrderPages: Routes = async (app) => {
  app.get("/sites/:siteId/cart/order", show, (request, reply) => {
    const values = enteredDetails(request.query);
    return request.query.step === "review"
      ? review(request, reply, values)
      : showOrder(request, reply, { values });
  });

  app.post("/sites/:siteId/cart/order", order, async (request, reply) => {
    const { context, params: path, body } = request;
    const form = formOf(body);
    const values = enteredDetails(form);
    try {
      const asked = parsed(Ordered, { ...values, ...pick(form, ["revision", "seen"]) });
      const { orderNumber, mayRead } = await orderCart(context, path.siteId, asked);
      return await reply.redirect(orderedHref(path.siteId, orderNumber, mayRead), 303);
    } catch (error) {
      if (error instanceof Problem) return refused(request, reply, { values, problem: error });
      throw error;
    }
  });
};

function orderedHref(siteId: string, orderNumber: string, mayRead: boolean, isBefore = false): string {
  if (mayRead) return `/sites/${siteId}/orders/${orderNumber}`;
  return `${cartHref(siteId)}?ordered=${orderNumber}${isBefore ? "&before=1" : ""}`;
}

type OfSite = FastifyRequest & { params: { siteId: string } };

/** A second click leads to the order that the first one placed; what changed comes back to be looked at. */
async function refused(
  request: OfSite,
  reply: FastifyReply,
  { values, problem }: Shown & { problem: Problem },
) {
  const { code, facts } = problem;
  const { siteId } = request.params;
  if (code === "cart_ordered") {
    const { orderNumber, isReadable } = facts as { orderNumber: string; isReadable: boolean };
    return reply.redirect(orderedHref(siteId, orderNumber, isReadable, true), 303);
  }
  if (code === "cart_changed" || code === "price_changed") {
    return review(request, reply, values, changedIn(problem));
  }
  if (code === "invalid_request") return showOrder(request, reply, { values, problem });
  if (isOurs(problem)) return showCart(request, reply, { problem });
  throw problem;
}

interface Told {
  readonly changes?: readonly Change[] | null;
  readonly before?: { readonly amount: number };
  readonly after?: { readonly amount: number };
}

function changedIn({ facts }: Problem): Changed {
  const { changes, before, after } = facts as Told;
  return { changes: changes ?? [], before: before?.amount ?? null, after: after?.amount ?? null };
}

/** Everything once more; back to the details when they are wrong. */
function review(request: OfSite, reply: FastifyReply, values: Values, changed: Changed | null = null) {
  return showOrder(request, reply, { values, changed, ...checkedDetails(values) });
}

interface Shown {
  readonly values: Values;
  readonly review?: OrderDetails;
  readonly changed?: Changed | null;
  readonly problem?: Problem;
}

async function showOrder(request: OfSite, reply: FastifyReply, shown: Shown) {
  const { context, params: path, frame } = request;
  const { values, review: details, changed = null, problem } = shown;
  const cart = await readCart(context, path.siteId);
  if (cart.amount === null || cart.lines.length === 0) return showCart(request, reply, {});
  const page = (
    <CartOrderPage
      chrome={await frame.chrome(path.siteId)}
      cart={cart}
      sales={context.portal.config.salesEmail}
      values={values}
      errors={detailErrors(context.language, problem)}
      review={details ?? null}
      changed={changed}
    />
  );
  return sendPage(reply, page, problem?.status ?? (changed === null ? 200 : 409));
}
