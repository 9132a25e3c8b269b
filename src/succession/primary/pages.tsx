/** The page of the primary contact's place, and its forms. The same operations as the API, the same refusals. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { renewSession, requireProof } from "../../identity/index.ts";
import { formOf, type Values } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { sendPage } from "../../web/page.tsx";
import { acceptPlace, declinePlace, offerPlace, withdrawOffer } from "../hand-over/hand-over.operations.ts";
import { successionProblems } from "../problems.ts";
import { BECOMES, MOST_SUCCESSORS } from "../rules.ts";
import { nameSuccessors } from "../successors/successors.operations.ts";
import { claimPlace, objectToChange } from "../take-over/claim.operations.ts";
import { faultText } from "../texts.ts";
import { NEWS, type News, primaryPath } from "./place.parts.tsx";
import { readHeirs, readPrimary } from "./primary.operations.ts";
import { PrimaryPage } from "./primary.parts.tsx";

const schema = { hide: true, params: z.strictObject({ siteId: PathText }) };

type Context = FastifyRequest["context"];

interface Act {
  readonly step: string;
  readonly needs: "primary.hand-over" | "hand-over.answer" | "succession.update";
  readonly form?: "offer" | "successors";
  readonly news: News;
  /** The reader's rights change: the session gets another token. */
  readonly renews?: true;
  readonly run: (context: Context, siteId: string, values: Values) => Promise<unknown>;
}

const offered = (values: Values) => values["handOverId"]?.slice(0, 100) ?? "";

/** One form each. */
const ACTS: readonly Act[] = [
  {
    step: "/offer",
    needs: "primary.hand-over",
    form: "offer",
    news: "offered",
    run: async (context, siteId, { personId = "", becomes }) => {
      await requireProof(context);
      const after = BECOMES.find((each) => each === becomes) ?? "user";
      return offerPlace(context, siteId, { personId, becomes: after });
    },
  },
  {
    step: "/withdrawal",
    needs: "primary.hand-over",
    news: "withdrawn",
    run: (context, siteId, values) => withdrawOffer(context, siteId, offered(values)),
  },
  {
    step: "/acceptance",
    needs: "hand-over.answer",
    news: "accepted",
    renews: true,
    run: (context, siteId, values) => acceptPlace(context, siteId, offered(values)),
  },
  {
    step: "/refusal",
    needs: "hand-over.answer",
    news: "declined",
    run: (context, siteId, values) => declinePlace(context, siteId, offered(values)),
  },
  {
    step: "/successors",
    needs: "succession.update",
    form: "successors",
    news: "saved",
    run: (context, siteId, values) => nameSuccessors(context, siteId, namedIn(values)),
  },
  {
    step: "/claim",
    needs: "hand-over.answer",
    news: "claimed",
    run: (context, siteId) => claimPlace(context, siteId),
  },
  {
    step: "/objection",
    needs: "primary.hand-over",
    news: "objected",
    run: (context, siteId, { takeOverId = "" }) => objectToChange(context, siteId, takeOverId.slice(0, 100)),
  },
];

export const primaryPages: Routes = async (app) => {
  app.get("/sites/:siteId/primary", { schema, config: { needs: "site.read" } }, (request, reply) =>
    show(request, reply, { siteId: request.params.siteId }),
  );
  for (const act of ACTS) {
    const path = `/sites/:siteId/primary${act.step}`;
    app.post(path, { schema, config: { needs: act.needs } }, async (request, reply) => {
      const { siteId } = request.params;
      try {
        await act.run(request.context, siteId, formOf(request.body));
      } catch (error) {
        return show(request, reply, { siteId, form: act.form, ...refusedBy(error, request.context) });
      }
      if (act.renews) await renewSession(request, reply);
      return reply.redirect(`${primaryPath(siteId)}?news=${act.news}`, 303);
    });
  }
};

/** Whoever is named, by place; a place may be left empty. */
function namedIn(values: Values): string[] {
  const places = Array.from({ length: MOST_SUCCESSORS }, (_, index) => values[`place${index + 1}`] ?? "");
  return places.filter((personId) => personId !== "");
}

interface Asked {
  readonly siteId: string;
  readonly form?: Act["form"];
  readonly errors?: FormErrors;
  readonly status?: number;
}

async function show(request: FastifyRequest, reply: FastifyReply, asked: Asked) {
  const { siteId, form, errors = {}, status = 200 } = asked;
  const { context } = request;
  const leadership = await readPrimary(context, siteId);
  const heirs = leadership.may.handOver ? await readHeirs(context, siteId) : [];
  const wanted = formOf(request.query)["news"];
  const news = NEWS.find((each) => each === wanted);
  const chrome = await request.frame.chrome(siteId);
  const shown = { chrome, leadership, heirs, news, form, errors };
  return sendPage(reply, <PrimaryPage {...shown} />, status);
}

/** What belongs to this page is told on it; the rest has a page of its own. */
function refusedBy(error: unknown, { language }: Context): { errors: FormErrors; status: number } {
  if (!(error instanceof Problem)) throw error;
  const { fields } = error.facts as { fields?: Readonly<Record<string, readonly string[]>> };
  if (fields !== undefined) {
    const told = Object.entries(fields).map(([name, codes]) => [
      name === "personIds" ? "form" : name,
      faultText(language, codes[0] ?? ""),
    ]);
    return { errors: Object.fromEntries(told), status: error.status };
  }
  const text = successionProblems.texts[language][`problem.${error.code}`];
  if (text === undefined || error.status !== 409) throw error;
  const { email = "" } = error.facts as { email?: string };
  return { errors: { form: text.replace("{email}", email) }, status: error.status };
}
