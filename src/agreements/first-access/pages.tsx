/** The page of first access. A plain form: on a refusal it comes back with what was typed and why not. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { fullName, renewSession } from "../../identity/index.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { sendPage } from "../../web/page.tsx";
import { readClaimableSites } from "../operations.ts";
import { parseSiteNumber } from "../rules.ts";
import { sentenceOf } from "../texts.ts";
import { enterPasscode, type OnClaimed } from "./first-access.operations.ts";
import { FirstAccessPage } from "./first-access.parts.tsx";

const Question = z.object({ site: z.string().max(40).optional() });
const Typed = z.object({ siteNumber: z.string().max(40), passcode: z.string().max(100) });

export const firstAccessPages =
  (onClaimed: OnClaimed): Routes =>
  async (app) => {
    app.get(
      "/first-access",
      { schema: { hide: true, querystring: Question }, config: { needs: "person" } },
      (request, reply) => show(request, reply, { siteNumber: request.query.site ?? "" }),
    );

    app.post(
      "/first-access",
      { schema: { hide: true, body: Typed }, config: { needs: "person" } },
      async (request, reply) => {
        try {
          const { siteId } = await enterPasscode(request.context, request.body, onClaimed);
          await renewSession(request, reply);
          return await reply.redirect(`/sites/${siteId}`, 303);
        } catch (problem) {
          if (!(problem instanceof Problem)) throw problem;
          const sentence = sentenceOf(problem, request.context.language);
          if (sentence === undefined) throw problem;
          return show(request, reply, { ...request.body, refused: { problem, sentence } });
        }
      },
    );
  };

interface Shown {
  siteNumber: string;
  passcode?: string;
  refused?: { problem: Problem; sentence: string };
}

/** Where nothing waits for the reader, the start page says what to do next. */
async function show(request: FastifyRequest, reply: FastifyReply, { siteNumber, passcode, refused }: Shown) {
  const { context, frame } = request;
  const sites = await readClaimableSites(context);
  const asked = parseSiteNumber(siteNumber);
  const site = sites.find(({ number }) => number === asked) ?? sites[0];
  if (site === undefined) {
    if (refused !== undefined) throw refused.problem;
    return reply.redirect("/", 303);
  }
  const page = (
    <FirstAccessPage
      chrome={await frame.chrome(null)}
      site={site}
      others={sites.filter((other) => other !== site)}
      contactName={fullName({ ...site.contact, language: context.language })}
      careEmail={context.portal.config.careEmail}
      typed={passcode ?? ""}
      errors={refused === undefined ? {} : { passcode: refused.sentence }}
    />
  );
  return sendPage(reply, page, refused?.problem.status ?? 200);
}
