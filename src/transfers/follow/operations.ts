/** What follows of a transfer after the answer: the site of the number is found, and people are told. Safe to run twice. */
import { asPortal, listPrimaries, siteScopeOf, type VendorScope } from "../../access/index.ts";
import { longSiteNumber } from "../../agreements/index.ts";
import { findPerson } from "../../identity/index.ts";
import { notifyKeyAdministrators } from "../../key-members/index.ts";
import type { Context } from "../../platform/context.ts";
import { emitAll, type Happening } from "../../platform/events.ts";
import { queueMails } from "../../platform/mail/queue.ts";
import type { AskedFacts, ToldFacts } from "../mails.ts";
import { isOpen } from "../rules.ts";
import { findTransfer, listTransferLines } from "../store.ts";
import type { Transfer } from "../transfer.data.ts";
import { listRoutable, takeUntold, type Untold, updateRouted } from "./store.ts";

/**
 * Nothing of this is seen by whoever asked: a number that is nobody's is answered like any other, and the own primary
 * contact is asked all the same.
 */
export async function routeTransfer(context: Context, id: string): Promise<void> {
  await asPortal(context, async (vendor) => {
    const routed = await updateRouted(vendor, id);
    const transfer = await findTransfer(vendor, id);
    if (transfer === undefined || !isOpen(transfer.state)) return;
    const { siteId, siteNumber } = transfer;
    await askPrimaries(vendor, context, transfer, routed === undefined ? [siteId] : [siteId, routed]);
    if (routed === undefined) return;
    const facts = { transferId: id, otherNumber: siteNumber };
    await emitAll(vendor.query, context, [{ name: "transfer.offered", siteId: routed, facts }]);
  });
}

/** The primary contact of each of these sides, whoever that is, once; the same person gets a mail for each. */
async function askPrimaries(
  vendor: VendorScope,
  context: Context,
  { id, siteId, siteName, siteNumber, targetNumber }: Transfer,
  asked: readonly string[],
): Promise<void> {
  const primaries = await listPrimaries(vendor, asked);
  const lines = await listTransferLines(vendor, [id]);
  const messages = [];
  for (const { siteId: of, personId } of primaries) {
    const person = await findPerson(vendor.query, { id: personId });
    if (person === undefined) continue;
    const facts: AskedFacts = {
      ...{ transferId: id, siteId: of, side: of === siteId ? "source" : "target", siteName },
      siteNumber: longSiteNumber(siteNumber),
      targetNumber: longSiteNumber(targetNumber),
      lines: lines.map(({ productName, quantity }) => ({ productName, quantity })),
    };
    messages.push({
      to: person.email,
      language: person.language,
      template: "transfer-asked",
      facts: { ...facts },
      dedupeKey: `transfer.asked ${id} ${of} ${personId}`,
    });
  }
  await queueMails(vendor.query, context, messages);
}

const BATCH = 100;

export async function followTransfers(context: Context): Promise<void> {
  const routable = await asPortal(context, (vendor) => listRoutable(vendor, BATCH));
  for (const id of routable) await routeTransfer(context, id);
  for (let told = BATCH; told === BATCH; ) {
    told = await asPortal(context, async (vendor) => {
      const untold = await takeUntold(vendor, BATCH);
      for (const transfer of untold) await tell(vendor, context, transfer);
      await emitAll(vendor.query, context, untold.flatMap(happeningOf));
      return untold.length;
    });
  }
}

/** What its keys made of it; the rest was told by whoever did it. */
function happeningOf({ id, siteId, state, targetNumber }: Untold): Happening[] {
  if (state !== "blocked" && state !== "ready") return [];
  const facts = { transferId: id, otherNumber: targetNumber };
  return [
    state === "blocked"
      ? { name: "transfer.blocked", siteId, facts }
      : { name: "transfer.unblocked", siteId, facts },
  ];
}

/** The source's administrators of each state; the target's of its end alone, when its site is known. */
async function tell(vendor: VendorScope, context: Context, transfer: Untold): Promise<void> {
  const { id, siteId, targetSiteId, siteName, siteNumber, targetNumber, state, changedAt } = transfer;
  const isOver = state !== "blocked" && state !== "ready";
  const reached = [siteId, ...(isOver && targetSiteId !== null ? [targetSiteId] : [])];
  for (const of of reached) {
    const facts: ToldFacts = {
      ...{ transferId: id, siteId: of, side: of === siteId ? "source" : "target", siteName, state },
      siteNumber: longSiteNumber(siteNumber),
      targetNumber: longSiteNumber(targetNumber),
    };
    await notifyKeyAdministrators(siteScopeOf(vendor, of), context, {
      template: "transfer-told",
      facts: { ...facts },
      dedupeKey: `transfer.${state} ${id} ${of} ${changedAt}`,
    });
  }
}
