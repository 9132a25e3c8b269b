/** Keys and hosts as sheets, with the columns that their pages show. */
import type { Language } from "../../platform/language.ts";
import type { SheetColumn } from "../../platform/sheets/columns.ts";
import type { ListedHost } from "../hosts/list.store.ts";
import { keySay } from "../texts.ts";
import type { ShownKey } from "./shown.documents.ts";

/** Instants are told in UTC, to the minute: a sheet has no reader's zone. */
const minuteOf = (instant: string | null): string | null =>
  instant === null ? null : `${instant.slice(0, 10)} ${instant.slice(11, 16)}Z`;

export function keySheet(language: Language): { name: string; columns: SheetColumn<ShownKey>[] } {
  const say = keySay(language);
  const columns: SheetColumn<ShownKey>[] = [
    { header: say("product"), kind: "text", width: 36, value: ({ productName }) => productName },
    { header: say("quantity"), kind: "number", width: 9, value: ({ quantity }) => quantity },
    { header: say("host"), kind: "text", width: 24, value: ({ hostName }) => hostName },
    {
      header: say("hostKind"),
      kind: "text",
      width: 18,
      value: ({ hostKind }) => (hostKind === null ? null : say(`kind.${hostKind}`)),
    },
    { header: say("hostValue"), kind: "text", width: 24, value: ({ hostValue }) => hostValue },
    {
      header: say("delivery"),
      kind: "text",
      width: 14,
      value: ({ delivery }) => say(`delivery.${delivery}`),
    },
    { header: say("lock"), kind: "text", width: 14, value: ({ lock }) => say(`lock.${lock}`) },
    { header: say("opensVersion"), kind: "text", width: 14, value: ({ version }) => version },
    {
      header: say("opensThrough"),
      kind: "day",
      width: 14,
      value: ({ scheme, coveredThrough }) => (scheme === "date-based" ? coveredThrough : null),
    },
    { header: say("state"), kind: "text", width: 12, value: ({ state }) => say(`state.${state}`) },
    { header: say("issuedAt"), kind: "text", width: 18, value: ({ issuedAt }) => minuteOf(issuedAt) },
    {
      header: say("issuedBy"),
      kind: "text",
      width: 20,
      value: ({ ticket, personName }) => (ticket === null ? personName : say("vendor")),
    },
    { header: say("endedAt"), kind: "text", width: 18, value: ({ endedAt }) => minuteOf(endedAt) },
    { header: say("order"), kind: "text", width: 16, value: ({ orderNumber }) => orderNumber },
    { header: say("part"), kind: "text", width: 14, value: ({ partNumber }) => partNumber },
  ];
  return { name: say("keys"), columns };
}

export function hostSheet(language: Language): { name: string; columns: SheetColumn<ListedHost>[] } {
  const say = keySay(language);
  const columns: SheetColumn<ListedHost>[] = [
    { header: say("host"), kind: "text", width: 24, value: ({ name }) => name },
    { header: say("hostKind"), kind: "text", width: 18, value: ({ kind }) => say(`kind.${kind}`) },
    { header: say("hostValue"), kind: "text", width: 24, value: ({ value }) => value },
    { header: say("product"), kind: "text", width: 40, value: ({ products }) => products.join(", ") },
    { header: say("quantity"), kind: "number", width: 9, value: ({ quantity }) => quantity },
    { header: say("file"), kind: "number", width: 9, value: ({ fileSequence }) => fileSequence },
    { header: say("addedAt"), kind: "text", width: 18, value: ({ addedAt }) => minuteOf(addedAt) },
  ];
  return { name: say("hosts"), columns };
}
