/** The shapes in which the API tells of transfers. */
import { z } from "zod";
import { PROGRAMS } from "../../access/index.ts";
import { WAITS } from "../rules.ts";
import { SIDES, STATES, STEPS } from "../transfer.data.ts";
import type { ShownTransfer, TransferInList } from "./shown.documents.ts";

const SiteShape = z.object({
  siteNumber: z.string(),
  name: z.string().nullable().describe("Of the other site: told once its primary contact has consented"),
  program: z.enum(PROGRAMS).nullable(),
});

const LineShape = z.object({
  place: z.int(),
  lineId: z.string().nullable().describe("The entitlement line at the giving site; null at the other one"),
  orderNumber: z.string().nullable(),
  orderLine: z.int().nullable(),
  productCode: z.string(),
  productName: z.string(),
  partNumber: z.string(),
  quantity: z.int(),
  becomes: z
    .string()
    .nullable()
    .describe("Its part number at the getting site; null: not known yet, license support enters it"),
});

const Listed = {
  id: z.string(),
  side: z.enum(["source", "target"]).describe("Which of the two sites this one is"),
  kind: z.enum(["site", "migration"]).nullable().describe("Null until the getting site's program is known"),
  state: z.enum(STATES).describe("The getting site sees `requested` until it is over"),
  requestedAt: z.iso.datetime(),
  source: SiteShape,
  target: SiteShape,
  isSameCustomer: z.boolean().nullable(),
  isSecondExpressSite: z.boolean().describe("Express to Express: it cannot be executed (BR-78h)"),
  lines: z.array(LineShape),
  waits: z.array(z.enum(WAITS)).describe("What it waits for"),
  sourceConsentedAt: z.iso.datetime().nullable(),
  targetConsentedAt: z.iso.datetime().nullable(),
  targetOrder: z.string().nullable().describe("The order by which the getting site has the lines"),
};

export const TransferLineReply = z.object(Listed).meta({ id: "TransferSummary" });

export const StepShape = z.object({
  step: z.enum(STEPS),
  side: z.enum(SIDES).describe("`portal`: it followed by itself"),
  at: z.iso.datetime(),
  by: z.string().nullable().describe("Of the own side alone"),
  ticket: z.string().nullable(),
  note: z.string().nullable().describe("Of the own side, or of license support to both"),
});

export const HeldShape = z.object({
  lineId: z.string(),
  keyId: z.string(),
  productName: z.string(),
  quantity: z.int(),
  delivery: z.enum(["file", "online"]),
  kind: z.enum(["permanent", "emergency"]),
  hostName: z.string().nullable(),
});

export const TransferReply = z
  .object({
    ...Listed,
    keysOut: z.array(HeldShape).describe("Keys in force of these lines: returned before anything moves"),
    steps: z.array(StepShape).describe("The history, as far as this side may know it"),
  })
  .meta({ id: "Transfer" });

export function summaryOf({ source, target, lines, waits, ...rest }: TransferInList) {
  const { milestone: _, changedAt: __, ...transfer } = rest;
  return {
    ...transfer,
    source: siteOf(source),
    target: siteOf(target),
    lines: [...lines],
    waits: [...waits],
  };
}

function siteOf({ number, name, program }: TransferInList["source"]) {
  return { siteNumber: number, name, program };
}

export function transferOf({ held, steps, may: _, ...transfer }: ShownTransfer) {
  return {
    ...summaryOf(transfer),
    keysOut: [...held],
    steps: steps.map(({ place: _place, ...step }) => step),
  };
}
