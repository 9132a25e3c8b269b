/**
 * Transfers as the two sites ask for them, consent to them and follow them. Nothing moves by itself: only on request
 * (BR-104), and license support executes it. Source: DOMAIN §1.5, §3.22.6–7, BR-101 to BR-104, decision 0033.
 */
import { authorize, type MemberScope, type Permission } from "../access/index.ts";
import { findSiteFacts, parseSiteNumber } from "../agreements/index.ts";
import { type EntitlementLine, lockLines } from "../entitlements/index.ts";
import { listHeldOf, lockPools } from "../license-keys/index.ts";
import type { Context } from "../platform/context.ts";
import { emit } from "../platform/events.ts";
import { spend } from "../platform/http/limits.ts";
import { newId } from "../platform/id.ts";
import { found, invalid, Problem } from "../platform/problem.ts";
import { FOLLOW, ROUTE } from "./jobs.data.ts";
import type { Act } from "./rules.ts";
import { type ShownTransfer, showTransfer } from "./shown/shown.documents.ts";
import { insertNote, insertStep } from "./shown/steps.store.ts";
import {
  findTransfer,
  insertTransfer,
  insertTransferLines,
  sideOf,
  updateSourceConsent,
  updateState,
  updateTargetConsent,
} from "./store.ts";
import type { OneAsked, StepName, Transfer } from "./transfer.data.ts";

const MOST_LINES = 50;
const MOST_WORDS = 1000;
const ASKINGS = { most: 50, seconds: 24 * 3600 };

export interface TransferAsked {
  readonly siteId: string;
  readonly targetSiteNumber: string;
  readonly lineIds: readonly string[];
  readonly reason: string;
}

/** Whatever site number is stated is taken: only the consent of its own primary contact tells that there is such a site. */
export async function requestTransfer(context: Context, asked: TransferAsked): Promise<ShownTransfer> {
  const { siteId } = asked;
  await authorize(context, "transfer.request", siteId, async () => {});
  const { targetNumber, lineIds, reason } = checked(asked);
  await spend(context.db, `transfers of ${siteId}`, ASKINGS);
  return authorize(context, "transfer.request", siteId, async (scope) => {
    const site = found(await findSiteFacts(scope), "site");
    if (site.number === targetNumber)
      throw new Problem(409, "transfer_to_same_site", { siteNumber: targetNumber });
    const lines = await lockLines(scope, lineIds);
    if (lines.length < lineIds.length) throw new Problem(404, "entitlement_line_not_found");
    await lockPools(scope, lineIds); // whoever is getting keys is through, or sees the transfer
    const id = newId("transfer", context.now);
    const now = context.now;
    await insertTransfer(scope, {
      ...{ id, targetNumber, requestedBy: scope.personId, requestedAt: now },
      ...{ siteNumber: site.number, siteName: site.name, program: site.program },
    });
    await takeLines(scope, id, lines);
    await note(scope, context, { id, step: "requested", words: reason });
    const held = await listHeldOf(scope, lineIds);
    const isHeld = held.length > 0;
    const transfer = await act(scope, { id, act: isHeld ? "hold" : "free", at: now });
    await insertStep(scope, { id, siteId, step: isHeld ? "blocked" : "ready", side: "portal", at: now });
    await context.portal.jobs.enqueue(scope.query, ROUTE, [{ transferId: id }]);
    await context.portal.jobs.enqueue(scope.query, FOLLOW, [{}]);
    const facts = { transferId: id, targetNumber, lineCount: lines.length };
    await emit(scope.query, context, { name: "transfer.requested", siteId, facts });
    return showTransfer(scope, transfer);
  });
}

async function act(scope: MemberScope, acting: { id: string; act: Act; at: Date }): Promise<Transfer> {
  return found(await updateState(scope, acting), "transfer");
}

function checked({ targetSiteNumber, lineIds, reason }: TransferAsked) {
  const targetNumber = parseSiteNumber(targetSiteNumber);
  const words = reason.trim();
  const ids = [...new Set(lineIds)];
  const faults = {
    ...(targetNumber === undefined ? { targetSiteNumber: ["site_number_malformed"] } : {}),
    ...(ids.length === 0
      ? { lineIds: ["required"] }
      : ids.length > MOST_LINES
        ? { lineIds: ["too_many"] }
        : {}),
    ...wordFaults(words),
  };
  if (targetNumber === undefined || Object.keys(faults).length > 0) throw invalid(faults);
  return { targetNumber, lineIds: ids, reason: words };
}

function wordFaults(words: string): Record<string, string[]> {
  if (words === "") return { reason: ["required"] };
  return words.length > MOST_WORDS ? { reason: ["too_long"] } : {};
}

/** A line is in one open transfer at a time, by constraint. */
async function takeLines(scope: MemberScope, transferId: string, lines: readonly EntitlementLine[]) {
  const rows = lines.map((line, at) => ({ ...line, transferId, place: at + 1, lineId: line.id }));
  const taken = await insertTransferLines(scope, rows);
  const late = lines.filter(({ id }) => !taken.includes(id));
  if (late.length > 0)
    throw new Problem(409, "line_in_transfer", {
      lineIds: late.map(({ id }) => id),
      order: late[0]?.orderNumber ?? "",
      line: late[0]?.orderLine ?? 0,
    });
}

interface Noted {
  readonly id: string;
  readonly step: StepName;
  readonly words?: string | null;
  readonly siteId?: string;
}

/** A step of the site's own people, with who it was and why: for the own side. */
async function note(
  scope: MemberScope,
  context: Context,
  { id, step, words = null, siteId }: Noted,
): Promise<void> {
  const of = siteId ?? scope.siteId;
  const side = of === scope.siteId ? "source" : "target";
  const place = await insertStep(scope, { id, siteId: of, step, side, at: context.now });
  const byName = context.person?.name ?? "";
  await insertNote(scope, { id, place, byPerson: scope.personId, byName, ticket: null, note: words });
}

export interface ConsentAsked extends OneAsked {
  readonly decision: "consent" | "decline";
  readonly reason?: string | undefined;
}

/** Each site's primary contact, whoever that is at this moment; each side once. */
export async function decideTransfer(context: Context, asked: ConsentAsked): Promise<ShownTransfer> {
  const { siteId, id, decision } = asked;
  const words = (asked.reason ?? "").trim();
  if (decision === "decline") {
    const faults = wordFaults(words);
    if (Object.keys(faults).length > 0) throw invalid(faults);
  }
  return withTransfer(context, "transfer.consent", { siteId, id }, async (scope, transfer) => {
    const side = sideOf(scope, transfer);
    const now = context.now;
    if (decision === "decline") {
      const ended = await updateState(scope, { id, act: "reject", at: now });
      if (ended === undefined) throw await refusal(scope, id);
      await note(scope, context, { id, step: "rejected", words, siteId: transfer.siteId });
      await follow(scope, context, { name: "transfer.declined", id, number: otherNumber(side, transfer) });
      return ended;
    }
    const consenting = { id, by: scope.personId, at: now };
    const site = found(await findSiteFacts(scope), "site");
    const consented =
      side === "source"
        ? await updateSourceConsent(scope, consenting)
        : await updateTargetConsent(scope, { ...consenting, name: site.name, program: site.program });
    if (consented === undefined) throw await refusal(scope, id, side);
    await note(scope, context, {
      id,
      step: `${side}-consented`,
      words: words || null,
      siteId: transfer.siteId,
    });
    await follow(scope, context, { name: "transfer.consented", id, number: otherNumber(side, transfer) });
    return consented;
  });
}

function otherNumber(side: "source" | "target", { siteNumber, targetNumber }: Transfer): string {
  return side === "source" ? targetNumber : siteNumber;
}

/** The one event of the step, and the mails that follow from it. */
async function follow(
  scope: MemberScope,
  context: Context,
  { name, id, number }: { readonly name: string; readonly id: string; readonly number: string },
): Promise<void> {
  await context.portal.jobs.enqueue(scope.query, FOLLOW, [{}]);
  const facts = { transferId: id, otherNumber: number };
  await emit(scope.query, context, { name, siteId: scope.siteId, facts });
}

export async function cancelTransfer(context: Context, asked: OneAsked): Promise<ShownTransfer> {
  return withTransfer(context, "transfer.request", asked, async (scope, transfer) => {
    const { id } = asked;
    if (sideOf(scope, transfer) !== "source") throw new Problem(403, "transfer_of_other_site");
    const ended = await updateState(scope, { id, act: "cancel", at: context.now });
    if (ended === undefined) throw await refusal(scope, id);
    await note(scope, context, { id, step: "cancelled" });
    await follow(scope, context, { name: "transfer.cancelled", id, number: transfer.targetNumber });
    return ended;
  });
}

/** "We cannot return them": license support looks after it. Source: BR-103. */
export async function askSupport(
  context: Context,
  asked: OneAsked & { readonly reason: string },
): Promise<ShownTransfer> {
  const words = asked.reason.trim();
  const faults = wordFaults(words);
  if (Object.keys(faults).length > 0) throw invalid(faults);
  return withTransfer(context, "transfer.request", asked, async (scope, transfer) => {
    const { id } = asked;
    if (sideOf(scope, transfer) !== "source") throw new Problem(403, "transfer_of_other_site");
    const asking = await updateState(scope, { id, act: "ask-support", at: context.now });
    if (asking === undefined) throw await refusal(scope, id);
    await note(scope, context, { id, step: "support-case", words });
    await follow(scope, context, { name: "transfer.support-asked", id, number: transfer.targetNumber });
    return asking;
  });
}

async function withTransfer(
  context: Context,
  permission: Permission,
  { siteId, id }: OneAsked,
  work: (scope: MemberScope, transfer: Transfer) => Promise<Transfer>,
): Promise<ShownTransfer> {
  return authorize(context, permission, siteId, async (scope) => {
    const transfer = found(await findTransfer(scope, id), "transfer");
    return showTransfer(scope, await work(scope, transfer));
  });
}

/** Why it cannot be done any more, as this side may know it. */
async function refusal(scope: MemberScope, id: string, consenting?: "source" | "target"): Promise<Problem> {
  const transfer = found(await findTransfer(scope, id), "transfer");
  const at = consenting === "source" ? transfer.sourceConsentedAt : transfer.targetConsentedAt;
  if (consenting !== undefined && at !== null) return new Problem(409, "transfer_consented_already", { at });
  const shown = await showTransfer(scope, transfer);
  return new Problem(409, "transfer_state", { state: shown.state });
}
