/** The API of scenarios: the own ones and those that others shared. */
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { PlanBody, planOf } from "../routes.ts";
import { CHOICES } from "../simulation/choices.data.ts";
import {
  addScenario,
  changeScenario,
  readScenario,
  readScenarios,
  removeScenario,
  type ShownScenario,
} from "./operations.ts";

const tags = ["renewals"];
const SitePath = z.strictObject({ siteId: PathText });
const ScenarioPath = z.strictObject({ siteId: PathText, id: PathText });

export const NoteText = z
  .string()
  .max(500)
  .refine((text) => text.isWellFormed() && !text.includes("\0"), "text_not_allowed");

const Entered = {
  ...PlanBody,
  note: NoteText.default(""),
  isShared: z.boolean().default(false).describe("Seen by everybody at the site who may see renewals"),
};

const ScenarioReply = z
  .object({
    id: z.string(),
    name: z.string(),
    note: z.string(),
    isShared: z.boolean(),
    isMine: z.boolean(),
    madeBy: z.string().nullable().describe("By name"),
    revision: z.int().describe("Send it with a change: it is refused when somebody was faster"),
    madeAt: z.string(),
    changedAt: z.string(),
    default: z.enum(CHOICES),
    defaultOn: z.iso.date().nullable(),
    choices: z.array(
      z.object({
        lineId: z.string(),
        choice: z.enum(CHOICES),
        on: z.iso.date().nullable(),
        quantity: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: "RenewalScenario" });

const list = {
  summary: "List the scenarios of a site that you keep or that others shared, the newest change first",
  tags,
  params: SitePath,
  response: {
    200: z.object({ items: z.array(ScenarioReply), next: z.null() }),
    ...problems(400, 401, 403, 404),
  },
};

const add = {
  summary: "Keep choices as a scenario; at most 50 for each person and site",
  tags,
  params: SitePath,
  body: z.strictObject(Entered),
  response: { 201: ScenarioReply, ...problems(400, 401, 403, 404, 409) },
};

const read = {
  summary: "Read a scenario; simulate its choices to see what they cost",
  tags,
  params: ScenarioPath,
  response: { 200: ScenarioReply, ...problems(400, 401, 403, 404) },
};

const change = {
  summary: "Change a scenario of one's own, as it was when it had the named revision",
  tags,
  params: ScenarioPath,
  body: z.strictObject({ ...Entered, revision: z.int().min(1) }),
  response: { 200: ScenarioReply, ...problems(400, 401, 403, 404, 409) },
};

const remove = {
  summary: "Delete a scenario of one's own",
  tags,
  params: ScenarioPath,
  querystring: z.strictObject({
    revision: z.coerce.number().int().min(1).optional().describe("Absent: whichever is there"),
  }),
  response: { 204: z.null(), ...problems(400, 401, 403, 404, 409) },
};

const reading = { needs: "renewal.read" };
const saving = { needs: "scenario.save" };
const ALL = "/v1/sites/:siteId/renewal-scenarios";

export const scenarioRoutes: Routes = async (app) => {
  app.get(ALL, { schema: list, config: reading }, async ({ context, params }) => {
    const { scenarios } = await readScenarios(context, params.siteId);
    return { items: scenarios.map(replyOf), next: null };
  });

  app.post(ALL, { schema: add, config: saving }, async ({ context, params, body }, reply) => {
    const scenario = await addScenario(context, params.siteId, enteredIn(body));
    return reply.code(201).send(replyOf(scenario));
  });

  app.get(`${ALL}/:id`, { schema: read, config: reading }, async ({ context, params }) =>
    replyOf(await readScenario(context, params)),
  );

  app.put(`${ALL}/:id`, { schema: change, config: saving }, async ({ context, params, body }) => {
    const { revision, ...entered } = body;
    return replyOf(await changeScenario(context, { ...params, revision, entered: enteredIn(entered) }));
  });

  app.delete(`${ALL}/:id`, { schema: remove, config: saving }, async ({ context, params, query }, reply) => {
    await removeScenario(context, { ...params, revision: query.revision ?? null });
    return reply.code(204).send(null);
  });
};

function enteredIn(body: z.output<typeof add.body>) {
  const { name, standard, choices } = planOf(body);
  return { name, standard, choices, note: body.note, isShared: body.isShared };
}

function replyOf({
  standard,
  madeBy: _,
  madeByName,
  ...scenario
}: ShownScenario): z.input<typeof ScenarioReply> {
  return {
    ...scenario,
    madeBy: madeByName,
    default: standard.choice,
    defaultOn: standard.on,
    choices: [...scenario.choices],
  };
}
