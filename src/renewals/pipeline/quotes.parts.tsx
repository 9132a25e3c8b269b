/** The list of the pipeline's quotes with its filters. */
import type { LocalDate } from "../../platform/dates.ts";
import { addMonths } from "../../platform/dates.ts";
import type { Listed } from "../../platform/http/lists.ts";
import type { Language } from "../../platform/language.ts";
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { FilterBar, Results, withQuery } from "../../web/filter.tsx";
import { dayText } from "../../web/locale/formats.ts";
import { Section } from "../../web/page.tsx";
import { type Column, CursorPager, DataTable, ExportLinks } from "../../web/table.tsx";
import { Tag, type Tone } from "../../web/tag.tsx";
import { Absent, Amount, Day, PersonName } from "../../web/values.tsx";
import type { PipelineSummary } from "./operations.ts";
import { type PipelineFilter, type PipelineQuote, STAGES, type Stage } from "./pipeline.data.ts";
import type { PipelineSay } from "./texts.ts";

export const PIPELINE_PATH = "/operator/renewals";

export interface PipelineQuestion extends PipelineFilter {
  readonly sort: "renewalOn" | "-renewalOn";
  readonly after?: string | undefined;
}

/** As it stands in an address. */
export function queryOf({ month, after: _, ...question }: PipelineQuestion) {
  return { ...question, month: month?.slice(0, 7) };
}

interface QuotesProps {
  say: PipelineSay;
  language: Language;
  question: PipelineQuestion;
  summary: PipelineSummary;
  page: Listed<PipelineQuote>;
}

export function QuotesSection({ say, language, question, summary, page }: QuotesProps) {
  const query = queryOf(question);
  const address = (change: object) => withQuery(PIPELINE_PATH, { ...query, ...change });
  return (
    <Section title={say("list")}>
      <PipelineFilters say={say} language={language} question={question} summary={summary} />
      <Results>
        <DataTable
          caption={say("list")}
          columns={columnsOf(say)}
          rows={page.items}
          rowKey={({ quoteId }) => quoteId}
          sorting={{ current: question.sort, href: (sort) => address({ sort }) }}
          empty={<Empty title={say("none")}>{say("noneText")}</Empty>}
        />
        <CursorPager
          shown={page.items.length}
          first={question.after === undefined ? undefined : address({})}
          next={page.next === null ? undefined : address({ after: page.next })}
        />
        {page.items.length > 0 && (
          <ExportLinks
            csv={withQuery(`${PIPELINE_PATH}.csv`, query)}
            xlsx={withQuery(`${PIPELINE_PATH}.xlsx`, query)}
          />
        )}
      </Results>
    </Section>
  );
}

function PipelineFilters({ say, language, question, summary }: Omit<QuotesProps, "page">) {
  const { month, country, reseller, program, stage, sort } = question;
  const first = addMonths(`${summary.today.slice(0, 8)}01` as LocalDate, -12);
  const months = Array.from({ length: 37 }, (_, index) => addMonths(first, index));
  const regions = new Intl.DisplayNames([language], { type: "region" });
  const of = (label: string, values: readonly { value: string; label: string }[]) => [
    { value: "", label },
    ...values,
  ];
  return (
    <FilterBar
      action={PIPELINE_PATH}
      search={{ name: "reseller", label: say("reseller"), value: reseller ?? "" }}
      selects={[
        {
          name: "month",
          label: say("month"),
          value: month?.slice(0, 7) ?? "",
          options: of(
            say("allMonths"),
            months.map((each) => ({
              value: each.slice(0, 7),
              label: dayText(language, each, "monthOfYear"),
            })),
          ),
        },
        {
          name: "country",
          label: say("country"),
          value: country ?? "",
          options: of(
            say("allCountries"),
            summary.countries.map((code) => ({ value: code, label: regions.of(code) ?? code })),
          ),
        },
        {
          name: "program",
          label: say("program"),
          value: program ?? "",
          options: of(
            say("allPrograms"),
            ["PA", "PAE"].map((each) => ({ value: each, label: each })),
          ),
        },
        {
          name: "stage",
          label: say("stage"),
          value: stage ?? "",
          options: of(
            say("allStages"),
            STAGES.map((each) => ({ value: each, label: say(`stage.${each}`) })),
          ),
        },
      ]}
      hidden={{ sort }}
      isFiltered={[month, country, reseller, program, stage].some((value) => value !== undefined)}
    />
  );
}

const TONES: Record<Stage, Tone> = {
  due: "warn",
  sent: "info",
  lapsing: "bad",
  deferred: "warn",
  ordered: "ok",
  lapsed: "bad",
  withdrawn: "plain",
};

const MAIL_TONES = { queued: "warn", sent: "ok", bounced: "bad" } as const;

function columnsOf(say: PipelineSay): Column<PipelineQuote>[] {
  return [
    {
      header: say("quote"),
      cell: ({ number, version }) => (
        <span>
          <Code>{number}</Code> <small class="under">{say("version", { version })}</small>
        </span>
      ),
    },
    { header: say("stage"), cell: ({ stage }) => <Tag tone={TONES[stage]}>{say(`stage.${stage}`)}</Tag> },
    {
      header: say("site"),
      cell: ({ siteName, siteNumber }) => <PersonName name={siteName} romanized={siteNumber} />,
    },
    {
      header: say("reseller"),
      cell: ({ reseller }) => (reseller === null ? <Absent /> : <bdi>{reseller}</bdi>),
    },
    { header: say("renewalOn"), cell: ({ renewalOn }) => <Day date={renewalOn} />, sortKey: "renewalOn" },
    { header: say("dueOn"), cell: ({ dueOn }) => <Day date={dueOn} /> },
    { header: say("amount"), cell: (quote) => <Value say={say} quote={quote} />, isNumeric: true },
    { header: say("contact"), cell: ({ mail }) => <Mail say={say} mail={mail} /> },
  ];
}

function Mail({ say, mail }: { say: PipelineSay; mail: PipelineQuote["mail"] }) {
  if (mail === null) return <Absent />;
  return (
    <div>
      <Tag tone={MAIL_TONES[mail.state]}>{say(`mail.${mail.state}`)}</Tag>
      <div>
        <bdi>{mail.to}</bdi>
      </div>
    </div>
  );
}

/** What it is worth, and how much of it was ordered. */
function Value({ say, quote }: { say: PipelineSay; quote: PipelineQuote }) {
  const { amount, currency, unpricedCount: count, lineCount: lines, orderedCount: ordered } = quote;
  return (
    <div>
      {amount === null ? say("unpriced", { count }) : <Amount money={{ amount, currency }} />}
      <small class="under">{say("linesOf", { ordered, lines })}</small>
    </div>
  );
}
