/** Line by line: what is ordered, which days are covered, what it costs and by which rule. */
import { dayText } from "../web/locale/formats.ts";
import { useReader } from "../web/locale/reader.ts";
import { type Column, DataTable } from "../web/table.tsx";
import { Tag } from "../web/tag.tsx";
import { Absent, Amount, Day } from "../web/values.tsx";
import { LineName } from "./choices.parts.tsx";
import { explanationOf, type Telling } from "./explanation.texts.ts";
import type { PlanOutcome } from "./simulation/outcome.rules.ts";
import type { SimulatedLine } from "./simulation/simulation.rules.ts";
import type { Step } from "./simulation/steps.rules.ts";
import type { StudioSay } from "./texts.ts";

interface LinesProps {
  say: StudioSay;
  siteId: string;
  telling: Telling;
  outcome: PlanOutcome;
  /** Those of this page. */
  lines: readonly SimulatedLine[];
}

export function OutcomeLines({ say, siteId, telling, outcome, lines }: LinesProps) {
  const money = (amount: number | null) =>
    amount === null ? null : { amount, currency: telling.ground.currency };
  const columns: Column<SimulatedLine>[] = [
    { header: say("line"), cell: ({ line }) => <LineName line={line} siteId={siteId} /> },
    { header: say("choice"), cell: (line) => <Chosen say={say} line={line} /> },
    { header: say("coverageColumn"), cell: (line) => <CoverageOf step={ownStep(line)} /> },
    { header: say("cost"), cell: (line) => <Amount money={money(costOf(line))} />, isNumeric: true },
    { header: say("whole"), cell: ({ amount }) => <Amount money={money(amount)} />, isNumeric: true },
    {
      header: say("gapDays"),
      cell: ({ uncoveredDays: days }) =>
        days === 0 ? say("dayCount", { days }) : <Tag tone="bad">{say("dayCount", { days })}</Tag>,
    },
    {
      header: say("why"),
      cell: (line) => (
        <Why say={say} line={line} telling={telling} isOpen={line.choice !== outcome.plan.standard} />
      ),
    },
  ];
  return (
    <DataTable
      caption={say("perLine")}
      columns={columns}
      rows={lines}
      rowKey={({ line }) => line.lineId}
      empty={null}
    />
  );
}

function Chosen({ say, line }: { say: StudioSay; line: SimulatedLine }) {
  const { language } = useReader();
  const step = ownStep(line);
  return (
    <span>
      {say(`choice.${line.choice.choice}`)}
      {step !== undefined && (
        <small class="under nowrap">{say("orderOn", { day: dayText(language, step.on) })}</small>
      )}
    </span>
  );
}

function ownStep({ steps }: SimulatedLine): Step | undefined {
  return steps.find(({ isFollowing }) => !isFollowing);
}

/** Of the choice's own orders; null when one of them has no price. */
function costOf({ steps }: SimulatedLine): number | null {
  const own = steps.filter(({ isFollowing }) => !isFollowing);
  return own.reduce<number | null>(
    (sum, { amount }) => (sum === null || amount === null ? null : sum + amount),
    0,
  );
}

function CoverageOf({ step }: { step: Step | undefined }) {
  if (step === undefined) return <Absent />;
  return (
    <span>
      <Day date={step.coveredFrom} /> – <Day date={step.coveredThrough} />
    </span>
  );
}

interface WhyProps {
  say: StudioSay;
  line: SimulatedLine;
  telling: Telling;
  /** Chosen for this line: its reader wants to know. */
  isOpen: boolean;
}

/** The rule in a few words; unfolded, the sentences and the formula with its numbers. */
function Why({ say, line, telling, isOpen }: WhyProps) {
  const { orders, notes, gaps, following } = explanationOf(line, telling);
  return (
    <details id={`why-${line.line.lineId}`} class="why" open={isOpen}>
      <summary>{say(`rule.${line.rule}`)}</summary>
      <ul>
        {orders.map(({ text, formula }) => (
          <li key={text}>
            {text} {formula !== null && <strong class="formula">{formula}</strong>}
          </li>
        ))}
        {[...notes, ...gaps].map((text) => (
          <li key={text}>{text}</li>
        ))}
        {following !== null && <li>{following}</li>}
        <li>
          <small>{say("rule", { rule: line.rule })}</small>
        </li>
      </ul>
    </details>
  );
}
