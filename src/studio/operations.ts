/** Simulating: reads the ground once, works out every plan on it, changes nothing. */
import { authorize, type MemberScope } from "../access/index.ts";
import { findSiteFacts } from "../agreements/index.ts";
import type { Context } from "../platform/context.ts";
import { addMonths, type LocalDate } from "../platform/dates.ts";
import { found, invalid } from "../platform/problem.ts";
import type { Plan } from "./simulation/choices.data.ts";
import { loadGround } from "./simulation/ground.documents.ts";
import { outcomeOf, type Simulation } from "./simulation/outcome.rules.ts";

export interface Asked {
  readonly siteId: string;
  /** Null: today in the site's calendar. */
  readonly on: LocalDate | null;
  readonly horizonMonths: number;
  readonly priceChangePercent: number;
}

export async function simulate(context: Context, asked: Asked, plans: readonly Plan[]): Promise<Simulation> {
  return authorize(context, "renewal.read", asked.siteId, (scope) => simulated(scope, context, asked, plans));
}

/** Within a permission that was checked. */
export async function simulated(
  scope: MemberScope,
  context: Context,
  { on, horizonMonths, priceChangePercent }: Asked,
  plans: readonly Plan[],
): Promise<Simulation> {
  const site = found(await findSiteFacts(scope), "site");
  const ground = await loadGround(scope, context, site);
  const assumed = { on: on ?? ground.today, horizonMonths, priceChangePercent };
  checkDay(assumed.on, ground.today);
  return { site, ground, assumed, outcomes: plans.map((plan) => outcomeOf(plan, ground, assumed)) };
}

const MOST_MONTHS_AHEAD = 36;

function checkDay(on: LocalDate, today: LocalDate): void {
  if (on < today || on > addMonths(today, MOST_MONTHS_AHEAD)) throw invalid({ on: ["day_out_of_range"] });
}
