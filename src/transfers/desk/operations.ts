/** Transfers at the desk of license support: read, normalised, executed, rejected. Source: DOMAIN §1.5, BR-101 to BR-103. */
import { authorizeVendor, siteScopeOf, type VendorScope } from "../../access/index.ts";
import { findSiteFacts } from "../../agreements/index.ts";
import { lockLines } from "../../entitlements/index.ts";
import { endKeys, listHeldOf, lockKeys, lockPools, writeHostFile } from "../../license-keys/index.ts";
import { shareBooks } from "../../orders/index.ts";
import type { Context } from "../../platform/context.ts";
import { emitAll } from "../../platform/events.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { checkConsents, type PartEntered, partsOf } from "../execute/check.documents.ts";
import { type Moving, moveLines } from "../execute/move.documents.ts";
import { FOLLOW } from "../jobs.data.ts";
import { follow, isOpen } from "../rules.ts";
import { insertNote, insertStep } from "../shown/steps.store.ts";
import { findTransfer, listTransferLines, lockTransfer, updateMoved, updateState } from "../store.ts";
import type { StepName, Transfer } from "../transfer.data.ts";

interface Worded {
  readonly id: string;
  readonly ticket: string;
  readonly note: string;
}

const MOST_WORDS = 1000;

function checked({ ticket, note }: Worded): { ticket: string; note: string } {
  const said = { ticket: ticket.trim(), note: note.trim() };
  const faults = {
    ...(said.ticket === ""
      ? { ticket: ["required"] }
      : said.ticket.length > 100
        ? { ticket: ["too_long"] }
        : {}),
    ...(said.note === ""
      ? { note: ["required"] }
      : said.note.length > MOST_WORDS
        ? { note: ["too_long"] }
        : {}),
  };
  if (Object.keys(faults).length > 0) throw invalid(faults);
  return said;
}

/** Ends the keys that the customer cannot return, on record, and lets the transfer go on. Source: BR-103. */
export async function normaliseTransfer(context: Context, asked: Worded): Promise<void> {
  const words = checked(asked);
  const { id } = asked;
  await authorizeVendor(context, "transfer.execute", async (vendor) => {
    const transfer = found(await findTransfer(vendor, id), "transfer");
    const source = siteScopeOf(vendor, transfer.siteId);
    const lineIds = (await listTransferLines(vendor, [id])).map(({ lineId }) => lineId);
    const heldIds = async () => (await listHeldOf(source, lineIds)).map(({ keyId }) => keyId);
    await lockKeys(source, await heldIds()); // hosts and keys come before pools
    await lockLines(source, lineIds);
    await lockPools(source, lineIds); // nobody gets keys while they are ended
    const keyIds = await heldIds();
    const because = `${words.ticket}: ${words.note}`.slice(0, 500);
    const ended = await endKeys(source, context, keyIds, "withdrawn", because);
    const hostIds = new Set(ended.flatMap(({ hostId }) => hostId ?? []));
    for (const hostId of [...hostIds].sort()) await writeHostFile(source, context, hostId);
    if ((await updateState(vendor, { id, act: "normalise", at: context.now })) === undefined)
      throw new Problem(409, "transfer_no_support_case", { state: transfer.state, rule: "BR-103" });
    await tellBoth(vendor, context, transfer, { step: "normalised", ...words, isForBoth: false });
    const { siteId } = transfer;
    await insertStep(vendor, { id, siteId, step: "ready", side: "portal", at: context.now });
    const facts = { transferId: id, ticket: words.ticket, keyIds, keyCount: keyIds.length };
    await followOn(vendor, context, [{ name: "transfer.normalised", siteId, facts }]);
  });
}

export async function rejectTransfer(context: Context, asked: Worded): Promise<void> {
  const words = checked(asked);
  const { id } = asked;
  await authorizeVendor(context, "transfer.execute", async (vendor) => {
    const transfer = await updateState(vendor, { id, act: "reject", at: context.now });
    if (transfer === undefined) {
      const { state } = found(await findTransfer(vendor, id), "transfer");
      throw new Problem(409, "transfer_state", { state });
    }
    await tellBoth(vendor, context, transfer, { step: "rejected", ...words, isForBoth: true });
    await followOn(vendor, context, eventsOf(transfer, { name: "transfer.rejected", ticket: words.ticket }));
  });
}

export interface ExecutionAsked {
  readonly id: string;
  readonly ticket: string;
  readonly parts: readonly PartEntered[];
}

/** All in one transaction: whoever gets keys, orders, or takes a feed in meanwhile comes before or after it. */
export async function executeTransfer(context: Context, asked: ExecutionAsked): Promise<void> {
  const words = checked({ ...asked, note: "-" });
  const { id } = asked;
  await authorizeVendor(context, "transfer.execute", async (vendor) => {
    await shareBooks(vendor);
    const { siteId, ...before } = found(await findTransfer(vendor, id), "transfer");
    if (before.targetSiteId === null) throw await refusal(vendor, id);
    const from = siteScopeOf(vendor, siteId);
    const sides = {
      source: found(await findSiteFacts(from), "site"),
      target: found(await findSiteFacts(siteScopeOf(vendor, before.targetSiteId)), "site"),
    };
    const lines = await listTransferLines(vendor, [id]);
    const lineIds = lines.map(({ lineId }) => lineId);
    const locked = new Map((await lockLines(from, lineIds)).map((line) => [line.id, line]));
    await lockPools(from, lineIds);
    const transfer = found(await lockTransfer(vendor, id), "transfer");
    if (follow(transfer.state, "execute") === null) throw await refusal(vendor, id);
    checkConsents(context, transfer, sides);
    const held = await listHeldOf(from, lineIds);
    if (held.length > 0) throw new Problem(409, "transfer_keys_out", { rule: "BR-101", keys: held.length });
    const parts = await partsOf(vendor, lines, { target: sides.target, entered: asked.parts });
    const moving = lines.map((line): Moving => {
      const here = locked.get(line.lineId);
      const part = parts.get(line.place);
      if (here === undefined)
        throw new Problem(409, "transfer_line_gone", { order: line.orderNumber, line: line.orderLine });
      if (part === undefined) throw new Problem(409, "transfer_part_unknown", { part: line.partNumber });
      return { line: here, part };
    });
    if ((await updateState(vendor, { id, act: "execute", at: context.now })) === undefined)
      throw await refusal(vendor, id);
    const number = await moveLines(vendor, context, sides, moving);
    const moved = lines.map(({ place }, at) => ({
      ...{ place, targetPart: moving[at]?.part.number ?? "", targetOrder: number },
      quantity: moving[at]?.line.quantity ?? 0,
    }));
    await updateMoved(vendor, id, moved);
    await tellBoth(vendor, context, transfer, {
      step: "transferred",
      ticket: words.ticket,
      note: null,
      isForBoth: true,
    });
    await followOn(vendor, context, eventsOf(transfer, { name: "transfer.executed", ticket: words.ticket }));
  });
}

interface Told {
  readonly step: StepName;
  readonly ticket: string;
  readonly note: string | null;
  /** The source's keys are nothing to the target. */
  readonly isForBoth: boolean;
}

async function tellBoth(
  vendor: VendorScope,
  context: Context,
  { id, siteId, targetSiteId }: Transfer,
  { step, ticket, note, isForBoth }: Told,
): Promise<void> {
  const place = await insertStep(vendor, { id, siteId, step, side: "vendor", at: context.now });
  const byName = context.portal.config.vendorName;
  const told = isForBoth && targetSiteId !== null ? [siteId, targetSiteId] : [siteId];
  for (const of of told) {
    await insertNote(siteScopeOf(vendor, of), { id, place, byPerson: null, byName, ticket, note });
  }
}

/** The same in the history of each side. */
function eventsOf(
  { id, siteId, siteNumber, targetSiteId, targetNumber }: Transfer,
  { name, ticket }: { readonly name: string; readonly ticket: string },
) {
  const source = { name, siteId, facts: { ticket, transferId: id, otherNumber: targetNumber } };
  if (targetSiteId === null) return [source];
  return [source, { name, siteId: targetSiteId, facts: { ticket, transferId: id, otherNumber: siteNumber } }];
}

async function followOn(vendor: VendorScope, context: Context, events: Parameters<typeof emitAll>[2]) {
  await context.portal.jobs.enqueue(vendor.query, FOLLOW, [{}]);
  await emitAll(vendor.query, context, events);
}

async function refusal(vendor: VendorScope, id: string): Promise<Problem> {
  const { state, targetSiteId, ...transfer } = found(await findTransfer(vendor, id), "transfer");
  if (targetSiteId === null && isOpen(state))
    return new Problem(409, "transfer_no_such_site", { siteNumber: transfer.targetNumber });
  return new Problem(409, state === "blocked" ? "transfer_keys_out" : "transfer_state", {
    state,
    rule: "BR-101",
  });
}
