/**
 * A transfer as one of its sites may see it: the own side in full, of the other that it asked, consented or declined.
 * Nothing is told of the target before its primary contact has consented, not even that there is such a site.
 */
import type { MemberScope, Program, SiteScope } from "../../access/index.ts";
import { type HeldKeys, listHeldOf } from "../../license-keys/index.ts";
import type { Query } from "../../platform/database.ts";
import type { Instant } from "../../platform/dates.ts";
import {
  isOpen,
  isSecondExpressSite,
  isShown,
  kindOf,
  milestone,
  stateFor,
  type Wait,
  waitsFor,
  waitsShown,
} from "../rules.ts";
import { listTransferLines, sideOf } from "../store.ts";
import type { OwnSide, State, Step, Transfer, TransferLine } from "../transfer.data.ts";
import { mapParts } from "./parts.documents.ts";
import { listSteps } from "./steps.store.ts";

export interface SiteShown {
  readonly number: string;
  /** Null: not told. */
  readonly name: string | null;
  readonly program: Program | null;
}

export interface LineShown {
  readonly place: number;
  /** The source's own matters; null at the target. */
  readonly lineId: string | null;
  readonly orderNumber: string | null;
  readonly orderLine: number | null;
  readonly productCode: string;
  readonly productName: string;
  readonly partNumber: string;
  readonly quantity: number;
  /** Its part at the target; null: not known yet, or license support enters it. */
  readonly becomes: string | null;
}

export interface May {
  readonly consent: boolean;
  readonly decline: boolean;
  readonly cancel: boolean;
  readonly askSupport: boolean;
}

export interface TransferInList {
  readonly id: string;
  readonly side: OwnSide;
  readonly kind: "site" | "migration" | null;
  readonly state: State;
  readonly requestedAt: Instant;
  readonly changedAt: Instant;
  readonly source: SiteShown;
  readonly target: SiteShown;
  readonly isSameCustomer: boolean | null;
  /** Express to Express: license support cannot execute it. */
  readonly isSecondExpressSite: boolean;
  readonly lines: readonly LineShown[];
  readonly waits: readonly Wait[];
  readonly milestone: number;
  readonly sourceConsentedAt: Instant | null;
  readonly targetConsentedAt: Instant | null;
  /** The order by which the target has the lines; null at the source. */
  readonly targetOrder: string | null;
}

export interface ShownTransfer extends TransferInList {
  /** Keys in force of the moving lines; empty at the target. */
  readonly held: readonly HeldKeys[];
  readonly steps: readonly Step[];
  readonly may: May;
}

/** All that a site may know of several transfers. */
export async function listShown(
  scope: SiteScope,
  { program }: { readonly program: Program },
  transfers: readonly Transfer[],
): Promise<TransferInList[]> {
  const ids = transfers.map(({ id }) => id);
  const lines = Map.groupBy(await listTransferLines(scope, ids), ({ transferId }) => transferId);
  return Promise.all(
    transfers.map(async (transfer) => {
      const side = sideOf(scope, transfer);
      const to = side === "target" ? program : transfer.targetProgram;
      return inList(transfer, {
        side,
        to,
        lines: await linesOf(scope.query, { side, to }, lines.get(transfer.id)),
      });
    }),
  );
}

export async function showTransfer(scope: MemberScope, transfer: Transfer): Promise<ShownTransfer> {
  const [shown] = await listShown(scope, scope, [transfer]);
  if (shown === undefined) throw new Error("a transfer is not among those that are shown");
  const isSource = shown.side === "source";
  const lineIds = shown.lines.flatMap(({ lineId }) => lineId ?? []);
  const steps = await listSteps(scope, transfer.id, scope.siteId);
  const isPrimary = scope.grant.role === "primary";
  const isGoing = isOpen(transfer.state);
  const consentedAt = isSource ? transfer.sourceConsentedAt : transfer.targetConsentedAt;
  const manages = isSource && isGoing && (isPrimary || scope.keyRole === "administrator");
  return {
    ...shown,
    held: isSource && isGoing ? await listHeldOf(scope, lineIds) : [],
    steps: steps.filter((step) => isShown(shown.side, step)),
    may: {
      consent: isPrimary && isGoing && consentedAt === null,
      decline: isPrimary && isGoing,
      cancel: manages,
      askSupport: manages && transfer.state === "blocked",
    },
  };
}

async function linesOf(
  query: Query,
  { side, to }: { readonly side: OwnSide; readonly to: Program | null },
  lines: readonly TransferLine[] = [],
): Promise<LineShown[]> {
  const numbers = lines.map(({ partNumber }) => partNumber);
  const parts = to === null ? new Map<string, string | null>() : await mapParts(query, numbers, to);
  const isSource = side === "source";
  return lines.map((line) => ({
    place: line.place,
    lineId: isSource ? line.lineId : null,
    orderNumber: isSource ? line.orderNumber : null,
    orderLine: isSource ? line.orderLine : null,
    productCode: line.productCode,
    productName: line.productName,
    partNumber: line.partNumber,
    quantity: line.quantity,
    becomes: line.targetPart ?? parts.get(line.partNumber) ?? null,
    targetOrder: line.targetOrder,
  }));
}

interface Seen {
  readonly side: OwnSide;
  readonly to: Program | null;
  readonly lines: readonly (LineShown & { readonly targetOrder?: string | null })[];
}

function inList(transfer: Transfer, { side, to, lines }: Seen): TransferInList {
  const isTold = side === "target" || transfer.targetConsentedAt !== null;
  return {
    id: transfer.id,
    side,
    kind: kindOf(transfer.program, to),
    state: stateFor(side, transfer.state),
    requestedAt: transfer.requestedAt,
    changedAt: side === "source" ? transfer.changedAt : transfer.requestedAt,
    source: { number: transfer.siteNumber, name: transfer.siteName, program: transfer.program },
    target: { number: transfer.targetNumber, name: transfer.targetName, program: to },
    isSameCustomer: isTold ? transfer.isSameCustomer : null,
    isSecondExpressSite: isSecondExpressSite(transfer.program, to),
    lines: lines.map(({ targetOrder: _, ...line }) => line),
    waits: waitsShown(side, waitsFor(transfer)),
    milestone: milestone(transfer),
    sourceConsentedAt: transfer.sourceConsentedAt,
    targetConsentedAt: transfer.targetConsentedAt,
    targetOrder: side === "target" ? (lines[0]?.targetOrder ?? null) : null,
  };
}
