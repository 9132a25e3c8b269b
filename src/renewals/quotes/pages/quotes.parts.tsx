/** The screen of all renewal quotes of a site. */
import type { Listed } from "../../../platform/http/lists.ts";
import { Code } from "../../../web/code.tsx";
import { Empty } from "../../../web/empty.tsx";
import { withQuery } from "../../../web/filter.tsx";
import { Page } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../../web/table.tsx";
import { Tag } from "../../../web/tag.tsx";
import { Amount, Count, Day } from "../../../web/values.tsx";
import type { QuoteSummary } from "../quote.data.ts";
import { type QuoteSay, quoteSay, STATE_TEXTS, STATE_TONES } from "../texts.ts";

export function quotesHref(siteId: string, quoteId?: string): string {
  const list = `/sites/${siteId}/renewal-quotes`;
  return quoteId === undefined ? list : `${list}/${encodeURIComponent(quoteId)}`;
}

interface QuotesProps {
  chrome: Chrome;
  siteId: string;
  page: Listed<QuoteSummary>;
  after: string | undefined;
}

export function QuotesPage({ chrome, siteId, page, after }: QuotesProps) {
  const say = quoteSay(chrome.language);
  const path = quotesHref(siteId);
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      <DataTable
        caption={say("title")}
        columns={columnsOf(say, siteId)}
        rows={page.items}
        rowKey={({ quoteId }) => quoteId}
        empty={
          <Empty title={say("none")} action={{ href: `/sites/${siteId}/studio`, label: say("studio") }}>
            {say("noneText")}
          </Empty>
        }
      />
      <CursorPager
        shown={page.items.length}
        first={after === undefined ? undefined : path}
        next={page.next === null ? undefined : withQuery(path, { after: page.next })}
      />
      {page.items.length > 0 && <p class="hint">{say("taxNote")}</p>}
    </Page>
  );
}

function columnsOf(say: QuoteSay, siteId: string): Column<QuoteSummary>[] {
  return [
    {
      header: say("number"),
      cell: ({ quoteId, number }) => (
        <a href={quotesHref(siteId, quoteId)}>
          <Code>{number}</Code>
        </a>
      ),
      isNowrap: true,
    },
    {
      header: say("state"),
      cell: ({ state }) => <Tag tone={STATE_TONES[state]}>{say(STATE_TEXTS[state])}</Tag>,
    },
    { header: say("dueOn"), cell: ({ dueOn }) => <Day date={dueOn} /> },
    { header: say("renewalOn"), cell: ({ renewalOn }) => <Day date={renewalOn} /> },
    { header: say("version"), cell: ({ version }) => <Count value={version} />, isNumeric: true },
    { header: say("linesOpen"), cell: ({ openCount }) => <Count value={openCount} />, isNumeric: true },
    { header: say("total"), cell: (quote) => <Total say={say} quote={quote} />, isNumeric: true },
  ];
}

function Total({ say, quote: { amount, currency } }: { say: QuoteSay; quote: QuoteSummary }) {
  return amount === null ? <span>{say("priceMissing")}</span> : <Amount money={{ amount, currency }} />;
}
