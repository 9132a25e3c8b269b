/**
 * Customer care decides on those who say that they are the registered contact.
 *
 * What the person states stands beside what is registered. While the names differ there is no approval; a number that is
 * nobody's can only be denied. Source: DOMAIN §3.6.3, BR-31, BR-33, A-24.
 */
import {
  DEFAULT_PRIVILEGES,
  listSiteGrants,
  lockSite,
  type SiteScope,
  siteScopeOf,
  swapPrimary,
  type VendorScope,
} from "../../access/index.ts";
import { findSiteFacts, type SiteFacts } from "../../agreements/index.ts";
import type { CareDecider, CareDecision, CareView, Outcome } from "../../care/index.ts";
import { findPerson, type PersonRow } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { findForCare, settleByCare } from "../decisions/site.store.ts";
import { nameOf, tellAsker, tellReplaced } from "../notices.operations.ts";
import { releaseOnHold } from "../routing.operations.ts";
import type { AccessRequest } from "../store.ts";
import { nominationSay } from "../texts.ts";
import { compareStated, type Stated } from "./compared.documents.ts";

/** The matter as it stands: read anew each time, for registration and profile may change meanwhile. */
interface Matter {
  readonly stated: Stated;
  readonly site: SiteFacts | undefined;
  readonly primary: PersonRow | undefined;
}

async function readMatter(scope: VendorScope, context: Context, request: AccessRequest): Promise<Matter> {
  const person = found(await findPerson(scope.query, { id: request.personId }), "person");
  if (request.siteId === null) return { stated: { person, request }, site: undefined, primary: undefined };
  const site = siteScopeOf(scope, request.siteId);
  const primary = await findPrimary(site, context);
  return {
    stated: { person, request },
    site: await findSiteFacts(site),
    primary: primary === null ? undefined : await findPerson(scope.query, { id: primary }),
  };
}

async function findPrimary(site: SiteScope, context: Context): Promise<string | null> {
  const [primary] = await listSiteGrants(site, { today: today(context), roles: ["primary"], limit: 1 });
  return primary?.personId ?? null;
}

async function describe(context: Context, scope: VendorScope, { subjectId }: { subjectId: string }) {
  const request = found(await findForCare(scope, subjectId), "access_request");
  return viewOf(context, await readMatter(scope, context, request));
}

function viewOf({ language }: Context, { stated, site, primary }: Matter): CareView {
  const say = nominationSay(language);
  const { message } = stated.request;
  const facts: [string, string][] =
    site === undefined
      ? [[say("care.site"), say("care.noSite")]]
      : [
          [say("care.site"), `${site.number} · ${site.name}`],
          [say("care.program"), site.program],
          [say("care.place"), placeText(language, site, primary)],
        ];
  if (message !== null) facts.push([say("care.message"), message]);
  const comparisons = compareStated(language, stated, site);
  return { facts, comparisons, outcomes: outcomesOf(language, { stated, site, primary }) };
}

function placeText(language: Context["language"], site: SiteFacts, primary: PersonRow | undefined): string {
  const say = nominationSay(language);
  if (primary !== undefined) {
    const holder = `${nameOf(primary)} (${primary.email})`;
    return say("care.place.claimed", { name: holder });
  }
  return say(site.primaryState === "unclaimed" ? "care.place.unclaimed" : "care.place.vacant");
}

function outcomesOf(language: Context["language"], matter: Matter): Outcome[] {
  const say = nominationSay(language);
  const refused = refusalOf(matter);
  const becomes = ["user", "none"] as const;
  const oldPrimary = {
    name: "oldPrimary",
    label: say("care.oldPrimary"),
    hint: say("care.oldPrimaryHint"),
    kind: "choice",
    options: becomes.map((value) => ({ value, label: say(`care.oldPrimary.${value}`) })),
    isRequired: false,
  } as const;
  const approve: Outcome = {
    outcome: "approve",
    label: say("care.approve"),
    tone: "primary",
    needsReason: false,
    fields: matter.primary === undefined ? [] : [oldPrimary],
    ...(refused !== undefined && {
      refusedBecause: say(refused === "no_such_site" ? "care.refusedSite" : "care.refusedName"),
    }),
  };
  const deny = {
    outcome: "deny",
    label: say("care.deny"),
    tone: "danger",
    needsReason: true,
    fields: [],
  } as const;
  return [approve, deny];
}

/** Why it cannot be approved. */
function refusalOf({ stated, site }: Matter): "no_such_site" | "registration_differs" | undefined {
  if (site === undefined) return "no_such_site";
  const [name] = compareStated("en", stated, site);
  return name?.verdict === "differs" ? "registration_differs" : undefined;
}

async function decide(
  context: Context,
  scope: VendorScope,
  { subjectId }: { subjectId: string },
  decision: CareDecision,
): Promise<"closed"> {
  const isApproval = decision.outcome === "approve";
  const reason = decision.reason?.trim() || null;
  if (!isApproval && reason === null) throw invalid({ reason: ["reason_required"] });
  const by = context.actor.kind === "person" ? context.actor.personId : "system";
  const before = found(await findForCare(scope, subjectId), "access_request");
  if (before.personId === by) throw new Problem(403, "own_request");
  const matter = await readMatter(scope, context, before);
  const refused = isApproval ? refusalOf(matter) : undefined;
  if (refused !== undefined) throw new Problem(409, refused);
  const state = isApproval ? "approved" : "denied";
  const request = await settleByCare(scope, { id: subjectId, state, by, at: context.now, reason });
  if (request === undefined)
    throw new Problem(409, "request_ended", { state: before.state, at: before.decidedAt });
  if (isApproval) await makePrimary(scope, context, { request, matter, fields: decision.fields, by });
  else await deny(scope, context, request);
  return "closed";
}

async function deny(scope: VendorScope, context: Context, request: AccessRequest): Promise<void> {
  await tellAsker(scope.query, context, request, { decision: "denied" });
  const { id, siteNumber, personId } = request;
  await emit(scope.query, context, { name: "nomination.denied", personId, facts: { id, siteNumber } });
}

interface Approval {
  readonly request: AccessRequest;
  readonly matter: Matter;
  readonly fields: CareDecision["fields"];
  readonly by: string;
}

/** The place changes hands in one step; the old primary stays as a user unless the agent chose otherwise. */
async function makePrimary(scope: VendorScope, context: Context, approval: Approval): Promise<void> {
  const { request, matter, by } = approval;
  const siteId = found(request.siteId ?? undefined, "site");
  const site = siteScopeOf(scope, siteId);
  await lockSite(site);
  const from = await findPrimary(site, context);
  if (from === request.personId) throw new Problem(409, "already_member");
  const fromRole = approval.fields["oldPrimary"] === "none" ? "none" : "user";
  const swapped = await swapPrimary(site, {
    from,
    to: request.personId,
    fromRole,
    privileges: { primary: DEFAULT_PRIVILEGES.primary, from: DEFAULT_PRIVILEGES.user },
    at: context.now,
    by,
  });
  if (swapped !== "swapped") throw new Problem(409, swapped);
  const { number: siteNumber, name: siteName } = found(matter.site, "site");
  const { person } = matter.stated;
  const granted = { role: "primary", privileges: DEFAULT_PRIVILEGES.primary, validThrough: null } as const;
  await tellAsker(scope.query, context, request, { decision: "approved", siteName, granted });
  if (from !== null) {
    const told = { siteNumber, siteName, name: nameOf(person), becomes: fromRole } as const;
    await tellReplaced(site, context, { ...told, personId: from, occasion: request.id });
  }
  await releaseOnHold(scope, context, siteId);
  const facts = { id: request.id, email: person.email, siteNumber };
  await emit(scope.query, context, { name: "nomination.approved", siteId, personId: person.id, facts });
}

export const nominationDecider: CareDecider = { kind: "nomination", describe, decide };
