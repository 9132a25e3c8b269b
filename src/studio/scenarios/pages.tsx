/** The pages of scenarios. Choices travel as the studio's address has them, so that nothing here needs a script. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { timeZoneOf } from "../../agreements/index.ts";
import { formOf, type Values } from "../../platform/http/forms.ts";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Problem } from "../../platform/problem.ts";
import { withQuery } from "../../web/filter.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { sendPage } from "../../web/page.tsx";
import { mergedChoices, type Query, viewOf } from "../address.rules.ts";
import { sendReport, sendRows } from "../export/send.documents.ts";
import { fieldsOf } from "../studio.parts.tsx";
import { studioProblemText, studioSay } from "../texts.ts";
import { ComparisonPage } from "./comparison.parts.tsx";
import {
  addScenario,
  changeScenario,
  checkMayKeep,
  compareScenarios,
  copyScenario,
  readScenario,
  readScenarios,
  removeScenario,
} from "./operations.ts";
import { type EnteredText, NewScenarioPage, ScenarioPage, ScenariosPage } from "./scenarios.parts.tsx";

const site = { hide: true, params: z.strictObject({ siteId: PathText }) };
const AnyQuery = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const asked = { ...site, querystring: AnyQuery };
const one = { hide: true, params: z.strictObject({ siteId: PathText, id: PathText }) };
const reading = { needs: "renewal.read" };
const saving = { needs: "scenario.save" };

const ALL = "/sites/:siteId/renewal-scenarios";
const COMPARISON = "/sites/:siteId/studio/comparison";
const MOST_COMPARED = 3;

export const scenarioPages: Routes = async (app) => {
  app.get(ALL, { schema: asked, config: reading }, (request, reply) =>
    showList(request, reply, request.params.siteId, {}),
  );

  app.get(`${ALL}/new`, { schema: asked, config: saving }, (request, reply) =>
    showNew(request, reply, { siteId: request.params.siteId, form: request.query as Query }),
  );

  app.post(ALL, { schema: site, config: saving }, async (request, reply) => {
    const { siteId } = request.params;
    const form = formOf(request.body);
    const { context } = request;
    const errors = faultsOf(request, form);
    if (hasErrors(errors)) return showNew(request, reply, { siteId, form, errors });
    try {
      const choices = await choicesIn(request, siteId, form);
      const { id } = await addScenario(context, siteId, { ...textsIn(form), ...choices });
      return await reply.redirect(withQuery(`/sites/${siteId}/studio`, { scenario: id, news: "saved" }), 303);
    } catch (error) {
      return showNew(request, reply, { siteId, form, errors: errorsBy(error, request) });
    }
  });

  app.get(`${ALL}/:id`, { schema: one, config: reading }, (request, reply) =>
    showOne(request, reply, { ...request.params }),
  );

  app.post(`${ALL}/:id`, { schema: one, config: saving }, async (request, reply) => {
    const { siteId, id } = request.params;
    const form = formOf(request.body);
    const errors = form["action"] === "texts" ? faultsOf(request, form) : {};
    if (hasErrors(errors)) return showOne(request, reply, { siteId, id, form, errors });
    try {
      return await reply.redirect(await done(request, { siteId, id, form }), 303);
    } catch (error) {
      return showOne(request, reply, { siteId, id, form, errors: errorsBy(error, request) });
    }
  });

  app.get(COMPARISON, { schema: asked, config: reading }, async (request, reply) => {
    const { siteId } = request.params;
    const ids = idsIn(request.query as Query);
    if (ids.length === 0 || ids.length > MOST_COMPARED) {
      const key = ids.length === 0 ? "compareNone" : "compareMost";
      return showList(request, reply, siteId, { form: studioSay(request.context.language)(key) });
    }
    const compared = await comparedBy(request, siteId);
    const sales = request.context.portal.config.salesEmail;
    const chrome = await request.frame.chrome(siteId);
    return sendPage(reply, <ComparisonPage chrome={chrome} compared={compared} sales={sales} />);
  });

  app.get(`${COMPARISON}.pdf`, { schema: asked, config: reading }, async (request, reply) => {
    const compared = await comparedBy(request, request.params.siteId);
    return sendReport(request.context, reply, compared, compared.outcomes.length);
  });

  for (const format of ["csv", "xlsx"] as const) {
    app.get(`${COMPARISON}.${format}`, { schema: asked, config: reading }, async (request, reply) =>
      sendRows(request.context, reply, await comparedBy(request, request.params.siteId), format),
    );
  }
};

function idsIn({ scenario }: Query): string[] {
  const ids = typeof scenario === "string" ? [scenario] : [...(scenario ?? [])];
  return [...new Set(ids.filter((id) => id !== "" && id.length <= 100))];
}

/** At most three: what is beyond is not looked at. */
function comparedBy({ context, query }: FastifyRequest, siteId: string) {
  const view = viewOf({ ...(query as Query), scenario: undefined });
  const ids = idsIn(query as Query).slice(0, MOST_COMPARED);
  return compareScenarios(context, { ...view, siteId, ids });
}

interface OfOne {
  readonly siteId: string;
  readonly id: string;
  readonly form: Values;
}

/** Does what the pressed button says, and answers where to go then. */
async function done(request: FastifyRequest, { siteId, id, form }: OfOne): Promise<string> {
  const { context } = request;
  const list = `/sites/${siteId}/renewal-scenarios`;
  const revision = Number(form["revision"]) || 1;
  const say = studioSay(context.language);
  if (form["action"] === "delete") {
    await removeScenario(context, { siteId, id, revision });
    return `${list}?news=deleted`;
  }
  if (form["action"] === "copy") {
    await copyScenario(context, { siteId, id }, (name) => say("copyOf", { name }));
    return `${list}?news=copied`;
  }
  const { name, note, isShared, standard, choices } = await readScenario(context, { siteId, id });
  const isChoices = form["action"] === "choices";
  const entered = isChoices
    ? { name, note, isShared, ...(await choicesIn(request, siteId, { ...form, scenario: id })) }
    : { ...textsIn(form), standard, choices };
  await changeScenario(context, { siteId, id, revision, entered });
  return isChoices ? `/sites/${siteId}/studio?scenario=${id}&news=saved` : `${list}?news=saved`;
}

/** The choices of the address, over those of the scenario that was open. */
async function choicesIn({ context }: FastifyRequest, siteId: string, form: Values) {
  const view = viewOf(form);
  const { scenarioId } = view;
  const open = scenarioId === null ? null : await readScenario(context, { siteId, id: scenarioId });
  const renew = { choice: "renew-now", on: null, quantity: null } as const;
  return {
    standard: view.standard ?? open?.standard ?? renew,
    choices: mergedChoices(view, open?.choices ?? []),
  };
}

function textsIn(form: Values): EnteredText {
  const line = (text = "") => text.normalize("NFC").trim();
  const { name, note = "", isShared } = form;
  return { name: line(name), note: line(note), isShared: isShared === "on" };
}

function faultsOf({ context }: FastifyRequest, form: Values): FormErrors {
  const say = studioSay(context.language);
  const { name, note } = textsIn(form);
  const isName = name !== "" && name.length <= 80 && name.isWellFormed() && !/\p{Cc}/u.test(name);
  const isNote = note.length <= 500 && note.isWellFormed() && !note.includes("\0");
  return { name: isName ? undefined : say("fault.name"), note: isNote ? undefined : say("fault.note") };
}

function hasErrors(errors: FormErrors): boolean {
  return Object.values(errors).some((text) => text !== undefined);
}

/** What a form can tell; the rest is an answer of its own. */
function errorsBy(error: unknown, { context }: FastifyRequest): FormErrors {
  if (!(error instanceof Problem) || error.status !== 409) throw error;
  const text = studioProblemText(error, context.language);
  return error.code === "scenario_name_taken" ? { name: text } : { form: text };
}

async function showList(request: FastifyRequest, reply: FastifyReply, siteId: string, errors: FormErrors) {
  const { context, frame, query } = request;
  const { scenarios, country } = await readScenarios(context, siteId);
  const news = NEWS.find((each) => each === (query as Query)["news"]);
  const page = (
    <ScenariosPage
      chrome={await frame.chrome(siteId)}
      siteId={siteId}
      scenarios={scenarios}
      timeZone={timeZoneOf(country)}
      news={news}
      errors={errors}
    />
  );
  return sendPage(reply, page, hasErrors(errors) ? 400 : 200);
}

const NEWS = ["saved", "copied", "deleted"] as const;

interface Shown {
  readonly siteId: string;
  readonly form: Query;
  readonly errors?: FormErrors;
}

async function showNew(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  { siteId, form, errors = {} }: Shown,
) {
  await checkMayKeep(context, siteId);
  const fields = fieldsOf(viewOf(form));
  const page = (
    <NewScenarioPage
      chrome={await frame.chrome(siteId)}
      siteId={siteId}
      entered={textsIn(formOf(form))}
      fields={fields}
      errors={errors}
      back={withQuery(`/sites/${siteId}/studio`, fields)}
    />
  );
  return sendPage(reply, page, hasErrors(errors) ? 409 : 200);
}

async function showOne(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  { siteId, id, form, errors = {} }: Omit<OfOne, "form"> & { form?: Values; errors?: FormErrors },
) {
  const scenario = await readScenario(context, { siteId, id });
  const entered = form?.["action"] === "texts" ? textsIn(form) : scenario;
  const chrome = await frame.chrome(siteId);
  const page = (
    <ScenarioPage chrome={chrome} siteId={siteId} scenario={scenario} entered={entered} errors={errors} />
  );
  return sendPage(reply, page, hasErrors(errors) ? 409 : 200);
}
