/** Pools of a site as a sheet, with the columns that the desk shows. */
import type { Language } from "../../platform/language.ts";
import type { SheetColumn } from "../../platform/sheets/columns.ts";
import type { KeyPool, LicenseKey } from "../key.data.ts";
import { keySay } from "../texts.ts";
import { deskSay } from "./texts.ts";

export function poolSheet(language: Language): { name: string; columns: SheetColumn<KeyPool>[] } {
  const say = deskSay(language);
  const columns: SheetColumn<KeyPool>[] = [
    { header: say("product"), kind: "text", width: 36, value: ({ productName }) => productName },
    { header: say("part"), kind: "text", width: 14, value: ({ partNumber }) => partNumber },
    { header: say("order"), kind: "text", width: 16, value: ({ orderNumber }) => orderNumber },
    { header: say("line"), kind: "number", width: 6, value: ({ orderLine }) => orderLine },
    { header: say("quantity"), kind: "number", width: 9, value: ({ quantity }) => quantity },
    { header: say("issued"), kind: "number", width: 9, value: ({ issued }) => issued },
    { header: say("available"), kind: "number", width: 9, value: ({ available }) => available },
    { header: say("excess"), kind: "number", width: 9, value: ({ excess }) => excess },
    { header: say("coveredThrough"), kind: "day", width: 14, value: ({ coveredThrough }) => coveredThrough },
  ];
  return { name: say("pools"), columns };
}

export function siteKeySheet(language: Language): { name: string; columns: SheetColumn<LicenseKey>[] } {
  const say = deskSay(language);
  const words = keySay(language);
  const columns: SheetColumn<LicenseKey>[] = [
    { header: say("product"), kind: "text", width: 36, value: ({ productName }) => productName },
    { header: say("quantity"), kind: "number", width: 9, value: ({ quantity }) => quantity },
    { header: say("host"), kind: "text", width: 24, value: ({ hostName }) => hostName },
    { header: say("hostValue"), kind: "text", width: 24, value: ({ hostValue }) => hostValue },
    { header: say("way"), kind: "text", width: 14, value: ({ delivery }) => words(`delivery.${delivery}`) },
    { header: say("kind"), kind: "text", width: 14, value: ({ kind }) => say(`kind.${kind}`) },
    { header: say("order"), kind: "text", width: 16, value: ({ orderNumber }) => orderNumber },
    {
      header: say("issuedAt"),
      kind: "text",
      width: 18,
      value: ({ issuedAt }) => `${issuedAt.slice(0, 16)}Z`,
    },
    { header: say("ticket"), kind: "text", width: 16, value: ({ ticket }) => ticket },
  ];
  return { name: say("keys"), columns };
}
