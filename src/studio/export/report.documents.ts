/** A comparison as a printed report: all plans side by side, then each with its drawing, its dates and its lines. */
import { addDays, addMonths } from "../../platform/dates.ts";
import type { Drawing, Report, ReportSection, ReportTable } from "../../platform/pdf/report.ts";
import { monthsAround, placeOf, ticksOf } from "../../web/charts/scale.ts";
import { amountText, countText, dayText } from "../../web/locale/formats.ts";
import { explanationOf, signed, type Telling } from "../explanation.texts.ts";
import type { Simulation } from "../simulation/outcome.rules.ts";
import { type DrawnSpan, type PlanOutcome, spansOf } from "../simulation/outcome.rules.ts";
import type { SimulatedLine } from "../simulation/simulation.rules.ts";
import { studioSay } from "../texts.ts";

interface Printing {
  readonly telling: Telling;
  readonly vendorName: string;
  /** How many of the plans, the first ones, are told line by line. */
  readonly told: number;
}

const TONES = {
  ended: "plain",
  running: "ok",
  ahead: "info",
  renewal: "info",
  reinstatement: "warn",
  partial: "bad",
} as const;

/** A drawing of more lanes tells nothing on paper. */
const MOST_LANES = 60;
const PAST_MONTHS = 24;

export function reportOf(simulation: Simulation, { telling, vendorName, told }: Printing): Report {
  const { site, ground, assumed, outcomes } = simulation;
  const { language } = telling;
  const say = studioSay(language);
  const [first] = outcomes;
  const day = (date: Parameters<typeof dayText>[1]) => dayText(language, date, "long");
  return {
    issuer: vendorName,
    title: say("title"),
    facts: [
      { label: say("site"), value: `${site.name}\n${site.number}` },
      { label: say("decisionOn"), value: day(assumed.on) },
      {
        label: say("horizon"),
        value: `${say("months", { months: assumed.horizonMonths })}\n– ${day(first?.through ?? assumed.on)}`,
      },
      {
        label: say("priceList"),
        value: `${day(ground.pricesOn)}\n${say("levelIs", { level: ground.level })}`,
      },
      { label: say("priceChange"), value: `${signed(assumed.priceChangePercent)} %` },
      { label: say("printed"), value: day(ground.today) },
    ],
    sections: [
      {
        title: say("compareTitle"),
        lead: null,
        drawing: null,
        tables: [comparisonTable(outcomes, telling)],
        notes: [
          `${say("exclTax")} ${say("assumptions", { level: ground.level, day: day(ground.pricesOn) })} ${say("dayNote")}`,
          ...unpricedNotes(outcomes, telling),
        ],
      },
      ...outcomes.slice(0, told).map((outcome, index) => sectionOf(outcome, index, simulation, telling)),
    ],
    pageLabel: say("pageOf", { page: "{page}", pages: "{pages}" }),
  };
}

function unpricedNotes(outcomes: readonly PlanOutcome[], { language, sales }: Telling): string[] {
  const count = Math.max(0, ...outcomes.map(({ unpriced }) => unpriced));
  return count === 0 ? [] : [studioSay(language)("unpriced", { count, sales })];
}

function comparisonTable(outcomes: readonly PlanOutcome[], { language, ground }: Telling): ReportTable {
  const say = studioSay(language);
  const money = (amount: number) => amountText(language, { amount, currency: ground.currency });
  const count = (value: number) => countText(language, value);
  const years = [...new Set(outcomes.flatMap((outcome) => outcome.years.map(({ year }) => year)))].sort();
  const row = (name: string, cell: (outcome: PlanOutcome) => string) => [name, ...outcomes.map(cell)];
  return {
    title: say("outcome"),
    columns: [
      { label: "", isWide: true },
      ...outcomes.map(({ plan }, index) => ({ label: `${index + 1} · ${plan.name}`, isNumber: true })),
    ],
    rows: [
      row(say("cost"), ({ amount }) => money(amount)),
      row(say("chosenCost"), ({ chosenAmount }) => money(chosenAmount)),
      row(say("followingCost"), ({ amount, chosenAmount }) => money(amount - chosenAmount)),
      ...years.map((year) =>
        row(say("inYear", { year: String(year) }), (outcome) =>
          money(outcome.years.find((each) => each.year === year)?.amount ?? 0),
        ),
      ),
      row(say("covered"), ({ coveredDays }) => count(coveredDays)),
      row(say("uncovered"), ({ uncoveredDays }) => count(uncoveredDays)),
      row(say("linesWithGaps"), ({ linesWithGaps }) => count(linesWithGaps)),
    ],
  };
}

function sectionOf(
  outcome: PlanOutcome,
  index: number,
  simulation: Simulation,
  telling: Telling,
): ReportSection {
  const say = studioSay(telling.language);
  const { ground } = telling;
  const total = amountText(telling.language, { amount: outcome.amount, currency: ground.currency });
  return {
    title: `${index + 1} · ${outcome.plan.name}`,
    lead: `${say("cost")}: ${total} · ${say("uncovered")}: ${countText(telling.language, outcome.uncoveredDays)}`,
    drawing: outcome.lines.length > MOST_LANES ? null : drawingOf(outcome, simulation, telling),
    tables: [...eventTables(outcome, telling), linesTable(outcome, telling)],
    notes: [],
  };
}

function drawingOf({ lines, through }: PlanOutcome, { ground }: Simulation, { language }: Telling): Drawing {
  const say = studioSay(language);
  const range = monthsAround([addMonths(ground.today, -PAST_MONTHS), through]);
  const all = lines.map((line) => ({ line, spans: spansOf(line, ground.today, through) }));
  const states = [...new Set(all.flatMap(({ spans }) => spans.map(({ state }) => state)))];
  const isGhost = (state: DrawnSpan["state"]) => ["renewal", "reinstatement", "partial"].includes(state);
  return {
    ticks: ticksOf(range).map(({ on, style }) => ({
      at: placeOf(on, range),
      label: dayText(language, on, style),
    })),
    today: placeOf(ground.today, range),
    legend: states.map((state) => ({
      label: say(`state.${state}`),
      tone: TONES[state],
      isGhost: isGhost(state),
    })),
    lanes: all.map(({ line: { line }, spans }) => ({
      label: `${line.partNumber} × ${line.quantity} · ${line.orderNumber}/${line.orderLine}`,
      spans: spans
        .filter(({ from, through: last }) => last >= range.from && from < range.until)
        .map(({ from, through: last, state }) => {
          const at = placeOf(from, range);
          const share = Math.max(0.2, placeOf(addDays(last, 1), range) - at);
          return { from: at, share, tone: TONES[state], isGhost: isGhost(state) };
        }),
    })),
  };
}

function eventTables({ events }: PlanOutcome, { language, ground }: Telling): ReportTable[] {
  const say = studioSay(language);
  if (events.length === 0) return [];
  return [
    {
      title: say("whatHappens"),
      columns: [
        { label: say("day") },
        { label: say("event"), isWide: true },
        { label: say("lines"), isNumber: true },
        { label: say("cost"), isNumber: true },
      ],
      rows: events.map(({ on, what, lines, amount }) => [
        dayText(language, on),
        say(`event.${what}`),
        countText(language, lines),
        amount === null ? "–" : amountText(language, { amount, currency: ground.currency }),
      ]),
    },
  ];
}

function linesTable({ lines }: PlanOutcome, telling: Telling): ReportTable {
  const say = studioSay(telling.language);
  return {
    title: say("perLine"),
    columns: [
      { label: say("line") },
      { label: say("licenses"), isNumber: true },
      { label: say("choice") },
      { label: say("coverageColumn") },
      { label: say("whole"), isNumber: true },
      { label: say("gapDays"), isNumber: true },
      { label: say("why"), isWide: true },
    ],
    rows: lines.map((line) => lineRow(line, telling)),
  };
}

function lineRow(result: SimulatedLine, telling: Telling): string[] {
  const { language, ground } = telling;
  const say = studioSay(language);
  const { line, choice, steps, amount, uncoveredDays } = result;
  const step = steps.find(({ isFollowing }) => !isFollowing);
  const { orders, notes, gaps, following } = explanationOf(result, telling);
  const told = orders.map(({ text, formula }) => (formula === null ? text : `${text}\n${formula}`));
  const why = [...told, ...notes, ...gaps, ...(following === null ? [] : [following])];
  return [
    `${line.productName}\n${line.partNumber}\n${line.orderNumber}/${line.orderLine}`,
    countText(language, line.quantity),
    [
      say(`choice.${choice.choice}`),
      ...(step === undefined ? [] : [say("orderOn", { day: dayText(language, step.on) })]),
    ].join("\n"),
    step === undefined
      ? "–"
      : `${dayText(language, step.coveredFrom)} –\n${dayText(language, step.coveredThrough)}`,
    amountText(language, { amount, currency: ground.currency }),
    countText(language, uncoveredDays),
    [say(`rule.${result.rule}`), ...why, say("rule", { rule: result.rule })].join("\n"),
  ];
}
