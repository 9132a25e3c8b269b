/** The desk's view of transfers: both sides, the keys that are out, and every word. */
import { authorizeVendor, siteScopeOf, type VendorScope } from "../../access/index.ts";
import { findSiteFacts } from "../../agreements/index.ts";
import { listHeldOf } from "../../license-keys/index.ts";
import type { Context } from "../../platform/context.ts";
import { eachPage, type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { found } from "../../platform/problem.ts";
import { isOpen, isSecondExpressSite, kindOf, milestone, waitsFor } from "../rules.ts";
import { mapParts } from "../shown/parts.documents.ts";
import { listSteps } from "../shown/steps.store.ts";
import { findTransfer, listTransferLines, listTransfers, type TransferFilter } from "../store.ts";
import type { Step, Transfer } from "../transfer.data.ts";
import type { DeskTransfer, DeskTransferInFull } from "./desk.rules.ts";

export interface DeskAsked extends TransferFilter {
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function readDesk(context: Context, asked: DeskAsked): Promise<Listed<DeskTransfer>> {
  const { secrets } = context.portal;
  const { after, limit, state, q } = asked;
  const list = `transfer-desk ${state ?? ""} ${q ?? ""}`;
  const place = readPlace(secrets, list, after);
  return authorizeVendor(context, "transfer.execute", async (vendor) => {
    const rows = await listTransfers(vendor, { state, q, after: place, limit });
    const { items, end } = pageOf(rows, limit, placeOf);
    const next = end === null ? null : writePlace(secrets, list, end);
    return { items: await withLines(vendor, items), next, limit };
  });
}

function placeOf({ requestedAt, id }: Transfer) {
  return { value: requestedAt, id };
}

const SHEET_PAGE = 500;

export async function exportDesk(context: Context, asked: TransferFilter) {
  await authorizeVendor(context, "transfer.execute", async () => {});
  return eachPage((after) =>
    authorizeVendor(context, "transfer.execute", async (vendor) => {
      const rows = await listTransfers(vendor, { ...asked, after, limit: SHEET_PAGE });
      const { items, end } = pageOf(rows, SHEET_PAGE, placeOf);
      return { items: await withLines(vendor, items), end };
    }),
  );
}

async function withLines(vendor: VendorScope, transfers: readonly Transfer[]): Promise<DeskTransfer[]> {
  const lines = await listTransferLines(
    vendor,
    transfers.map(({ id }) => id),
  );
  const byTransfer = Map.groupBy(lines, ({ transferId }) => transferId);
  return transfers.map((transfer) => ({
    ...transfer,
    lines: (byTransfer.get(transfer.id) ?? []).map((line) => ({ ...line, becomes: line.targetPart })),
    waits: waitsFor(transfer),
    milestone: milestone(transfer),
  }));
}

export async function readDeskTransfer(context: Context, id: string): Promise<DeskTransferInFull> {
  return authorizeVendor(context, "transfer.execute", async (vendor) => {
    const transfer = found(await findTransfer(vendor, id), "transfer");
    const [shown] = await withLines(vendor, [transfer]);
    const { lines, ...rest } = found(shown, "transfer");
    const source = siteScopeOf(vendor, transfer.siteId);
    const target =
      transfer.targetSiteId === null
        ? undefined
        : await findSiteFacts(siteScopeOf(vendor, transfer.targetSiteId));
    const numbers = lines.map(({ partNumber }) => partNumber);
    const parts = target === undefined ? new Map() : await mapParts(vendor.query, numbers, target.program);
    const lineIds = lines.map(({ lineId }) => lineId);
    return {
      ...rest,
      lines: lines.map((line) => ({
        ...line,
        becomes: line.targetPart ?? parts.get(line.partNumber) ?? null,
      })),
      target: target && { name: target.name, program: target.program },
      kind: kindOf(transfer.program, target?.program ?? null),
      isSecondExpressSite: isSecondExpressSite(transfer.program, target?.program ?? null),
      held: isOpen(transfer.state) ? await listHeldOf(source, lineIds) : [],
      steps: await stepsOfBoth(vendor, transfer),
    };
  });
}

/** Each step with the words of whichever side said some. */
async function stepsOfBoth(vendor: VendorScope, { id, siteId, targetSiteId }: Transfer): Promise<Step[]> {
  const ofSource = await listSteps(vendor, id, siteId);
  if (targetSiteId === null) return ofSource;
  const ofTarget = await listSteps(vendor, id, targetSiteId);
  return ofSource.map((step, at) => (step.by === null ? (ofTarget[at] ?? step) : step));
}
