/** Simulated lines as a sheet: one row for each line of each plan. */
import type { Language } from "../../platform/language.ts";
import { decimalsOf } from "../../platform/money.ts";
import type { SheetColumn } from "../../platform/sheets/columns.ts";
import { plainExplanation, type Telling } from "../explanation.texts.ts";
import type { PlanOutcome } from "../simulation/outcome.rules.ts";
import type { SimulatedLine } from "../simulation/simulation.rules.ts";
import type { Step } from "../simulation/steps.rules.ts";
import { studioSay } from "../texts.ts";

export interface SheetRow {
  readonly plan: string;
  readonly result: SimulatedLine;
  /** The choice's own order; null when nothing is ordered for it. */
  readonly step: Step | null;
}

export function sheetRows(outcomes: readonly PlanOutcome[]): SheetRow[] {
  return outcomes.flatMap(({ plan, lines }) =>
    lines.map((result) => ({
      plan: plan.name,
      result,
      step: result.steps.find(({ isFollowing }) => !isFollowing) ?? null,
    })),
  );
}

export function sheetColumns(language: Language, telling: Telling): SheetColumn<SheetRow>[] {
  const say = studioSay(language);
  const { currency } = telling.ground;
  const money = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? null : amount / 10 ** decimalsOf(currency);
  return [
    { header: say("scenario"), kind: "text", width: 24, value: ({ plan }) => plan },
    { header: say("product"), kind: "text", width: 32, value: ({ result }) => result.line.productName },
    { header: say("part"), kind: "text", width: 12, value: ({ result }) => result.line.partNumber },
    {
      header: say("order"),
      kind: "text",
      width: 16,
      value: ({ result: { line } }) => `${line.orderNumber}/${line.orderLine}`,
    },
    { header: say("licenses"), kind: "number", width: 10, value: ({ result }) => result.line.quantity },
    {
      header: say("coveredThrough"),
      kind: "day",
      width: 14,
      value: ({ result }) => result.line.coveredThrough,
    },
    {
      header: say("choice"),
      kind: "text",
      width: 24,
      value: ({ result }) => say(`choice.${result.choice.choice}`),
    },
    { header: say("orderedOn"), kind: "day", width: 12, value: ({ step }) => step?.on ?? null },
    { header: say("coveredFrom"), kind: "day", width: 12, value: ({ step }) => step?.coveredFrom ?? null },
    { header: say("newEnd"), kind: "day", width: 12, value: ({ step }) => step?.coveredThrough ?? null },
    { header: say("number"), kind: "number", width: 8, value: ({ step }) => step?.quantity ?? null },
    { header: say("monthsColumn"), kind: "number", width: 8, value: ({ step }) => step?.months ?? null },
    { header: say("unitPrice"), kind: "number", width: 14, value: ({ step }) => money(step?.unitPrice) },
    { header: say("amount"), kind: "number", width: 14, value: ({ step }) => money(step?.amount) },
    { header: say("whole"), kind: "number", width: 14, value: ({ result }) => money(result.amount) },
    { header: say("currency"), kind: "text", width: 8, value: () => currency },
    { header: say("covered"), kind: "number", width: 12, value: ({ result }) => result.coveredDays },
    { header: say("uncovered"), kind: "number", width: 12, value: ({ result }) => result.uncoveredDays },
    { header: say("why"), kind: "text", width: 30, value: ({ result }) => say(`rule.${result.rule}`) },
    { header: say("ruleNumber"), kind: "text", width: 10, value: ({ result }) => result.rule },
    {
      header: say("explained"),
      kind: "text",
      width: 80,
      value: ({ result }) => plainExplanation(result, telling),
    },
  ];
}
