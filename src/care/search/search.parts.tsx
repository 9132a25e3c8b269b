/** The screen of the search: one field, three lists. */
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { FilterBar, Results } from "../../web/filter.tsx";
import { Notice } from "../../web/notice.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../web/table.tsx";
import { Absent, PersonName } from "../../web/values.tsx";
import { DueMark, requesterOf, StateMark } from "../desk/marks.parts.tsx";
import type { DeskItem } from "../desk/names.operations.ts";
import { CARE_PATH } from "../desk/queue.parts.tsx";
import { careSay } from "../texts.ts";
import type { Findings, FoundPersonLine } from "./search.operations.ts";
import type { FoundSite } from "./search.store.ts";

const SEARCH_PATH = "/care/search";

interface SearchProps {
  chrome: Chrome;
  q: string;
  found: Findings;
  /** May open a site and a person. */
  isWide: boolean;
  now: Date;
}

export function SearchPage({ chrome, q, found, isWide, now }: SearchProps) {
  const say = careSay(chrome.language);
  const { sites, people, requests, hasMore } = found;
  const isEmpty = sites.length + people.length + requests.length === 0;
  return (
    <Page
      chrome={chrome}
      title={say("searchTitle")}
      lead={say(isWide ? "searchLead" : "searchLeadNarrow")}
      back={{ href: CARE_PATH, label: say("queueTitle") }}
    >
      <FilterBar action={SEARCH_PATH} search={{ name: "q", label: say("searchLabel"), value: q }} />
      <Results>
        {q !== "" && isEmpty && <Empty title={say("searchNothing")}>{say("searchNothingText")}</Empty>}
        {hasMore && <Notice>{say("searchMore")}</Notice>}
        {sites.length > 0 && (
          <Section title={say("sites")}>
            <DataTable
              caption={say("sites")}
              columns={siteColumns(chrome, isWide)}
              rows={sites}
              rowKey={({ siteId }) => siteId}
              empty={null}
            />
          </Section>
        )}
        {people.length > 0 && (
          <Section title={say("people")}>
            <DataTable
              caption={say("people")}
              columns={personColumns(chrome, isWide)}
              rows={people}
              rowKey={({ personId }) => personId}
              empty={null}
            />
          </Section>
        )}
        {requests.length > 0 && (
          <Section title={say("requests")}>
            <DataTable
              caption={say("requests")}
              columns={requestColumns(chrome, now)}
              rows={requests}
              rowKey={({ id }) => id}
              empty={null}
            />
          </Section>
        )}
      </Results>
    </Page>
  );
}

function siteColumns({ language }: Chrome, isWide: boolean): Column<FoundSite>[] {
  const say = careSay(language);
  return [
    {
      header: say("siteNumber"),
      cell: ({ siteId, number }) =>
        isWide ? <a href={`${CARE_PATH}/sites/${siteId}`}>{number}</a> : <Code>{number}</Code>,
      isNowrap: true,
    },
    { header: say("siteName"), cell: ({ name }) => <PersonName name={name} /> },
    ...(isWide
      ? [
          { header: say("program"), cell: ({ program }: FoundSite) => program },
          {
            header: say("company"),
            cell: ({ customerName }: FoundSite) => <PersonName name={customerName ?? ""} />,
          },
          {
            header: say("customerNumber"),
            cell: ({ customerNumber }: FoundSite) =>
              customerNumber === null ? <Absent /> : <Code>{customerNumber}</Code>,
          },
        ]
      : []),
  ];
}

function personColumns({ language }: Chrome, isWide: boolean): Column<FoundPersonLine>[] {
  const say = careSay(language);
  return [
    {
      header: say("name"),
      cell: ({ personId, name, email, romanizedName }) => {
        const shown = <PersonName name={name || email} romanized={romanizedName} />;
        return isWide ? <a href={`${CARE_PATH}/people/${personId}`}>{shown}</a> : shown;
      },
    },
    { header: say("id"), cell: ({ email }) => email },
    { header: say("personState"), cell: ({ state }) => say(`person.${state}`) },
  ];
}

function requestColumns({ language }: Chrome, now: Date): Column<DeskItem>[] {
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
    { header: say("kind"), cell: ({ kind }) => say(`kind.${kind}`) },
    {
      header: say("siteNumber"),
      cell: ({ siteNumber }) => (siteNumber === null ? <Absent /> : <Code>{siteNumber}</Code>),
    },
    { header: say("due"), cell: (item) => <DueMark item={item} now={now} language={language} /> },
    { header: say("claimed"), cell: (item) => <StateMark item={item} language={language} /> },
  ];
}
