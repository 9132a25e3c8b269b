/** Which days an entitlement line is covered, as a chart and in figures; and what being covered gives. */
import type { LocalDate } from "../platform/dates.ts";
import { CoverageTimeline } from "../web/charts/coverage-timeline.tsx";
import { Empty } from "../web/empty.tsx";
import { Section } from "../web/page.tsx";
import { type Column, DataTable, ExportLinks } from "../web/table.tsx";
import { Tag } from "../web/tag.tsx";
import { Day } from "../web/values.tsx";
import { BENEFITS, type Benefit, type Extent } from "./benefits.rules.ts";
import type { CoveredLine } from "./operations.ts";
import type { CoverageSay } from "./texts.ts";

/** A period, or the days without one between two and since the last. */
interface Stretch {
  readonly from: LocalDate;
  /** Null: to this day, and on. */
  readonly through: LocalDate | null;
  readonly kind: keyof typeof KINDS;
}

const KINDS = {
  license: "kindLicense",
  renewal: "kindRenewal",
  reinstatement: "kindReinstatement",
  gap: "kindGap",
} as const;

export function Coverage({ say, siteId, line }: { say: CoverageSay; siteId: string; line: CoveredLine }) {
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
        rows={stretchesOf(line)}
        rowKey={({ from }) => from}
        empty={<Empty title={say("noPeriods")}>{say("noPeriodsText")}</Empty>}
      />
      <p class="hint">{say("allLines")}</p>
      <ExportLinks csv={`/sites/${siteId}/coverage.csv`} xlsx={`/sites/${siteId}/coverage.xlsx`} />
    </Section>
  );
}

/** Covered and uncovered, in the order of their days. */
function stretchesOf({ periods, gaps }: CoveredLine): Stretch[] {
  const covered = periods.map(({ coveredFrom: from, coveredThrough: through, kind }) => ({
    from,
    through,
    kind,
  }));
  const uncovered = gaps.map((gap) => ({
    from: gap.uncoveredFrom,
    through: gap.uncoveredThrough,
    kind: "gap" as const,
  }));
  return [...covered, ...uncovered].sort((one, other) => (one.from < other.from ? -1 : 1));
}

/** What lapsed is drawn as a gap to this day: what is drawn after it would be a guess. */
function spansOf(say: CoverageSay, line: CoveredLine) {
  return stretchesOf(line).flatMap((stretch) => {
    const { from, through, kind } = stretch;
    const { tone, text } = stateOf(stretch, line.today);
    if (kind !== "gap") return through === null ? [] : [{ from, through, tone, state: say(text) }];
    return through === null ? [{ from, through: line.today, tone, state: say(text) }] : [];
  });
}

function stateOf({ from, through, kind }: Stretch, today: LocalDate) {
  if (kind === "gap") return { text: "stateGap", tone: "bad" } as const;
  if (through !== null && through < today) return { text: "stateEnded", tone: "plain" } as const;
  if (today < from) return { text: "stateAhead", tone: "info" } as const;
  return { text: "stateRunning", tone: "ok" } as const;
}

function periodColumns(say: CoverageSay, today: LocalDate): Column<Stretch>[] {
  return [
    { header: say("from"), cell: ({ from }) => <Day date={from} /> },
    {
      header: say("through"),
      cell: ({ through }) => (through === null ? say("untilNow") : <Day date={through} />),
    },
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
