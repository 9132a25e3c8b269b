/** The desk's list as a sheet. */
import type { Language } from "../../platform/language.ts";
import type { SheetColumn } from "../../platform/sheets/columns.ts";
import { transferSay } from "../texts.ts";
import type { DeskTransfer } from "./desk.rules.ts";

export function deskSheet(language: Language): { name: string; columns: SheetColumn<DeskTransfer>[] } {
  const say = transferSay(language);
  const text = (header: string, width: number, value: (transfer: DeskTransfer) => string | null) =>
    ({ header, kind: "text", width, value }) as const;
  return {
    name: say("deskTitle"),
    columns: [
      text(say("fromLabel"), 12, ({ siteNumber }) => siteNumber),
      text(say("fromLabel"), 30, ({ siteName }) => siteName),
      text(say("toLabel"), 12, ({ targetNumber }) => targetNumber),
      text(say("toLabel"), 30, ({ targetName }) => targetName),
      text(say("what"), 40, ({ lines }) =>
        lines.map(({ productName, quantity }) => `${productName} × ${quantity}`).join("; "),
      ),
      text(say("stateLabel"), 20, ({ state }) => say(`state.${state}`)),
      text(say("requestedAt"), 20, ({ requestedAt }) => requestedAt),
      text(say("changedAt"), 20, ({ changedAt }) => changedAt),
    ],
  };
}
