/** Which days an entitlement line is covered, as a chart and in figures; and what being covered gives. */
import type { LocalDate } from "../platform/dates.ts";
import { CoverageTimeline } from "../web/charts/coverage-timeline.tsx";
import { Empty } from "../web/empty.tsx";
import { Section } from "../web/page.tsx";
import { type Column, DataTable } from "../web/table.tsx";
import { Tag } from "../web/tag.tsx";
import { Day } from "../web/values.tsx";
import { BENEFITS, type Benefit, type Extent } from "./benefits.rules.ts";
import type { CoveredLine } from "./operations.ts";
import type { CoverageSay } from "./texts.ts";

type Period = CoveredLine["periods"][number];

const KINDS = { license: "kindLicense", renewal: "kindRenewal", reinstatement: "kindReinstatement" } as const;

export function Coverage({ say, line }: { say: CoverageSay; line: CoveredLine }) {
  const { periods, today } = line;
  return (
    <Section title={say("coverage")}>
      {periods.length > 0 && (
        <CoverageTimeline
          label={say("timeline")}
          today={today}
          rows={[
            { id: line.id, label: line.partNumber, detail: line.productName, spans: spansOf(say, line) },
          ]}
        />
      )}
      <DataTable
        caption={say("periods")}
        columns={periodColumns(say, today)}
        rows={periods}
        rowKey={({ coveredFrom }) => coveredFrom}
        empty={<Empty title={say("noPeriods")}>{say("noPeriodsText")}</Empty>}
      />
    </Section>
  );
}

function spansOf(say: CoverageSay, { periods, today }: CoveredLine) {
  return periods.map((period) => ({
    from: period.coveredFrom,
    through: period.coveredThrough,
    tone: stateOf(period, today).tone,
    state: say(stateOf(period, today).text),
  }));
}

function stateOf({ coveredFrom, coveredThrough }: Period, today: LocalDate) {
  if (coveredThrough < today) return { text: "stateEnded", tone: "plain" } as const;
  if (today < coveredFrom) return { text: "stateAhead", tone: "info" } as const;
  return { text: "stateRunning", tone: "ok" } as const;
}

function periodColumns(say: CoverageSay, today: LocalDate): Column<Period>[] {
  return [
    { header: say("from"), cell: ({ coveredFrom }) => <Day date={coveredFrom} /> },
    { header: say("through"), cell: ({ coveredThrough }) => <Day date={coveredThrough} /> },
    { header: say("broughtBy"), cell: ({ kind }) => say(KINDS[kind]) },
    {
      header: say("status"),
      cell: (period) => <Tag tone={stateOf(period, today).tone}>{say(stateOf(period, today).text)}</Tag>,
    },
  ];
}

/** The column that holds for this line says so, in words. */
export function Benefits({ say, isActive }: { say: CoverageSay; isActive: boolean }) {
  const mine = (label: string, isMine: boolean) => (isMine ? say("yours", { label }) : label);
  const columns: Column<Benefit>[] = [
    { header: say("benefit"), cell: ({ name }) => say(name) },
    { header: mine(say("without"), !isActive), cell: ({ without }) => <Given say={say} extent={without} /> },
    { header: mine(say("with"), isActive), cell: (benefit) => <Given say={say} extent={benefit.with} /> },
  ];
  return (
    <Section title={say("benefits")}>
      <DataTable
        caption={say("benefits")}
        columns={columns}
        rows={BENEFITS}
        rowKey={({ name }) => name}
        empty={null}
      />
      <p class="hint">{say("benefitsNote")}</p>
    </Section>
  );
}

function Given({ say, extent }: { say: CoverageSay; extent: Extent }) {
  return <>{say(`extent.${extent}`)}</>;
}
