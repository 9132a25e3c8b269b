/** The API of simulations: choices in, what each costs and why out. Nothing is changed. */
import { z } from "zod";
import { Day, PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { plainExplanation, type Telling } from "./explanation.texts.ts";
import { simulate } from "./operations.ts";
import { CHOICES, HORIZONS, type Plan } from "./simulation/choices.data.ts";
import type { PlanOutcome, Simulation } from "./simulation/outcome.rules.ts";
import { RULES, type SimulatedLine } from "./simulation/simulation.rules.ts";

const tags = ["renewals"];

/** As many as one person sets by hand, and no more than a page can compare. */
export const MOST_CHOICES = 1000;
const MOST_PLANS = 5;

const ChoiceName = z.enum(CHOICES);
const Quantity = z.int().min(1).max(100_000);
const Name = z
  .string()
  .max(80)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "text_not_allowed")
  .transform((text) => text.normalize("NFC").trim())
  .refine((text) => text !== "", "required");

/** A choice for all lines and others for single ones: what a simulation is asked and a scenario keeps. */
export const PlanBody = {
  name: Name,
  default: ChoiceName.describe("For every line that `choices` does not name"),
  defaultOn: Day.nullish().describe("Of a deferral or reinstatement; absent: the last or first possible day"),
  choices: z
    .array(
      z.strictObject({
        lineId: PathText,
        choice: ChoiceName,
        on: Day.nullish(),
        quantity: Quantity.nullish(),
      }),
    )
    .max(MOST_CHOICES)
    .default([])
    .refine((all) => new Set(all.map(({ lineId }) => lineId)).size === all.length, "named_twice"),
};

const Plans = z.strictObject(PlanBody);

export function planOf(body: Omit<z.output<typeof Plans>, "name"> & { readonly name: string }): Plan {
  const choices = body.choices.map(({ on = null, quantity = null, ...choice }) => ({
    ...choice,
    on,
    quantity,
  }));
  return {
    name: body.name,
    standard: { choice: body.default, on: body.defaultOn ?? null, quantity: null },
    choices,
  };
}

export const Money = z.object({ amount: z.int().describe("In minor units"), currency: z.string() });

const OrderReply = z.object({
  kind: z.enum(["renewal", "reinstatement", "license"]),
  on: z.iso.date(),
  coveredFrom: z.iso.date(),
  coveredThrough: z.iso.date(),
  months: z.int().nullable(),
  quantity: z.int(),
  unitPrice: Money.nullable(),
  amount: Money.nullable(),
  basis: z.enum(["quote", "list", "changed"]).describe("`changed`: the price list's, by the assumed change"),
  isFollowing: z.boolean().describe("A yearly renewal after the choice"),
  isWithin: z.boolean().describe("Ordered within the horizon, so that it is in the totals"),
});

const LineReply = z.object({
  lineId: z.string(),
  choice: ChoiceName,
  on: z.iso.date().nullable().describe("When the choice is ordered; null: nothing is ordered for it"),
  coveredFrom: z.iso.date().nullable(),
  coveredThrough: z.iso.date().nullable(),
  months: z.int().nullable(),
  unitPrice: Money.nullable().describe("For a year; null: no price was told"),
  amount: Money.nullable(),
  rule: z.enum(RULES),
  explanation: z.string().describe("In the caller's language"),
  orders: z.array(OrderReply),
  gaps: z.array(z.object({ from: z.iso.date(), through: z.iso.date(), days: z.int() })),
  coveredDays: z.int(),
  uncoveredDays: z.int(),
  total: Money.describe("Of all orders within the horizon"),
});

const ScenarioReply = z
  .object({
    name: z.string(),
    total: Money,
    ofChoices: Money.describe("Without the yearly renewals after the choices"),
    unpricedOrders: z.int().describe("Orders without a price, which are in no total"),
    years: z.array(z.object({ year: z.int(), ofChoices: Money, following: Money, total: Money })),
    coveredDays: z.int().describe("Added up over the lines"),
    uncoveredDays: z.int(),
    events: z.array(
      z.object({
        on: z.iso.date(),
        what: z.enum(["renewal", "reinstatement", "license", "lapse"]),
        lines: z.int(),
        amount: Money.nullable(),
      }),
    ),
    lines: z.array(LineReply),
  })
  .meta({ id: "SimulatedScenario" });

const SimulationReply = z.object({
  on: z.iso.date(),
  through: z.iso.date().describe("The last day of the horizon"),
  pricesOn: z.iso.date().describe("The day of the price list and of the level"),
  level: z.string(),
  priceChangePercent: z.int(),
  scenarios: z.array(ScenarioReply),
});

const simulation = {
  summary:
    "Simulate renewals: what each choice costs, covers and why. Nothing is changed; amounts are without tax",
  tags,
  params: z.strictObject({ siteId: PathText }),
  body: z.strictObject({
    on: Day.nullish().describe("The day of the decision; absent: today in the site's calendar"),
    horizonMonths: z.literal(HORIZONS).default(12),
    priceChangePercent: z.int().min(-50).max(200).default(0),
    scenarios: z.array(Plans).min(1).max(MOST_PLANS),
  }),
  response: { 200: SimulationReply, ...problems(400, 401, 403, 404) },
};

export const studioRoutes: Routes = async (app) => {
  app.post(
    "/v1/sites/:siteId/renewal-simulations",
    { schema: simulation, config: { needs: "renewal.read" } },
    async ({ context, params, body }) => {
      const { on = null, horizonMonths, priceChangePercent } = body;
      const asked = { ...params, on, horizonMonths, priceChangePercent };
      const result = await simulate(context, asked, body.scenarios.map(planOf));
      const telling = { ...result, language: context.language, sales: context.portal.config.salesEmail };
      return replyOf(result, telling);
    },
  );
};

function replyOf({ ground, assumed, outcomes }: Simulation, telling: Telling) {
  return {
    ...assumed,
    through: outcomes[0]?.through ?? assumed.on,
    pricesOn: ground.pricesOn,
    level: ground.level,
    scenarios: outcomes.map((outcome) => scenarioReply(outcome, telling)),
  };
}

function scenarioReply(outcome: PlanOutcome, telling: Telling): z.input<typeof ScenarioReply> {
  const money = (amount: number) => ({ amount, currency: telling.ground.currency });
  return {
    name: outcome.plan.name,
    total: money(outcome.amount),
    ofChoices: money(outcome.chosenAmount),
    unpricedOrders: outcome.unpriced,
    years: outcome.years.map(({ year, chosen, following, amount }) => ({
      year,
      ofChoices: money(chosen),
      following: money(following),
      total: money(amount),
    })),
    coveredDays: outcome.coveredDays,
    uncoveredDays: outcome.uncoveredDays,
    events: outcome.events.map(({ amount, ...event }) => ({
      ...event,
      amount: amount === null ? null : money(amount),
    })),
    lines: outcome.lines.map((line) => lineReply(line, outcome, telling)),
  };
}

function lineReply(
  result: SimulatedLine,
  { through }: PlanOutcome,
  telling: Telling,
): z.input<typeof LineReply> {
  const money = (amount: number | null) =>
    amount === null ? null : { amount, currency: telling.ground.currency };
  const { line, choice, rule, steps, gaps, coveredDays, uncoveredDays, amount } = result;
  const step = steps.find(({ isFollowing }) => !isFollowing);
  return {
    lineId: line.lineId,
    choice: choice.choice,
    on: step?.on ?? null,
    coveredFrom: step?.coveredFrom ?? null,
    coveredThrough: step?.coveredThrough ?? null,
    months: step?.months ?? null,
    unitPrice: money(step?.unitPrice ?? null),
    amount: money(step?.amount ?? null),
    rule,
    explanation: plainExplanation(result, telling),
    orders: steps.map(({ unitPrice, amount: price, isAdded: _, ...order }) => ({
      ...order,
      unitPrice: money(unitPrice),
      amount: money(price),
      isWithin: order.on <= through,
    })),
    gaps: [...gaps],
    coveredDays,
    uncoveredDays,
    total: { amount, currency: telling.ground.currency },
  };
}
