/** What a run would make on a day, without making it: the question and its answer. */
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { Figures } from "../../web/facts.tsx";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { dayText } from "../../web/locale/formats.ts";
import { Notice } from "../../web/notice.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../web/table.tsx";
import { Tag, type Tone } from "../../web/tag.tsx";
import { Amount, Day, PersonName } from "../../web/values.tsx";
import type { Deed, ReportItem, RunReport } from "../run/report.data.ts";
import { PIPELINE_PATH } from "./quotes.parts.tsx";
import { type PipelineSay, pipelineSay } from "./texts.ts";

export interface EnteredRehearsal {
  readonly on: string;
  readonly siteNumber: string;
}

interface RehearseProps {
  say: PipelineSay;
  entered: EnteredRehearsal;
  errors?: FormErrors;
}

export function RehearseSection({ say, entered, errors = {} }: RehearseProps) {
  return (
    <Section title={say("rehearseTitle")}>
      <p>{say("rehearseLead")}</p>
      <Form action={`${PIPELINE_PATH}/rehearsal`} errors={errors}>
        <Field name="on" type="date" label={say("rehearseOn")} value={entered.on} />
        <Field
          name="siteNumber"
          label={say("rehearseSite")}
          hint={say("rehearseSiteHint")}
          value={entered.siteNumber}
          required={false}
          maxLength={20}
          inputMode="numeric"
          isCode
        />
        <SubmitButton>{say("rehearse")}</SubmitButton>
      </Form>
    </Section>
  );
}

interface RehearsalProps {
  chrome: Chrome;
  entered: EnteredRehearsal;
  /** Undefined: the question alone. */
  report: RunReport | undefined;
  errors?: FormErrors;
}

export function RehearsalPage({ chrome, entered, report, errors = {} }: RehearsalProps) {
  const say = pipelineSay(chrome.language);
  const title =
    report === undefined
      ? say("rehearseTitle")
      : say("rehearsedTitle", { day: dayText(chrome.language, report.on, "long") });
  return (
    <Page chrome={chrome} title={title} back={{ href: PIPELINE_PATH, label: say("toPipeline") }}>
      {report !== undefined && <Report say={say} report={report} />}
      <RehearseSection say={say} entered={entered} errors={errors} />
    </Page>
  );
}

const COUNTS = ["sites", "issued", "updated", "deferred", "lapsed", "renewed"] as const;

function Report({ say, report }: { say: PipelineSay; report: RunReport }) {
  const { counts, items, itemsCount } = report;
  const more = itemsCount - items.length;
  return (
    <>
      <Notice>
        <p>{say("rehearsedLead")}</p>
      </Notice>
      <Section title={say("deed")}>
        <Figures items={COUNTS.map((name) => ({ label: say(`count.${name}`), value: counts[name] }))} />
        <DataTable
          caption={say("deed")}
          columns={columnsOf(say)}
          rows={items}
          rowKey={({ siteId, deed, renewalOn, version }) => `${siteId} ${deed} ${renewalOn} ${version}`}
          empty={<Empty title={say("nothingDone")}>{say("nothingDoneText")}</Empty>}
        />
        {more > 0 && <p class="hint">{say("moreItems", { count: more })}</p>}
      </Section>
    </>
  );
}

const TONES: Record<Deed, Tone> = {
  issue: "info",
  update: "info",
  deferral: "warn",
  lapse: "bad",
  automatic: "ok",
};

function columnsOf(say: PipelineSay): Column<ReportItem>[] {
  return [
    { header: say("deed"), cell: ({ deed }) => <Tag tone={TONES[deed]}>{say(`deed.${deed}`)}</Tag> },
    {
      header: say("site"),
      cell: ({ siteName, siteNumber }) => <PersonName name={siteName} romanized={siteNumber} />,
    },
    {
      header: say("quote"),
      cell: ({ quoteNumber, version }) => (
        <span>
          {quoteNumber !== null && <Code>{quoteNumber}</Code>}{" "}
          {version !== null && <small>{say("version", { version })}</small>}
        </span>
      ),
    },
    { header: say("renewalOn"), cell: ({ renewalOn }) => <Day date={renewalOn} /> },
    { header: say("lines"), cell: ({ lines }) => <Lines say={say} lines={lines} /> },
    {
      header: say("amount"),
      cell: ({ amount, currency }) =>
        amount === null ? say("noAmount") : <Amount money={{ amount, currency }} />,
      isNumeric: true,
    },
    {
      header: say("recipients"),
      cell: ({ recipients }) =>
        recipients.length === 0 ? (
          say("nobody")
        ) : (
          <div>
            {recipients.map((to) => (
              <div key={to}>{to}</div>
            ))}
          </div>
        ),
    },
    { header: say("rule"), cell: ({ rule }) => rule, isNowrap: true },
  ];
}

function Lines({ say, lines }: { say: PipelineSay; lines: ReportItem["lines"] }) {
  return (
    <div>
      {lines.map(({ lineId, productName: product, quantity }) => (
        <div key={lineId}>{say("lineOf", { product, quantity })}</div>
      ))}
    </div>
  );
}
