/**
 * How the desk decides on a take-over: a first agent verifies the evidence, a second one confirms.
 *
 * Whoever verified cannot confirm, whatever the role: `take_overs_four_eyes` holds it in the database too. The place
 * changes hands in the transaction of the confirmation. Source: DOMAIN §3.24, D-21, BR-52.
 */
import { personOf, siteScopeOf, type VendorScope } from "../../access/index.ts";
import { parseSiteNumber } from "../../agreements/index.ts";
import type { CareDecider, CareDecision, CareRequest } from "../../care/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { found, Problem } from "../../platform/problem.ts";
import { findPrimary } from "../people.store.ts";
import { tell, tellAsker } from "../tell.operations.ts";
import { carryOut } from "./carry-out.operations.ts";
import { describeTakeOver } from "./desk.documents.ts";
import { evidenceOf } from "./take-over.rules.ts";
import {
  findSiteOfNumber,
  findTakeOver,
  type TakeOver,
  updateConfirmed,
  updateRefused,
  updateVerified,
} from "./take-over.store.ts";

export const takeOverDecider: CareDecider = {
  kind: "primary-change",
  describe: describeTakeOver,
  decide: async (context, scope, request, decision) => {
    const takeOver = found(await findTakeOver(scope, request.subjectId), "take_over");
    if (decision.outcome === "verify") return verify(scope, context, { takeOver, decision });
    if (decision.outcome === "confirm") return confirm(scope, context, takeOver);
    return refuse(scope, context, { takeOver, decision, request });
  },
};

interface Decided {
  readonly takeOver: TakeOver;
  readonly decision: CareDecision;
}

/** Every item of evidence, and the site it is about. The request stays open for a second agent. */
async function verify(scope: VendorScope, context: Context, { takeOver, decision }: Decided) {
  const evidence = evidenceOf(decision.fields);
  if (evidence === undefined) throw new Problem(409, "take_over_evidence_missing", { rule: "BR-52" });
  const siteId = takeOver.siteId ?? (await siteNamed(scope, decision));
  const by = personOf(context);
  const { id } = takeOver;
  if (!(await updateVerified(scope, { id, siteId, evidence, by, at: context.now })))
    throw new Problem(409, "take_over_decided");
  await announce(scope, context, { ...takeOver, siteId });
  const facts = { id, contactType: takeOver.contactType, name: takeOver.romanizedName };
  await emit(scope.query, context, { name: "take-over.verified", siteId, facts });
  return "stays-open" as const;
}

async function siteNamed(scope: VendorScope, { fields }: CareDecision): Promise<string> {
  const number = parseSiteNumber(fields["siteNumber"] ?? "");
  const siteId = number === undefined ? undefined : await findSiteOfNumber(scope, number);
  if (siteId === undefined) throw new Problem(409, "take_over_site_unknown");
  return siteId;
}

/** Whoever is the primary may still be there, and object. A claim was announced when it was made. */
async function announce(vendor: VendorScope, context: Context, takeOver: TakeOver & { siteId: string }) {
  if (takeOver.contactType !== "primary" || takeOver.origin === "succession") return;
  const scope = siteScopeOf(vendor, takeOver.siteId);
  const primary = await findPrimary(scope);
  if (primary === undefined) return;
  const facts = { name: takeOver.romanizedName, origin: takeOver.origin };
  const about = takeOver.id;
  await tell(scope, context, [{ to: [primary], template: "succession-announced", facts, about }]);
}

async function confirm(scope: VendorScope, context: Context, takeOver: TakeOver) {
  const by = personOf(context);
  const { id, siteId, verifiedBy } = takeOver;
  if (verifiedBy === by) throw new Problem(403, "second_agent_required", { rule: "BR-52" });
  if (!(await updateConfirmed(scope, { id, by, at: context.now })) || siteId === null)
    throw new Problem(409, "take_over_decided");
  await carryOut(scope, context, { ...takeOver, siteId });
  return "closed" as const;
}

const REFUSED = { returned: "take-over.returned", rejected: "take-over.rejected" } as const;

/** Returned for what is missing, or rejected: whoever asked reads why. */
async function refuse(
  scope: VendorScope,
  context: Context,
  { takeOver, decision, request }: Decided & { request: CareRequest },
) {
  const state = decision.outcome === "return" ? "returned" : "rejected";
  const reason = decision.reason ?? "";
  const { id } = takeOver;
  if (!(await updateRefused(scope, { id, state, reason, at: context.now })))
    throw new Problem(409, "take_over_decided");
  await tellAsker(scope, context, { ...takeOver, outcome: state, reason });
  const facts = { id, reason };
  await emit(scope.query, context, { name: REFUSED[state], personId: request.personId, facts });
  return "closed" as const;
}
