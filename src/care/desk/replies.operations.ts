/** What the desk knows, in the shapes of its API. */
import type { RequestInFull } from "./desk.operations.ts";
import type { DeskItem } from "./names.operations.ts";

export function requestReply(item: DeskItem, now: Date) {
  const isOverdue = item.state === "open" && Date.parse(item.dueAt) < now.getTime();
  return { ...item, isOverdue };
}

export function requestInFullReply({ request, view, ...rest }: RequestInFull, now: Date) {
  return {
    ...requestReply(request, now),
    facts: view.facts.map(([label, value]) => ({ label, value })),
    comparisons: [...view.comparisons],
    outcomes: view.outcomes.map(({ outcome, label, needsReason, refusedBecause = null, fields }) => ({
      outcome,
      label,
      needsReason,
      refusedBecause,
      fields: fields.map(({ hint = null, options = [], ...field }) => ({
        ...field,
        hint,
        options: [...options],
      })),
    })),
    desks: [...rest.desks],
    agents: [...rest.agents],
    templates: [...rest.templates],
    notes: [...rest.notes],
    history: [...rest.history],
  };
}
