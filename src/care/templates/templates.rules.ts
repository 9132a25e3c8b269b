/** Which ready answers there are for a request. Pure. */
import type { Language } from "../../platform/language.ts";
import type { CareKind } from "../queue.rules.ts";
import { TEMPLATES } from "./templates.data.ts";

export interface Offered {
  readonly id: string;
  readonly outcome: string;
  /** In the agent's language. */
  readonly title: string;
  /** In the requester's. */
  readonly text: string;
}

interface Asked {
  readonly kind: CareKind;
  readonly outcomes: readonly string[];
  readonly agent: Language;
  readonly requester: Language;
}

export function templatesFor({ kind, outcomes, agent, requester }: Asked): Offered[] {
  return outcomes.flatMap((outcome) =>
    TEMPLATES.filter((each) => each.kind === kind && each.outcomes.includes(outcome)).map((each) => ({
      id: each.id,
      outcome,
      title: each.in[agent].title,
      text: each.in[requester].text,
    })),
  );
}
