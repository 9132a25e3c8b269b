/** The operator's screen of renewals: where they stand, what they are worth, what stands in their way. */
import type { Listed } from "../../platform/http/lists.ts";
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { Facts, Figures } from "../../web/facts.tsx";
import { withQuery } from "../../web/filter.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../web/table.tsx";
import { Count, Day, PersonName, When } from "../../web/values.tsx";
import type { PipelineSummary } from "./operations.ts";
import type { PipelineQuote, RunFault, RunState, UnpricedLine } from "./pipeline.data.ts";
import { PIPELINE_PATH, type PipelineQuestion, QuotesSection, queryOf } from "./quotes.parts.tsx";
import { RehearseSection } from "./rehearsal.parts.tsx";
import { type PipelineSay, pipelineSay } from "./texts.ts";
import { ValueSection } from "./value.parts.tsx";

interface PipelineProps {
  chrome: Chrome;
  question: PipelineQuestion;
  summary: PipelineSummary;
  page: Listed<PipelineQuote>;
  mayRehearse: boolean;
}

const TONES = { due: "warn", lapsing: "bad", lapsed: "bad", ordered: "ok" } as const;

export function PipelinePage({ chrome, question, summary, page, mayRehearse }: PipelineProps) {
  const { language } = chrome;
  const say = pipelineSay(language);
  const figures = summary.stages.map(({ stage, count }) => ({
    label: say(`stage.${stage}`),
    value: count,
    href: withQuery(PIPELINE_PATH, { ...queryOf(question), stage }),
    ...(stage in TONES && count > 0 ? { tone: TONES[stage as keyof typeof TONES] } : {}),
  }));
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      <Section title={say("stages")}>
        <Figures items={figures} />
      </Section>
      <ValueSection say={say} summary={summary} />
      <QuotesSection say={say} language={language} question={question} summary={summary} page={page} />
      <UnpricedSection say={say} lines={summary.unpriced} />
      <RunSection say={say} run={summary.run} />
      {mayRehearse && <RehearseSection say={say} entered={{ on: summary.today, siteNumber: "" }} />}
    </Page>
  );
}

function UnpricedSection({ say, lines }: { say: PipelineSay; lines: readonly UnpricedLine[] }) {
  const columns: Column<UnpricedLine>[] = [
    { header: say("quote"), cell: ({ number }) => <Code>{number}</Code> },
    {
      header: say("site"),
      cell: ({ siteName, siteNumber }) => <PersonName name={siteName} romanized={siteNumber} />,
    },
    {
      header: say("line"),
      cell: ({ orderNumber, orderLine }) => <Code>{`${orderNumber}/${orderLine}`}</Code>,
    },
    { header: say("product"), cell: ({ productName }) => <bdi>{productName}</bdi> },
    {
      header: say("missing"),
      cell: ({ partNumber: part, currency, level }) =>
        part === null ? say("noPart") : say("noPrice", { part, currency, level }),
    },
  ];
  return (
    <Section title={say("unpricedTitle")}>
      {lines.length > 0 && <p>{say("unpricedLead")}</p>}
      <DataTable
        caption={say("unpricedTitle")}
        columns={columns}
        rows={lines}
        rowKey={({ quoteId, orderNumber, orderLine }) => `${quoteId} ${orderNumber} ${orderLine}`}
        empty={<Empty title={say("unpricedNone")} />}
      />
    </Section>
  );
}

function RunSection({ say, run }: { say: PipelineSay; run: RunState }) {
  const columns: Column<RunFault>[] = [
    { header: say("site"), cell: ({ siteNumber }) => <Code>{siteNumber}</Code> },
    { header: say("fault"), cell: ({ failure }) => <bdi lang="en">{failure}</bdi> },
    { header: say("failedAt"), cell: ({ failedAt }) => <When at={failedAt} /> },
  ];
  return (
    <Section title={say("runTitle")}>
      <Facts
        items={[
          { label: say("runSites"), value: <Count value={run.siteCount} /> },
          {
            label: say("runThrough"),
            value: run.checkedThrough === null ? say("runNever") : <Day date={run.checkedThrough} />,
          },
          { label: say("runNewest"), value: <Day date={run.newestDay} /> },
          { label: say("runFaults"), value: <Count value={run.faultCount} /> },
        ]}
      />
      <DataTable
        caption={say("runFaults")}
        columns={columns}
        rows={run.faults}
        rowKey={({ siteId }) => siteId}
        empty={<Empty title={say("noFaults")} />}
      />
    </Section>
  );
}
