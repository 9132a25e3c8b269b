/** The operator's list of sites. */
import type { Listed } from "../../platform/http/lists.ts";
import type { Language } from "../../platform/language.ts";
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { FilterBar, Results, withQuery } from "../../web/filter.tsx";
import { Page } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Absent, PersonName } from "../../web/values.tsx";
import type { PrimaryState } from "../store.ts";
import { sayOf } from "../texts.ts";
import type { SiteLine } from "./sites.store.ts";

export const SITES_PATH = "/operator/sites";

interface SitesProps {
  chrome: Chrome;
  question: { q?: string | undefined; sort: "number" | "-number"; after?: string | undefined };
  page: Listed<SiteLine>;
}

export function SitesPage({ chrome, question, page }: SitesProps) {
  const say = sayOf(chrome.language);
  const { q = "", sort, after } = question;
  const address = (change: object) => withQuery(SITES_PATH, { q, sort, ...change });
  return (
    <Page chrome={chrome} title={say("sitesTitle")} lead={say("sitesLead")}>
      <FilterBar
        action={SITES_PATH}
        search={{ name: "q", label: say("sitesSearch"), value: q }}
        hidden={{ sort }}
        isFiltered={q !== ""}
      />
      <Results>
        <DataTable
          caption={say("sitesTitle")}
          columns={columnsOf(chrome.language)}
          rows={page.items}
          rowKey={({ siteId }) => siteId}
          sorting={{ current: sort, href: (next) => address({ sort: next }) }}
          empty={<Empty title={say("sitesEmpty")}>{say("sitesEmptyText")}</Empty>}
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

function columnsOf(language: Language): Column<SiteLine>[] {
  const say = sayOf(language);
  return [
    {
      header: say("siteNumber"),
      cell: ({ siteId, number }) => <a href={`${SITES_PATH}/${siteId}`}>{number}</a>,
      isNowrap: true,
      sortKey: "number",
    },
    { header: say("siteName"), cell: ({ name }) => <PersonName name={name} /> },
    { header: say("program"), cell: ({ program }) => program, isNowrap: true },
    {
      header: say("customerNumber"),
      cell: ({ customerNumber }) => <Code>{customerNumber}</Code>,
      isNowrap: true,
    },
    {
      header: say("agreementNumber"),
      cell: ({ agreementNumber }) => (agreementNumber === null ? <Absent /> : <Code>{agreementNumber}</Code>),
      isNowrap: true,
    },
    { header: say("contactEmail"), cell: ({ contactEmail }) => contactEmail ?? <Absent />, isNowrap: true },
    {
      header: say("firstAccessState"),
      cell: ({ primaryState }) => <StateTag state={primaryState} language={language} />,
    },
  ];
}

const STATES = {
  unclaimed: ["info", "stateUnclaimed"],
  claimed: ["ok", "stateClaimed"],
  vacant: ["warn", "stateVacant"],
} as const;

export function StateTag({ state, language }: { state: PrimaryState; language: Language }) {
  const [tone, key] = STATES[state];
  return <Tag tone={tone}>{sayOf(language)(key)}</Tag>;
}
