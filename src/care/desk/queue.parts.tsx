/** The screen of the queue. */
import type { Listed } from "../../platform/http/lists.ts";
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { FilterBar, Results, withQuery } from "../../web/filter.tsx";
import { ActionLink, Page } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { Absent, PersonName, When } from "../../web/values.tsx";
import { CARE_KINDS, type Team } from "../queue.rules.ts";
import { careSay } from "../texts.ts";
import type { QueueAsked } from "./desk.operations.ts";
import { DueMark, requesterOf, StateMark } from "./marks.parts.tsx";
import type { DeskItem } from "./names.operations.ts";

export const CARE_PATH = "/care";

export type Question = Omit<QueueAsked, "limit">;

interface QueueProps {
  chrome: Chrome;
  question: Question;
  page: Listed<DeskItem>;
  /** The desks that the agent sees. */
  teams: readonly Team[];
  now: Date;
}

export function QueuePage({ chrome, question, page, teams, now }: QueueProps) {
  const say = careSay(chrome.language);
  const { after, sort, team, kind, state, claimed, q } = question;
  const address = (change: object) =>
    withQuery(CARE_PATH, { q, team, kind, state, claimed, sort, ...change });
  const isFiltered = [q, team, kind, claimed].some((each) => (each ?? "") !== "") || state !== "open";
  return (
    <Page
      chrome={chrome}
      title={say("queueTitle")}
      lead={say("queueLead")}
      actions={<ActionLink href="/care/search">{say("searchTitle")}</ActionLink>}
    >
      <FilterBar
        action={CARE_PATH}
        search={{ name: "q", label: say("queueSearch"), value: q ?? "" }}
        selects={selectsOf(chrome, question, teams)}
        hidden={{ sort }}
        isFiltered={isFiltered}
      />
      <Results>
        <DataTable
          caption={say("queueTitle")}
          columns={columnsOf(chrome, now, teams.length > 1)}
          rows={page.items}
          rowKey={({ id }) => id}
          sorting={{ current: sort, href: (next) => address({ sort: next }) }}
          empty={
            <Empty title={say(isFiltered ? "queueNone" : "queueEmpty")}>
              {say(isFiltered ? "queueNoneText" : "queueEmptyText")}
            </Empty>
          }
        />
        <CursorPager
          shown={page.items.length}
          first={after === undefined ? undefined : address({})}
          next={page.next === null ? undefined : address({ after: page.next })}
        />
      </Results>
    </Page>
  );
}

function selectsOf({ language }: Chrome, question: Question, teams: readonly Team[]) {
  const say = careSay(language);
  const any = { value: "", label: say("any") };
  const desks = {
    name: "team",
    label: say("desk"),
    value: question.team ?? "",
    options: [any, ...teams.map((value) => ({ value, label: say(`desk.${value}`) }))],
  };
  const kinds = {
    name: "kind",
    label: say("kind"),
    value: question.kind ?? "",
    options: [any, ...CARE_KINDS.map((value) => ({ value, label: say(`kind.${value}`) }))],
  };
  const states = {
    name: "state",
    label: say("state"),
    value: question.state,
    options: (["open", "decided", "withdrawn", "all"] as const).map((value) => ({
      value,
      label: say(`state.${value}`),
    })),
  };
  const claims = {
    name: "claimed",
    label: say("claimed"),
    value: question.claimed ?? "",
    options: [
      any,
      ...(["me", "nobody", "others"] as const).map((value) => ({ value, label: say(`claimed.${value}`) })),
    ],
  };
  return [...(teams.length > 1 ? [desks] : []), kinds, states, claims];
}

function columnsOf({ language }: Chrome, now: Date, hasDesks: boolean): Column<DeskItem>[] {
  const say = careSay(language);
  return [
    {
      header: say("requester"),
      cell: (item) => (
        <a href={`${CARE_PATH}/requests/${item.id}`}>
          <PersonName name={requesterOf(item)} />
        </a>
      ),
    },
    {
      header: say("kind"),
      cell: ({ kind, team }) => (
        <>
          {say(`kind.${kind}`)}
          {hasDesks && <br />}
          {hasDesks && <small>{say(`desk.${team}`)}</small>}
        </>
      ),
    },
    {
      header: say("siteNumber"),
      cell: ({ siteNumber }) => (siteNumber === null ? <Absent /> : <Code>{siteNumber}</Code>),
      isNowrap: true,
    },
    {
      header: say("due"),
      cell: (item) => <DueMark item={item} now={now} language={language} />,
      sortKey: "dueAt",
    },
    { header: say("opened"), cell: ({ openedAt }) => <When at={openedAt} />, sortKey: "openedAt" },
    { header: say("claimed"), cell: (item) => <StateMark item={item} language={language} /> },
  ];
}
