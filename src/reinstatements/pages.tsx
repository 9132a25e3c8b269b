/** The pages of reinstatement. The API's own operations: the same permission, the same refusals. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../platform/http/errors.ts";
import { formOf, pick, type Values } from "../platform/http/forms.ts";
import { PathText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { Problem } from "../platform/problem.ts";
import { sendPage } from "../web/page.tsx";
import { OffersPage } from "./list.parts.tsx";
import { OfferPage } from "./one.parts.tsx";
import { readOffer, readOffers, reinstateLine } from "./operations.ts";
import { type OrderDetails, orderDetails } from "./ordering/details.rules.ts";
import {
  checkedDetails,
  detailErrors,
  EnteredDetails,
  enteredDetails,
} from "./ordering/entered.documents.ts";

const ROWS = 50;
/** What the portal calls its own orders. */
const OrderNumber = z.string().regex(/^W[0-9A-HJKMNP-TV-Z]{8,16}$/);

const list = {
  schema: {
    hide: true,
    params: z.strictObject({ siteId: PathText }),
    querystring: z.object({
      after: z.string().max(2000).optional(),
      ordered: OrderNumber.optional().catch(undefined),
    }),
  },
  config: { needs: "renewal.read" },
};

const params = z.strictObject({ siteId: PathText, lineId: PathText });
const one = {
  schema: { hide: true, params, querystring: EnteredDetails },
  config: { needs: "renewal.read" },
};
const order = { schema: { hide: true, params }, config: { needs: "order.place" } };

const Ordered = z.object(orderDetails).extend({
  quantity: z.coerce.number().int().min(1),
  amountSeen: z.coerce.number().int().min(0).optional(),
});

export const reinstatementPages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/reinstatements",
    list,
    async ({ context, params: { siteId }, query, frame }, reply) => {
      const offers = await readOffers(context, { siteId, limit: ROWS, after: query.after });
      const chrome = await frame.chrome(siteId);
      const sales = context.portal.config.salesEmail;
      const isLater = query.after !== undefined;
      return sendPage(
        reply,
        <OffersPage
          chrome={chrome}
          siteId={siteId}
          offers={offers}
          isLater={isLater}
          sales={sales}
          ordered={query.ordered}
        />,
      );
    },
  );

  app.get("/sites/:siteId/reinstatements/:lineId", one, (request, reply) => {
    const values = enteredDetails(request.query);
    return request.query.step === "review"
      ? review(request, reply, values)
      : show(request, reply, { values });
  });

  app.post("/sites/:siteId/reinstatements/:lineId", order, async (request, reply) => {
    const { context, params: path, body } = request;
    const form = formOf(body);
    const values = enteredDetails(form);
    try {
      const asked = parsed(Ordered, { ...values, ...pick(form, ["quantity", "amountSeen"], ["amountSeen"]) });
      const { orderNumber, mayRead } = await reinstateLine(context, { ...path, ...asked });
      const here = `/sites/${path.siteId}`;
      const then = mayRead ? `/orders/${orderNumber}` : `/reinstatements?ordered=${orderNumber}`;
      return await reply.redirect(`${here}${then}`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === "price_changed") return review(request, reply, values, seenIn(error));
      if (error.code === "invalid_request") return show(request, reply, { values, problem: error });
      if (error.code === "still_covered") return show(request, reply, { values, problem: error });
      throw error;
    }
  });
};

type One = FastifyRequest & { params: z.output<typeof params> };

function seenIn({ facts }: Problem): number {
  return (facts as { before: { amount: number } }).before.amount;
}

/** Everything once more; back to the details when they are wrong. */
function review(request: One, reply: FastifyReply, values: Values, before: number | null = null) {
  return show(request, reply, { values, before, ...checkedDetails(values) });
}

interface Shown {
  readonly values: Values;
  readonly review?: OrderDetails;
  readonly before?: number | null;
  readonly problem?: Problem;
}

async function show(
  request: One,
  reply: FastifyReply,
  { values, review: details, before = null, problem }: Shown,
) {
  const {
    context,
    frame,
    params: { siteId, lineId },
  } = request;
  const offered = await readOffer(context, siteId, lineId);
  const status = problem?.status ?? (before === null ? 200 : 409);
  const page = (
    <OfferPage
      chrome={await frame.chrome(siteId)}
      offered={offered}
      sales={context.portal.config.salesEmail}
      values={values}
      errors={detailErrors(context.language, problem)}
      review={details ?? null}
      before={before}
    />
  );
  return sendPage(reply, page, status);
}
