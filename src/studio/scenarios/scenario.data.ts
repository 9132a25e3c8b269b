/** A set of choices that somebody kept. Prices are not kept: they are those of the day on which it is opened. */
import type { Instant } from "../../platform/dates.ts";
import type { Choice, LineChoice, Plan } from "../simulation/choices.data.ts";

export interface KeptChoices {
  readonly standard: Choice;
  readonly choices: readonly LineChoice[];
}

export interface Scenario extends KeptChoices {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  /** Seen by everybody at the site who may see renewals; else by its maker alone. */
  readonly isShared: boolean;
  readonly madeBy: string;
  /** Grows with each change. */
  readonly revision: number;
  readonly madeAt: Instant;
  readonly changedAt: Instant;
}

export interface EnteredScenario extends KeptChoices {
  readonly name: string;
  readonly note: string;
  readonly isShared: boolean;
}

/** The most that one person keeps at a site: as many places as the table has. */
export const MOST_SCENARIOS = 50;

export function planOfScenario({ name, standard, choices }: KeptChoices & { readonly name: string }): Plan {
  return { name, standard, choices };
}
