/** Entitlement lines as a sheet, with the columns that the page shows. */
import type { Language } from "../platform/language.ts";
import type { SheetColumn } from "../platform/sheets/columns.ts";
import type { EntitlementLine } from "./line.data.ts";
import type { LineStatus } from "./rules.ts";
import { entitlementSay } from "./texts.ts";

export const STATUS_TEXTS = {
  active: "statusActive",
  lapsed: "statusLapsed",
  upcoming: "statusUpcoming",
  none: "statusNone",
} as const satisfies Record<LineStatus, string>;

type Row = EntitlementLine & { readonly status: LineStatus };

export function sheetOf(language: Language): { name: string; columns: SheetColumn<Row>[] } {
  const say = entitlementSay(language);
  const columns: SheetColumn<Row>[] = [
    { header: say("product"), kind: "text", width: 36, value: ({ productName }) => productName },
    { header: say("part"), kind: "text", width: 14, value: ({ partNumber }) => partNumber },
    { header: say("quantity"), kind: "number", width: 9, value: ({ quantity }) => quantity },
    { header: say("order"), kind: "text", width: 16, value: ({ orderNumber }) => orderNumber },
    { header: say("line"), kind: "number", width: 6, value: ({ orderLine }) => orderLine },
    { header: say("orderedOn"), kind: "day", width: 12, value: ({ orderedOn }) => orderedOn },
    { header: say("coveredFrom"), kind: "day", width: 14, value: ({ coveredFrom }) => coveredFrom },
    { header: say("coveredThrough"), kind: "day", width: 14, value: ({ coveredThrough }) => coveredThrough },
    { header: say("status"), kind: "text", width: 14, value: ({ status }) => say(STATUS_TEXTS[status]) },
  ];
  return { name: say("title"), columns };
}
