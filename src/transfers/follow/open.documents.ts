/** What of transfers waits for a person of the site: for its home. It makes no check of its own: the caller has one. */
import type { SiteScope } from "../../access/index.ts";
import { waitsFor } from "../rules.ts";
import { listTransfers, sideOf } from "../store.ts";
import type { OwnSide } from "../transfer.data.ts";

export interface OpenTransfer {
  readonly id: string;
  readonly side: OwnSide;
  /** Of the other site. */
  readonly number: string;
  /** What this side has to do; null: others are at it. */
  readonly task: "keys" | "consent" | null;
}

const MOST = 50;

export async function listOpenTransfers(scope: SiteScope): Promise<OpenTransfer[]> {
  const transfers = await listTransfers(scope, { state: "open", after: null, limit: MOST });
  return transfers.map((transfer) => {
    const side = sideOf(scope, transfer);
    const waits = waitsFor(transfer);
    const isKeys = side === "source" && waits.includes("keys");
    return {
      id: transfer.id,
      side,
      number: side === "source" ? transfer.targetNumber : transfer.siteNumber,
      task: waits.includes(`${side}-consent`) ? "consent" : isKeys ? "keys" : null,
    };
  });
}
