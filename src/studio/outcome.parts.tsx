/** What plans come to, side by side: cost, years, days; and what happens when. */
import type { ComponentChildren } from "preact";
import { amountText, dayText } from "../web/locale/formats.ts";
import { useReader } from "../web/locale/reader.ts";
import { type Column, DataTable } from "../web/table.tsx";
import { Tag } from "../web/tag.tsx";
import { Amount, Count, Day } from "../web/values.tsx";
import { signed } from "./explanation.texts.ts";
import type { Assumptions } from "./simulation/choices.data.ts";
import type { Ground } from "./simulation/ground.data.ts";
import type { PlanEvent, PlanOutcome } from "./simulation/outcome.rules.ts";
import type { StudioSay } from "./texts.ts";

interface ComparisonProps {
  say: StudioSay;
  ground: Ground;
  outcomes: readonly PlanOutcome[];
}

interface Metric {
  name: string;
  cell: (outcome: PlanOutcome) => ComponentChildren;
}

/** One column for each plan; the first is what the others are measured by. */
export function Comparison({ say, ground, outcomes }: ComparisonProps) {
  const columns: Column<Metric>[] = [
    { header: say("outcome"), cell: ({ name }) => name },
    ...outcomes.map((outcome, index) => ({
      header: `${index + 1} · ${outcome.plan.name}`,
      cell: ({ cell }: Metric) => cell(outcome),
    })),
  ];
  return (
    <DataTable
      caption={say("outcome")}
      columns={columns}
      rows={metricsOf({ say, ground, outcomes })}
      rowKey={({ name }) => name}
      empty={null}
    />
  );
}

function metricsOf({ say, ground, outcomes }: ComparisonProps): Metric[] {
  const money = (amount: number) => <Amount money={{ amount, currency: ground.currency }} />;
  const most = Math.max(1, ...outcomes.map(({ amount }) => amount));
  const years = [...new Set(outcomes.flatMap((outcome) => outcome.years.map(({ year }) => year)))].sort();
  const first = outcomes[0]?.amount ?? 0;
  const difference = {
    name: say("difference"),
    cell: ({ amount }: PlanOutcome) => <Difference say={say} ground={ground} amount={amount - first} />,
  };
  return [
    {
      name: say("cost"),
      cell: ({ amount }) => (
        <div>
          <strong>{money(amount)}</strong>
          <Bar parts={[{ tone: "info", share: amount / most }]} />
        </div>
      ),
    },
    ...(outcomes.length > 1 ? [difference] : []),
    { name: say("chosenCost"), cell: ({ chosenAmount }) => money(chosenAmount) },
    { name: say("followingCost"), cell: ({ amount, chosenAmount }) => money(amount - chosenAmount) },
    ...years.map((year) => ({
      name: say("inYear", { year: String(year) }),
      cell: (outcome: PlanOutcome) => money(outcome.years.find((each) => each.year === year)?.amount ?? 0),
    })),
    { name: say("covered"), cell: ({ coveredDays }) => <Count value={coveredDays} /> },
    { name: say("uncovered"), cell: (outcome) => <Uncovered outcome={outcome} /> },
    { name: say("linesWithGaps"), cell: ({ linesWithGaps }) => <Count value={linesWithGaps} /> },
  ];
}

function Uncovered({ outcome: { coveredDays, uncoveredDays } }: { outcome: PlanOutcome }) {
  const all = Math.max(1, coveredDays + uncoveredDays);
  return (
    <div>
      {uncoveredDays === 0 ? (
        <Count value={0} />
      ) : (
        <Tag tone="bad">
          <Count value={uncoveredDays} />
        </Tag>
      )}
      <Bar
        parts={[
          { tone: "ok", share: coveredDays / all },
          { tone: "bad", share: uncoveredDays / all },
        ]}
      />
    </div>
  );
}

function Difference({ say, ground, amount }: { say: StudioSay; ground: Ground; amount: number }) {
  const { language } = useReader();
  if (amount === 0) return <>{say("same")}</>;
  const text = amountText(language, { amount: Math.abs(amount), currency: ground.currency });
  return <>{say(amount < 0 ? "cheaper" : "dearer", { amount: text })}</>;
}

/** For the eye alone: the figure stands beside it. */
function Bar({ parts }: { parts: readonly { tone: string; share: number }[] }) {
  let x = 0;
  return (
    <svg class="cell-bar" aria-hidden="true">
      {parts.map(({ tone, share }) => {
        const from = x;
        x += 100 * share;
        return share === 0 ? null : (
          <rect key={tone} class={`fill ${tone}`} x={`${from}%`} width={`${100 * share}%`} height="100%" />
        );
      })}
    </svg>
  );
}

interface AssumedProps {
  say: StudioSay;
  ground: Ground;
  assumed: Assumptions;
  outcomes: readonly PlanOutcome[];
  sales: string;
}

export function Assumed({ say, ground, assumed, outcomes, sales }: AssumedProps) {
  const { language } = useReader();
  const { level, pricesOn } = ground;
  const unpriced = Math.max(0, ...outcomes.map((outcome) => outcome.unpriced));
  const percent = signed(assumed.priceChangePercent);
  return (
    <p class="hint">
      {say("exclTax")} {say("assumptions", { level, day: dayText(language, pricesOn) })}{" "}
      {assumed.priceChangePercent !== 0 && `${say("assumedChange", { percent })} `}
      {say("dayNote")} {unpriced > 0 && <strong>{say("unpriced", { count: unpriced, sales })}</strong>}
    </p>
  );
}

const EVENT_TONES = { renewal: "info", reinstatement: "warn", license: "info", lapse: "bad" } as const;

export function Events({ say, ground, outcome }: { say: StudioSay; ground: Ground; outcome: PlanOutcome }) {
  const columns: Column<PlanEvent>[] = [
    { header: say("day"), cell: ({ on }) => <Day date={on} /> },
    { header: say("event"), cell: ({ what }) => <Tag tone={EVENT_TONES[what]}>{say(`event.${what}`)}</Tag> },
    { header: say("lines"), cell: ({ lines }) => <Count value={lines} />, isNumeric: true },
    {
      header: say("cost"),
      cell: ({ amount }) => <Amount money={amount === null ? null : { amount, currency: ground.currency }} />,
      isNumeric: true,
    },
  ];
  return (
    <DataTable
      caption={`${say("whatHappens")} (${outcome.plan.name})`}
      columns={columns}
      rows={outcome.events}
      rowKey={({ on, what }) => `${on} ${what}`}
      empty={null}
    />
  );
}
