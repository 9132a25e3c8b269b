/** Coverage at a glance: how many lines are covered, what ends when, and what ends next. */

import type { EndingLine } from "../entitlements/index.ts";
import { daysBetween, type LocalDate } from "../platform/dates.ts";
import { MonthColumns } from "../web/charts/month-columns.tsx";
import { ShareBar } from "../web/charts/share-bar.tsx";
import { Empty } from "../web/empty.tsx";
import { Figures } from "../web/facts.tsx";
import { withQuery } from "../web/filter.tsx";
import { Section } from "../web/page.tsx";
import { type Column, DataTable } from "../web/table.tsx";
import { Count, Day } from "../web/values.tsx";
import type { Coverage } from "./operations.ts";
import type { HomeSay } from "./texts.ts";

export function linesHref(siteId: string, status?: "active" | "lapsed"): string {
  return withQuery(
    `/sites/${siteId}/entitlements`,
    status === undefined ? {} : { status, sort: "coveredThrough" },
  );
}

interface CoverageProps {
  say: HomeSay;
  siteId: string;
  coverage: Coverage;
}

export function CoverageSection({ say, siteId, coverage }: CoverageProps) {
  const { active, endingIn90Days, lapsed, uncovered, coveredProducts } = coverage.count;
  if (active + lapsed + uncovered === 0) {
    return (
      <Section title={say("coverageTitle")}>
        <Empty title={say("nothingOwned")}>{say("nothingOwnedText")}</Empty>
      </Section>
    );
  }
  const [covered, ended] = [linesHref(siteId, "active"), linesHref(siteId, "lapsed")];
  return (
    <Section title={say("coverageTitle")}>
      <Figures
        items={[
          { label: say("linesCovered"), value: active, tone: "ok", href: covered },
          {
            label: say("endingSoon"),
            value: endingIn90Days,
            tone: endingIn90Days > 0 ? "warn" : "plain",
            href: covered,
          },
          { label: say("linesLapsed"), value: lapsed, tone: lapsed > 0 ? "bad" : "plain", href: ended },
          { label: say("productsCovered"), value: coveredProducts },
        ]}
      />
      <ShareBar
        label={say("coverageChart")}
        parts={[
          { label: say("covered"), value: active - endingIn90Days, tone: "ok" },
          { label: say("endingSoon"), value: endingIn90Days, tone: "warn" },
          { label: say("lapsed"), value: lapsed, tone: "bad" },
          { label: say("uncovered"), value: uncovered, tone: "plain" },
        ]}
      />
      {active > 0 && (
        <MonthColumns label={say("monthsChart")} unit={say("monthsUnit")} months={coverage.endingByMonth} />
      )}
    </Section>
  );
}

export function EndingSection({ say, siteId, coverage, today }: CoverageProps & { today: LocalDate }) {
  const columns: Column<EndingLine>[] = [
    {
      header: say("product"),
      cell: ({ id, productName }) => <a href={`/sites/${siteId}/entitlements/${id}`}>{productName}</a>,
    },
    { header: say("part"), cell: ({ partNumber }) => partNumber, isNowrap: true },
    { header: say("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    { header: say("coveredThrough"), cell: ({ coveredThrough }) => <Day date={coveredThrough} /> },
    {
      header: say("daysLeft"),
      cell: ({ coveredThrough }) => <Count value={daysBetween(today, coveredThrough)} />,
      isNumeric: true,
    },
  ];
  return (
    <Section title={say("endingTitle")} actions={<a href={linesHref(siteId, "active")}>{say("showAll")}</a>}>
      <DataTable
        caption={say("endingTitle")}
        columns={columns}
        rows={coverage.endingNext}
        rowKey={({ id }) => id}
        empty={<Empty title={say("endingNone")} />}
      />
    </Section>
  );
}
