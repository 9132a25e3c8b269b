/** The screen of a person's dates: by month, of all sites or of one. */
import type { LocalDate } from "../platform/dates.ts";
import { Empty } from "../web/empty.tsx";
import { FilterBar, Results, withQuery } from "../web/filter.tsx";
import type { FormErrors } from "../web/forms/errors.tsx";
import { dayText } from "../web/locale/formats.ts";
import { Notice } from "../web/notice.tsx";
import { Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../web/table.tsx";
import { Tag, type Tone } from "../web/tag.tsx";
import { Day } from "../web/values.tsx";
import type { PersonDates } from "./dates/dates.documents.ts";
import type { DateKind, SiteDate } from "./dates/dates.rules.ts";
import type { Choice } from "./digest/operations.ts";
import type { CalendarFeed } from "./feeds/store.ts";
import { DigestSection, FeedsSection } from "./feeds.parts.tsx";
import { type CalendarSay, calendarSay, whatText } from "./texts.ts";

interface CalendarProps {
  chrome: Chrome;
  own: PersonDates;
  siteId: string | undefined;
  /** The first date shown; absent: from today. */
  from: LocalDate | undefined;
  feeds: readonly CalendarFeed[];
  choice: Choice;
  news: "revoked" | "saved" | undefined;
  name?: string | undefined;
  errors?: FormErrors;
}

/** One page's dates, whole months where they fit. */
const SHOWN = 100;

export function CalendarPage({
  chrome,
  own,
  siteId,
  from,
  feeds,
  choice,
  news,
  name,
  errors = {},
}: CalendarProps) {
  const say = calendarSay(chrome.language);
  const shown = own.dates.slice(0, SHOWN);
  const next = own.dates[SHOWN]?.on;
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      {news !== undefined && (
        <Notice tone="ok" isNews>
          <p>{say(news === "revoked" ? "newsRevoked" : "newsSaved")}</p>
        </Notice>
      )}
      {own.sites.length > 1 && <SiteFilter say={say} own={own} siteId={siteId} />}
      <Results>
        {shown.length === 0 && <Empty title={say("none")}>{say("noneText")}</Empty>}
        <Months say={say} chrome={chrome} dates={shown} />
        <CursorPager
          shown={shown.length}
          first={from === undefined ? undefined : withQuery("/calendar", { siteId })}
          next={next === undefined ? undefined : withQuery("/calendar", { siteId, from: next })}
        />
      </Results>
      <FeedsSection say={say} feeds={feeds} name={name} errors={errors} />
      <DigestSection say={say} choice={choice} />
    </Page>
  );
}

function SiteFilter({
  say,
  own,
  siteId,
}: {
  say: CalendarSay;
  own: PersonDates;
  siteId: string | undefined;
}) {
  const options = own.sites.map((site) => ({
    value: site.siteId,
    label: say("siteOf", { name: site.name, number: site.number }),
  }));
  return (
    <FilterBar
      action="/calendar"
      selects={[
        {
          name: "siteId",
          label: say("filterSite"),
          value: siteId ?? "",
          options: [{ value: "", label: say("allSites") }, ...options],
        },
      ]}
      isFiltered={siteId !== undefined}
    />
  );
}

function Months({ say, chrome, dates }: { say: CalendarSay; chrome: Chrome; dates: readonly SiteDate[] }) {
  const months = [...Map.groupBy(dates, ({ on }) => `${on.slice(0, 8)}01` as LocalDate)];
  return (
    <>
      {months.map(([month, own]) => (
        <Section key={month} title={dayText(chrome.language, month, "monthOfYear")}>
          <DataTable
            caption={dayText(chrome.language, month, "monthOfYear")}
            columns={columnsOf(say)}
            rows={own}
            rowKey={({ uid }) => uid}
            empty={null}
          />
        </Section>
      ))}
    </>
  );
}

const TONES: Record<DateKind, Tone> = {
  "quote-made": "info",
  "quote-due": "warn",
  "deferred-end": "bad",
  "coverage-end": "warn",
  anniversary: "plain",
  "end-of-service": "bad",
};

function columnsOf(say: CalendarSay): Column<SiteDate>[] {
  return [
    { header: say("date"), cell: ({ on }) => <Day date={on} />, isNowrap: true },
    { header: say("kind"), cell: ({ kind }) => <Tag tone={TONES[kind]}>{say(`kind.${kind}`)}</Tag> },
    { header: say("what"), cell: (date) => <a href={date.path}>{whatText(say, date)}</a> },
    {
      header: say("site"),
      cell: ({ siteName: name, siteNumber: number }) => <bdi>{say("siteOf", { name, number })}</bdi>,
    },
  ];
}
