/** What the studio's page shows: the choices of its address, on those of a scenario, beside the usual ways. */
import type { Context } from "../platform/context.ts";
import { Problem } from "../platform/problem.ts";
import { mergedChoices, type View } from "./address.rules.ts";
import { compareScenarios, readScenario, type ShownScenario } from "./scenarios/operations.ts";
import type { Choice, ChoiceName, LineChoice, Plan } from "./simulation/choices.data.ts";
import type { Simulation } from "./simulation/outcome.rules.ts";
import { presetPlan } from "./simulation/outcome.rules.ts";
import { studioSay } from "./texts.ts";

export interface Studio extends Simulation {
  readonly view: View;
  readonly scenario: ShownScenario | null;
  readonly standard: Choice;
  /** Those that hold for single lines. */
  readonly choices: readonly LineChoice[];
}

const RENEW: Choice = { choice: "renew-now", on: null, quantity: null };
const USUAL: readonly ChoiceName[] = ["renew-now", "defer", "lapse-and-reinstate", "let-lapse"];

/** The first outcome is of the own choices; the others are of the usual ways, without the one that it is. */
export async function readStudio(context: Context, siteId: string, view: View): Promise<Studio> {
  const { scenarioId } = view;
  const scenario = scenarioId === null ? null : await readScenario(context, { siteId, id: scenarioId });
  const standard = view.standard ?? scenario?.standard ?? RENEW;
  const choices = mergedChoices(view, scenario?.choices ?? []);
  const say = studioSay(context.language);
  const own: Plan = { name: say("yourChoices"), standard, choices };
  const usual = USUAL.filter(
    (choice) => choices.length > 0 || standard.on !== null || choice !== standard.choice,
  );
  const plans = usual.map((choice) => presetPlan(say(`choice.${choice}`), { ...RENEW, choice }));
  const asked = { ...view, siteId, ids: [] };
  const simulation = await compareOrToday(context, asked, [own, ...plans]);
  return { ...simulation, view: simulation.view, scenario, standard, choices };
}

type AskedView = View & { readonly siteId: string; readonly ids: readonly string[] };

/** A day that is past or too far is told beside its field, and today taken in its place. */
async function compareOrToday(context: Context, asked: AskedView, plans: readonly Plan[]) {
  try {
    return { ...(await compareScenarios(context, asked, plans)), view: asked as View };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "invalid_request" || asked.on === null) throw error;
    const view: View = { ...asked, on: null, faults: [...asked.faults, "on"] };
    return { ...(await compareScenarios(context, { ...asked, on: null }, plans)), view };
  }
}
