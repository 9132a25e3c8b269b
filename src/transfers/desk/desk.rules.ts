/** A transfer as license support sees it. */
import type { Program } from "../../access/index.ts";
import type { HeldKeys } from "../../license-keys/index.ts";
import type { Wait } from "../rules.ts";
import type { Step, Transfer, TransferLine } from "../transfer.data.ts";

export interface DeskLine extends TransferLine {
  /** Null: the vendor has named none; it is entered at the execution. */
  readonly becomes: string | null;
}

export interface DeskTransfer extends Transfer {
  readonly lines: readonly DeskLine[];
  readonly waits: readonly Wait[];
  readonly milestone: number;
}

export interface DeskTransferInFull extends DeskTransfer {
  /** Undefined: no site has that number. */
  readonly target: { readonly name: string; readonly program: Program } | undefined;
  readonly kind: "site" | "migration" | null;
  readonly isSecondExpressSite: boolean;
  readonly held: readonly HeldKeys[];
  readonly steps: readonly Step[];
}
