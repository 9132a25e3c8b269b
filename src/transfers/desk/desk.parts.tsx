/** The desk's screens of transfers: the queue, and one with what license support may do. */
import { longSiteNumber } from "../../agreements/index.ts";
import type { Listed } from "../../platform/http/lists.ts";
import { Empty } from "../../web/empty.tsx";
import { FilterBar, Results, withQuery } from "../../web/filter.tsx";
import { Page } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable, ExportLinks } from "../../web/table.tsx";
import { PersonName, When } from "../../web/values.tsx";
import { DESK_PATH } from "../rules.ts";
import { StateTag } from "../shown/shown.parts.tsx";
import { type TransferSay, transferSay } from "../texts.ts";
import { STATES } from "../transfer.data.ts";
import type { DeskTransfer } from "./desk.rules.ts";

interface DeskProps {
  readonly chrome: Chrome;
  readonly question: {
    readonly state?: string | undefined;
    readonly q?: string | undefined;
    readonly after?: string | undefined;
  };
  readonly page: Listed<DeskTransfer>;
}

export function DeskPage({ chrome, question, page }: DeskProps) {
  const say = transferSay(chrome.language);
  const { items, next } = page;
  const filter = { state: question.state, q: question.q };
  const states = [
    { value: "", label: say("filterAll") },
    { value: "open", label: say("filterOpen") },
    ...STATES.map((state) => ({ value: state, label: say(`state.${state}`) })),
  ];
  return (
    <Page chrome={chrome} title={say("deskTitle")} lead={say("deskLead")}>
      <FilterBar
        action={DESK_PATH}
        search={{ name: "q", label: say("filterText"), value: question.q ?? "" }}
        selects={[{ name: "state", label: say("filterState"), value: question.state ?? "", options: states }]}
        isFiltered={Boolean(question.state || question.q)}
      />
      <Results>
        <DataTable
          caption={say("deskTitle")}
          columns={columnsOf(say)}
          rows={items}
          rowKey={({ id }) => id}
          empty={<Empty title={say("none")}>{say("noneText")}</Empty>}
        />
        {items.length > 0 && (
          <>
            <CursorPager
              shown={items.length}
              first={question.after === undefined ? undefined : withQuery(DESK_PATH, filter)}
              next={next === null ? undefined : withQuery(DESK_PATH, { ...filter, after: next })}
            />
            <ExportLinks
              csv={withQuery(`${DESK_PATH}.csv`, filter)}
              xlsx={withQuery(`${DESK_PATH}.xlsx`, filter)}
            />
          </>
        )}
      </Results>
    </Page>
  );
}

function columnsOf(say: TransferSay): Column<DeskTransfer>[] {
  return [
    {
      header: say("what"),
      cell: ({ id, lines }) => (
        <a href={`${DESK_PATH}/${id}`}>
          {lines.map(({ productName, quantity }) => `${productName} × ${quantity}`).join(", ")}
        </a>
      ),
    },
    {
      header: say("fromLabel"),
      cell: ({ siteName, siteNumber }) => (
        <PersonName name={siteName} romanized={longSiteNumber(siteNumber)} />
      ),
    },
    {
      header: say("toLabel"),
      cell: ({ targetName, targetNumber, targetSiteId }) =>
        targetSiteId === null ? (
          <>
            {longSiteNumber(targetNumber)} <small>{say("noSuchSite")}</small>
          </>
        ) : (
          <PersonName name={targetName ?? ""} romanized={longSiteNumber(targetNumber)} />
        ),
    },
    { header: say("stateLabel"), cell: ({ state }) => <StateTag say={say} state={state} /> },
    { header: say("requestedAt"), isNowrap: true, cell: ({ requestedAt }) => <When at={requestedAt} /> },
    { header: say("changedAt"), isNowrap: true, cell: ({ changedAt }) => <When at={changedAt} /> },
  ];
}
