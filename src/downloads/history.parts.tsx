/** The screen of download history. */
import type { Listed } from "../platform/http/lists.ts";
import { Empty } from "../web/empty.tsx";
import { withQuery } from "../web/filter.tsx";
import { Page } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../web/table.tsx";
import { Tag } from "../web/tag.tsx";
import { Absent, Bytes, PersonName, When } from "../web/values.tsx";
import type { Download } from "./content/history.operations.ts";
import { downloadsHref, historyHref } from "./offers/links.rules.ts";
import { type DownloadSay, downloadSay } from "./texts.ts";

interface HistoryProps {
  chrome: Chrome;
  siteId: string;
  page: Listed<Download>;
  isFirst: boolean;
}

export function HistoryPage({ chrome, siteId, page, isFirst }: HistoryProps) {
  const say = downloadSay(chrome.language);
  const path = historyHref(siteId);
  const back = { href: downloadsHref(siteId), label: say("title") };
  return (
    <Page chrome={chrome} title={say("history")} lead={say("historyLead")} back={back}>
      <DataTable
        caption={say("history")}
        columns={columnsOf(say, siteId)}
        rows={page.items}
        rowKey={({ id }) => id}
        empty={
          <Empty title={say("historyNone")} action={{ href: back.href, label: say("toDownloads") }}>
            {say("historyNoneText")}
          </Empty>
        }
      />
      <CursorPager
        shown={page.items.length}
        first={isFirst ? undefined : path}
        next={page.next === null ? undefined : withQuery(path, { after: page.next })}
      />
    </Page>
  );
}

function columnsOf(say: DownloadSay, siteId: string): Column<Download>[] {
  return [
    {
      header: say("file"),
      cell: ({ fileId, fileName, productName, version }) => (
        <>
          <a href={downloadsHref(siteId, fileId)}>{fileName}</a>
          <br />
          <small>{`${productName} ${version}`}</small>
        </>
      ),
    },
    {
      header: say("person"),
      cell: ({ personName }) => (personName === null ? <Absent /> : <PersonName name={personName} />),
    },
    { header: say("startedAt"), cell: ({ startedAt }) => <When at={startedAt} /> },
    {
      header: say("completedAt"),
      cell: ({ completedAt }) =>
        completedAt === null ? <Tag tone="info">{say("stateStarted")}</Tag> : <When at={completedAt} />,
    },
    { header: say("size"), cell: ({ sizeBytes }) => <Bytes sizeBytes={sizeBytes} />, isNumeric: true },
    { header: say("bytesSent"), cell: ({ bytesSent }) => <Bytes sizeBytes={bytesSent} />, isNumeric: true },
  ];
}
