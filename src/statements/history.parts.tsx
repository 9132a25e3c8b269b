/** The screen of a site's history. */
import { Empty } from "../web/empty.tsx";
import { withQuery } from "../web/filter.tsx";
import { Page } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable, ExportLinks } from "../web/table.tsx";
import { Absent, PersonName, When } from "../web/values.tsx";
import type { History, PastEvent } from "./operations.ts";
import { historySay } from "./texts.ts";

interface HistoryProps {
  chrome: Chrome;
  siteId: string;
  history: History;
  isFirst: boolean;
}

export function HistoryPage({ chrome, siteId, history, isFirst }: HistoryProps) {
  const say = historySay(chrome.language);
  const path = `/sites/${siteId}/history`;
  return (
    <Page chrome={chrome} title={say("title")} lead={say(history.isWhole ? "leadAll" : "leadOwn")}>
      <DataTable
        caption={say("title")}
        columns={columnsOf(chrome, history.timeZone)}
        rows={history.items}
        rowKey={({ id }) => id}
        empty={<Empty title={say("none")}>{say("noneText")}</Empty>}
      />
      <CursorPager
        shown={history.items.length}
        first={isFirst ? undefined : path}
        next={history.next === null ? undefined : withQuery(path, { after: history.next })}
      />
      {history.items.length > 0 && <ExportLinks csv={`${path}.csv`} xlsx={`${path}.xlsx`} />}
    </Page>
  );
}

function columnsOf({ language, brand }: Chrome, timeZone: string): Column<PastEvent>[] {
  const say = historySay(language);
  const others = {
    vendor: <bdi>{brand}</bdi>,
    portal: say("byPortal"),
    visitor: say("byVisitor"),
  };
  return [
    { header: say("what"), cell: ({ text }) => text },
    { header: say("when"), cell: ({ at }) => <When at={at} timeZone={timeZone} /> },
    {
      header: say("who"),
      cell: ({ actor: { kind, name } }) =>
        kind === "person" ? <PersonName name={name ?? say("unknownPerson")} /> : others[kind],
    },
    { header: say("where"), cell: ({ address }) => address ?? <Absent /> },
  ];
}
