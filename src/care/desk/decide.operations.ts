/**
 * Deciding a request: one transaction, from the statement that takes it to the event that tells it.
 *
 * Of many agents at once one decides; the others are told who did, and when. Source: DOMAIN §1.6, BR-33, BR-54.
 */
import { authorizeVendor, personOf } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { invalid, Problem } from "../../platform/problem.ts";
import type { CareDecider, CareDecision, CareView, DecisionField } from "../deciders.documents.ts";
import { decidingPermission } from "../queue.rules.ts";
import { findVisible } from "./desk.operations.ts";
import { claimCareRequest, endCareRequest, releaseCareRequest } from "./desk.store.ts";
import { type DeskItem, itemOf } from "./names.operations.ts";
import { emitAbout, refusalFor, worksOn } from "./work.operations.ts";

export async function decideRequest(
  context: Context,
  deciders: readonly CareDecider[],
  id: string,
  asked: CareDecision,
): Promise<DeskItem> {
  const by = personOf(context);
  const { kind, team } = await authorizeVendor(context, "care.work", (scope) =>
    findVisible(scope, context, id),
  );
  // Which permission it is depends on the request; should the request move meanwhile, the statement finds it no more.
  return authorizeVendor(context, decidingPermission(kind, team), async (scope) => {
    const teams = worksOn(context).filter((each) => each === team);
    const request = await claimCareRequest(scope, { id, teams, by, at: context.now });
    if (request === undefined) throw await refusalFor(scope, context, id);
    if (request.personId === by) throw new Problem(403, "own_request");
    const decider = deciders.find((each) => each.kind === kind);
    if (decider === undefined) throw invalid({ outcome: ["outcome_unknown"] });
    const decision = checked(await decider.describe(context, scope, request), asked);
    const became = await decider.decide(context, scope, request, decision);
    const { outcome, reason } = decision;
    const isClosed = became === "closed";
    const ended = isClosed
      ? await endCareRequest(scope, { id, by, at: context.now, outcome, reason })
      : await releaseCareRequest(scope, { id, by });
    if (ended === undefined) throw new Error("a request that was taken is gone");
    const item = await itemOf(scope.query, ended);
    const name = isClosed ? "care-request.decided" : "care-request.verified";
    await emitAbout(scope, context, name, ended, { outcome });
    return item;
  });
}

/** Every fault at once: an outcome that is none, a reason that is missing, fields that are not the outcome's. */
function checked(view: CareView, { outcome, reason, fields }: CareDecision): CareDecision {
  const chosen = view.outcomes.find((each) => each.outcome === outcome);
  if (chosen === undefined) throw invalid({ outcome: ["outcome_unknown"] });
  if (chosen.refusedBecause !== undefined) {
    throw new Problem(409, "outcome_refused", { outcome, because: chosen.refusedBecause });
  }
  const text = reason?.trim() || null;
  const given = Object.entries(fields).filter(([, value]) => value.trim() !== "");
  const faults = [
    ...(chosen.needsReason && text === null ? [["reason", "reason_required"]] : []),
    ...given.flatMap(([name]) =>
      chosen.fields.some((field) => field.name === name) ? [] : [[`fields.${name}`, "field_unknown"]],
    ),
    ...chosen.fields.flatMap((field) => faultOf(field, fields[field.name]?.trim() ?? "")),
  ];
  if (faults.length > 0)
    throw invalid(Object.fromEntries(faults.map(([name, code]) => [name, [code ?? ""]])));
  return { outcome, reason: text, fields: Object.fromEntries(given) };
}

/** What a tick reads like, in a form and in the API: whoever sends "false" ticks nothing. */
const TICKED = ["on", "true"];

function faultOf({ name, kind, isRequired, options }: DecisionField, value: string): string[][] {
  if (value === "") return isRequired ? [[`fields.${name}`, "required"]] : [];
  if (kind === "checkbox") return TICKED.includes(value) ? [] : [[`fields.${name}`, "choice_unknown"]];
  const isOffered = options === undefined || options.some((option) => option.value === value);
  return isOffered ? [] : [[`fields.${name}`, "choice_unknown"]];
}
