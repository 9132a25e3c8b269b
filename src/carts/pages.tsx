/** The pages of the cart. The API's own operations: the same permission, the same refusals. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../platform/http/errors.ts";
import { formOf, pick, type Values } from "../platform/http/forms.ts";
import { PathText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { Problem } from "../platform/problem.ts";
import { bindProblems } from "../platform/problems/registry.ts";
import type { FormErrors } from "../web/forms/errors.tsx";
import { sendPage } from "../web/page.tsx";
import { CartPage, NEWS, type News } from "./cart.parts.tsx";
import { cartHref } from "./lines.parts.tsx";
import { addToCart, changeCartLine, readCart, removeCartLine, swapCartLine } from "./operations.ts";
import { cartProblems } from "./problems.ts";
import { MOST_UNITS } from "./store.ts";
import { cartSay } from "./texts.ts";

const params = z.strictObject({ siteId: PathText });
/** What the portal calls its own orders. */
const OrderNumber = z.string().regex(/^W[0-9A-HJKMNP-TV-Z]{8,16}$/);
const Shown = z.object({
  news: z.enum(NEWS).optional().catch(undefined),
  ordered: OrderNumber.optional().catch(undefined),
  before: z.literal("1").optional().catch(undefined),
});
const show = { schema: { hide: true, params, querystring: Shown }, config: { needs: "cart.read" } };
const add = { schema: { hide: true, params }, config: { needs: "cart.update" } };
const line = {
  schema: { hide: true, params: params.extend({ id: PathText }) },
  config: { needs: "cart.update" },
};

const Quantity = z.coerce.number("required").int("required").min(1, "required").max(MOST_UNITS, "too_many");
const Added = z.union([
  z.object({ lineId: PathText }),
  z.object({ partNumber: PathText, quantity: Quantity }),
]);

export const cartPages: Routes = async (app) => {
  app.get("/sites/:siteId/cart", show, (request, reply) => {
    const { news, ordered, before } = request.query;
    const told = ordered === undefined ? undefined : { number: ordered, isBefore: before !== undefined };
    return showCart(request, reply, { news, ordered: told });
  });

  app.post("/sites/:siteId/cart/lines", add, (request, reply) =>
    act(request, reply, "added", async (values) => {
      const given = pick(values, ["lineId", "partNumber", "quantity"], ["lineId"]);
      await addToCart(request.context, request.params.siteId, addedIn(given));
    }),
  );

  app.post("/sites/:siteId/cart/lines/:id", line, (request, reply) => {
    const { context, params: asked, body } = request;
    const { action } = formOf(body);
    if (action === "remove") return act(request, reply, "removed", () => removeCartLine(context, asked));
    if (action === "swap") return act(request, reply, "swapped", () => swapCartLine(context, asked));
    return act(request, reply, "changed", (values) =>
      changeCartLine(context, asked, parsed(z.object({ quantity: Quantity }), values).quantity),
    );
  });
};

/** A form that names a line asks for what continues it; one that names a part, for new licenses. */
function addedIn(given: Values) {
  const { lineId, ...part } = given;
  return parsed(Added, lineId === undefined ? part : { lineId });
}

type OfSite = FastifyRequest & { params: { siteId: string } };

async function act(
  request: OfSite,
  reply: FastifyReply,
  news: News,
  work: (values: Values) => Promise<unknown>,
) {
  try {
    await work(formOf(request.body));
  } catch (error) {
    if (!(error instanceof Problem) || !isOurs(error)) throw error;
    return showCart(request, reply, { problem: error });
  }
  return reply.redirect(`${cartHref(request.params.siteId)}?news=${news}`, 303);
}

const book = bindProblems([cartProblems]);

/** What the cart itself refuses is told beside it; the rest by a page of its own. */
export function isOurs({ code }: Problem): boolean {
  return code === "invalid_request" || book.entries.some((entry) => entry.code === code);
}

interface ToShow {
  readonly news?: News | undefined;
  readonly ordered?: { readonly number: string; readonly isBefore: boolean } | undefined;
  readonly problem?: Problem;
}

export async function showCart(request: OfSite, reply: FastifyReply, { news, ordered, problem }: ToShow) {
  const { context, params: path, frame } = request;
  const cart = await readCart(context, path.siteId);
  const errors = problem === undefined ? {} : errorsOf(problem, context.language);
  const isField = Object.keys(errors).length > 0;
  const page = (
    <CartPage
      chrome={await frame.chrome(path.siteId)}
      cart={cart}
      sales={context.portal.config.salesEmail}
      news={news}
      ordered={ordered}
      refusal={problem === undefined || isField ? undefined : book.say(problem, context.language)}
      errors={errors}
    />
  );
  return sendPage(reply, page, problem?.status ?? 200);
}

const FAULTS = ["required", "too_many", "whole_quantity_only"] as const;

/** Said of the form as a whole: several lines have a field of that name. */
function errorsOf({ facts }: Problem, language: FastifyRequest["context"]["language"]): FormErrors {
  const { fields } = facts as { fields?: Readonly<Record<string, readonly string[]>> };
  if (fields === undefined) return {};
  const code = Object.values(fields)[0]?.[0];
  return { form: cartSay(language)(`fault.${FAULTS.find((each) => each === code) ?? "required"}`) };
}
