/** Scenarios: kept, shared, changed by their maker alone, compared. */
import { authorize, type MemberScope } from "../../access/index.ts";
import { fullName, listPeople } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { found, Problem } from "../../platform/problem.ts";
import { type Asked, simulated } from "../operations.ts";
import type { Plan } from "../simulation/choices.data.ts";
import type { Simulation } from "../simulation/outcome.rules.ts";
import { type EnteredScenario, MOST_SCENARIOS, planOfScenario, type Scenario } from "./scenario.data.ts";
import {
  countScenarios,
  deleteScenario,
  findScenario,
  insertScenario,
  listScenarios,
  updateScenario,
} from "./store.ts";

export interface ShownScenario extends Scenario {
  /** Null: somebody whose ID is gone. */
  readonly madeByName: string | null;
  readonly isMine: boolean;
}

interface Named {
  readonly siteId: string;
  readonly id: string;
}

export interface SiteScenarios {
  readonly scenarios: readonly ShownScenario[];
  /** The site's: it decides the zone of its times. */
  readonly country: string;
}

export async function readScenarios(context: Context, siteId: string): Promise<SiteScenarios> {
  return authorize(context, "renewal.read", siteId, async (scope) => {
    const scenarios = await shown(scope, await listScenarios(scope));
    return { scenarios, country: scope.country };
  });
}

export async function readScenario(context: Context, { siteId, id }: Named): Promise<ShownScenario> {
  return authorize(context, "renewal.read", siteId, (scope) => visible(scope, id));
}

async function visible(scope: MemberScope, id: string): Promise<ShownScenario> {
  const scenario = found(await findScenario(scope, id), "scenario");
  return found((await shown(scope, [scenario]))[0], "scenario");
}

async function shown(scope: MemberScope, scenarios: readonly Scenario[]): Promise<ShownScenario[]> {
  const makers = [...new Set(scenarios.map(({ madeBy }) => madeBy))];
  const people = await listPeople(scope.query, makers);
  const names = new Map(people.map((person) => [person.id, fullName(person) || person.email]));
  return scenarios.map((scenario) => ({
    ...scenario,
    madeByName: names.get(scenario.madeBy) ?? null,
    isMine: scenario.madeBy === scope.personId,
  }));
}

/** Whether the person may keep scenarios here, before a form asks for a name. */
export async function checkMayKeep(context: Context, siteId: string): Promise<void> {
  await authorize(context, "scenario.save", siteId, async () => undefined);
}

export async function addScenario(
  context: Context,
  siteId: string,
  entered: EnteredScenario,
): Promise<ShownScenario> {
  return authorize(context, "scenario.save", siteId, (scope) => added(scope, context, entered));
}

/** The same choices under another name, as one's own. */
export async function copyScenario(
  context: Context,
  { siteId, id }: Named,
  nameOf: (name: string) => string,
): Promise<ShownScenario> {
  return authorize(context, "scenario.save", siteId, async (scope) => {
    const { name, note, standard, choices } = await visible(scope, id);
    return added(scope, context, {
      name: nameOf(name).slice(0, 80),
      note,
      standard,
      choices,
      isShared: false,
    });
  });
}

/** Two who save at the same moment may draw the same place: whoever comes second draws again. */
async function added(scope: MemberScope, context: Context, entered: EnteredScenario): Promise<ShownScenario> {
  const id = newId("scenario", context.now);
  while (!(await insertScenario(scope, { ...entered, id, at: context.now }))) {
    const { kept, hasName } = await countScenarios(scope, entered.name);
    if (hasName) throw new Problem(409, "scenario_name_taken");
    if (kept >= MOST_SCENARIOS) throw new Problem(409, "too_many_scenarios", { most: MOST_SCENARIOS });
  }
  await tell(scope, context, "scenario.saved", entered);
  return visible(scope, id);
}

export interface Change extends Named {
  readonly entered: EnteredScenario;
  /** The revision that was seen. */
  readonly revision: number;
}

export async function changeScenario(context: Context, change: Change): Promise<ShownScenario> {
  const { siteId, id, entered, revision } = change;
  try {
    return await authorize(context, "scenario.save", siteId, async (scope) => {
      const before = await own(scope, id);
      const isChanged = await updateScenario(scope, { ...entered, id, revision, at: context.now });
      if (!isChanged) throw changed(await own(scope, id));
      const isShared = before.isShared || entered.isShared;
      await tell(scope, context, "scenario.changed", { name: entered.name, isShared });
      return visible(scope, id);
    });
  } catch (error) {
    throw isNameTaken(error) ? new Problem(409, "scenario_name_taken") : error;
  }
}

/** The constraint spoke, and nothing of the change is left. */
function isNameTaken(error: unknown): boolean {
  return (error as { constraint?: unknown }).constraint === "renewal_scenarios_name_once";
}

export async function removeScenario(
  context: Context,
  { siteId, id, revision }: Named & { readonly revision: number | null },
): Promise<void> {
  await authorize(context, "scenario.save", siteId, async (scope) => {
    const before = await own(scope, id);
    if (!(await deleteScenario(scope, { id, revision }))) throw changed(await own(scope, id));
    await tell(scope, context, "scenario.deleted", before);
  });
}

async function own(scope: MemberScope, id: string): Promise<ShownScenario> {
  const scenario = await visible(scope, id);
  if (!scenario.isMine)
    throw new Problem(403, "scenario_of_somebody_else", { name: scenario.madeByName ?? "–" });
  return scenario;
}

function changed({ revision, changedAt }: Scenario): Problem {
  return new Problem(409, "scenario_changed", { revision, changedAt });
}

/** The site's history tells of what is shared; the rest is the person's own matter. */
async function tell(
  scope: MemberScope,
  context: Context,
  event: `scenario.${"saved" | "changed" | "deleted"}`,
  { name, isShared }: Pick<EnteredScenario, "name" | "isShared">,
): Promise<void> {
  const whose = isShared ? { siteId: scope.siteId } : { personId: scope.personId };
  await emit(scope.query, context, { name: event, ...whose, facts: { name } });
}

export interface Compared extends Simulation {
  readonly scenarios: readonly ShownScenario[];
}

/** Scenarios side by side on one ground, in the order in which they are named, after what is tried out besides. */
export async function compareScenarios(
  context: Context,
  asked: Asked & { readonly ids: readonly string[] },
  besides: readonly Plan[] = [],
): Promise<Compared> {
  return authorize(context, "renewal.read", asked.siteId, async (scope) => {
    const scenarios: ShownScenario[] = [];
    for (const id of asked.ids) scenarios.push(await visible(scope, id));
    const plans = [...besides, ...scenarios.map(planOfScenario)];
    return { ...(await simulated(scope, context, asked, plans)), scenarios };
  });
}
