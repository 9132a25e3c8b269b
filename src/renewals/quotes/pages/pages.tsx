/** The pages of renewal quotes. The same operations as the API, the same refusals; choices stand in the address. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { parsed } from "../../../platform/http/errors.ts";
import { formOf, type Values } from "../../../platform/http/forms.ts";
import { PathText } from "../../../platform/http/lists.ts";
import type { Routes } from "../../../platform/http/server.ts";
import { Problem } from "../../../platform/problem.ts";
import { detailErrors, enteredDetails, orderDetails } from "../../../reinstatements/index.ts";
import { withQuery } from "../../../web/filter.tsx";
import type { FormErrors } from "../../../web/forms/errors.tsx";
import { sendPage } from "../../../web/page.tsx";
import { readQuote, readQuotes } from "../operations.ts";
import { orderFromQuote } from "../order.operations.ts";
import { readPlaces, writePlaces } from "../rules.ts";
import { quoteSay } from "../texts.ts";
import { ReviewPage } from "./order.parts.tsx";
import { QuotePage } from "./quote.parts.tsx";
import { QuotesPage, quotesHref } from "./quotes.parts.tsx";

const ROWS = 50;
const SitePath = z.strictObject({ siteId: PathText });
const QuotePath = z.strictObject({ siteId: PathText, quoteId: PathText });
type Path = z.output<typeof QuotePath>;

/** Addresses are as long as a choice of lines; those of more gaps than fit are chosen anew. */
const Version = z.coerce.number().int().min(1).max(1_000_000).optional().catch(undefined);
const Lines = z.string().max(8000).optional().catch(undefined);
const OrderNumber = z.string().regex(/^W[0-9A-HJKMNP-TV-Z]{8,16}$/);

const list = {
  schema: { hide: true, params: SitePath, querystring: z.object({ after: z.string().max(2000).optional() }) },
  config: { needs: "renewal.read" },
};
const detail = {
  schema: {
    hide: true,
    params: QuotePath,
    querystring: z.object({
      version: Version,
      lines: Lines,
      ordered: OrderNumber.optional().catch(undefined),
    }),
  },
  config: { needs: "renewal.read" },
};
const select = { schema: { hide: true, params: QuotePath }, config: { needs: "renewal.read" } };
const review = {
  schema: { hide: true, params: QuotePath, querystring: z.object({ version: Version, lines: Lines }) },
  config: { needs: "renewal.read" },
};
const order = { schema: { hide: true, params: QuotePath }, config: { needs: "order.place" } };

const Amount = z.coerce.number().int().min(0).optional().catch(undefined);
/** Nothing was chosen. */
const NONE = "none";

const Details = z.object(orderDetails);

export const quotePages: Routes = async (app) => {
  app.get("/sites/:siteId/renewal-quotes", list, async ({ context, params, query, frame }, reply) => {
    const { siteId } = params;
    const page = await readQuotes(context, { siteId, after: query.after, limit: ROWS });
    const chrome = await frame.chrome(siteId);
    return sendPage(reply, <QuotesPage chrome={chrome} siteId={siteId} page={page} after={query.after} />);
  });

  app.get("/sites/:siteId/renewal-quotes/:quoteId", detail, (request, reply) =>
    show(request, reply, { path: request.params, ...request.query }),
  );

  app.post("/sites/:siteId/renewal-quotes/:quoteId/selection", select, async (request, reply) => {
    const { siteId, quoteId } = request.params;
    const version = Version.parse(formOf(request.body)["version"]);
    const quote = await readQuote(request.context, { siteId, quoteId, version });
    const lines = writePlaces(placesOf(request.body));
    const href = quotesHref(siteId, quoteId);
    const then = lines === "" ? { path: href, lines: NONE } : { path: `${href}/order`, lines };
    return reply.redirect(withQuery(then.path, { version: quote.version, lines: then.lines }), 303);
  });

  app.get("/sites/:siteId/renewal-quotes/:quoteId/order", review, (request, reply) =>
    look(request, reply, { path: request.params, ...request.query, values: {} }),
  );

  app.post("/sites/:siteId/renewal-quotes/:quoteId/orders", order, (request, reply) =>
    placeFrom(request, reply, request.params),
  );
};

/** Ticked boxes come once each: one as text, several as a list. */
function placesOf(body: unknown): number[] {
  const { place = [] } = (typeof body === "object" && body !== null ? body : {}) as { place?: unknown };
  const texts = (Array.isArray(place) ? place : [place]).filter((text) => /^\d{1,9}$/.test(String(text)));
  return texts.map(Number);
}

interface Shown {
  readonly path: Path;
  readonly version?: number | undefined;
  readonly lines?: string | undefined;
  readonly ordered?: string | undefined;
  readonly status?: number;
}

/** At first everything is ticked; after a choice, what was chosen; after choosing nothing, that is said. */
async function show(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  { path, version, lines, ordered, status = 200 }: Shown,
) {
  const quote = await readQuote(context, { ...path, version });
  const chosen = lines === undefined || lines === NONE ? () => true : readPlaces(lines);
  const errors: FormErrors = lines === NONE ? { form: quoteSay(context.language)("noneChosen") } : {};
  const chrome = await frame.chrome(path.siteId);
  const sales = context.portal.config.salesEmail;
  return sendPage(reply, <QuotePage {...{ chrome, quote, sales, chosen, errors, ordered }} />, status);
}

interface Looked extends Shown {
  readonly values: Values;
  readonly errors?: FormErrors;
}

/** A version that was replaced since shows what changed, instead of what was chosen in it. */
async function look(request: FastifyRequest, reply: FastifyReply, looked: Looked) {
  const { path, version, lines = "", values, errors = {}, status = 200 } = looked;
  const { context, frame } = request;
  const quote = await readQuote(context, { ...path, version });
  const chosen = readPlaces(lines);
  const isOld = quote.version < quote.newestVersion;
  if (isOld || !quote.lines.some(({ place, costs }) => costs !== null && chosen(place))) {
    return show(request, reply, { path, version, lines: isOld ? lines : NONE, status: isOld ? 409 : status });
  }
  const chrome = await frame.chrome(path.siteId);
  const sales = context.portal.config.salesEmail;
  return sendPage(reply, <ReviewPage {...{ chrome, quote, sales, chosen, values, errors }} />, status);
}

async function placeFrom(request: FastifyRequest, reply: FastifyReply, path: Path) {
  const { context, body } = request;
  const form = formOf(body);
  const values = enteredDetails(form);
  const version = Version.parse(form["version"]);
  const lines = form["lines"] ?? "";
  try {
    const details = parsed(Details, values);
    const quote = await readQuote(context, { ...path, version });
    const chosen = readPlaces(lines);
    const lineIds = quote.lines.flatMap(({ place, lineId }) => (chosen(place) ? [lineId] : []));
    if (lineIds.length === 0) return await show(request, reply, { path, version, lines: NONE });
    const { orderNumber, mayReadOrder } = await orderFromQuote(context, path, {
      ...{ ...details, lineIds, version: quote.version, amountSeen: Amount.parse(form["amountSeen"]) },
    });
    const here = `/sites/${path.siteId}`;
    const quotePage = withQuery(quotesHref(path.siteId, path.quoteId), { ordered: orderNumber });
    return await reply.redirect(mayReadOrder ? `${here}/orders/${orderNumber}` : quotePage, 303);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const looked = { path, version, lines, values, status: error.status };
    if (error.code === "invalid_request")
      return look(request, reply, { ...looked, errors: detailErrors(context.language, error) });
    if (error.code === "quote_superseded") return look(request, reply, looked);
    if (error.code === "price_changed")
      return look(request, reply, {
        ...looked,
        errors: { form: quoteSay(context.language)("priceChanged") },
      });
    throw error;
  }
}
