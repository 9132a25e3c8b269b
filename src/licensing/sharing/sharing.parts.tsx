/** The vendor's report of keys that are seen in more places than they are for. */
import { longNumber } from "../../license-keys/index.ts";
import type { Listed } from "../../platform/http/lists.ts";
import { Empty } from "../../web/empty.tsx";
import { FilterBar, Results, withQuery } from "../../web/filter.tsx";
import { Notice } from "../../web/notice.tsx";
import { Page } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable, ExportLinks } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Count, When } from "../../web/values.tsx";
import { type LicensingSay, licensingSay } from "../texts.ts";
import { reasonsOf } from "./rules.ts";
import { REASONS, type SharedKey } from "./sharing.data.ts";
import type { SharingFilter } from "./store.ts";

export const SHARING_PATH = "/operator/sharing";

interface SharingProps {
  chrome: Chrome;
  question: SharingFilter & { readonly after?: string | undefined };
  page: Listed<SharedKey>;
  days: number;
  kept: number;
}

export function SharingPage({ chrome, question, page, days, kept }: SharingProps) {
  const say = licensingSay(chrome.language);
  const { after, ...filter } = question;
  const { q = "", reason = "" } = filter;
  const isFiltered = q !== "" || reason !== "";
  const options = REASONS.map((value) => ({ value, label: say(`reason.${value}`) }));
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      <Notice>{say("note", { days, kept })}</Notice>
      <FilterBar
        action={SHARING_PATH}
        search={{ name: "q", label: say("search"), value: q }}
        selects={[
          {
            name: "reason",
            label: say("reason"),
            value: reason,
            options: [{ value: "", label: say("all") }, ...options],
          },
        ]}
        isFiltered={isFiltered}
      />
      <Results>
        <DataTable
          caption={say("title")}
          columns={columnsOf(say)}
          rows={page.items}
          rowKey={({ keyId }) => keyId}
          empty={<Nothing say={say} isFiltered={isFiltered} />}
        />
        <CursorPager
          shown={page.items.length}
          first={after === undefined ? undefined : withQuery(SHARING_PATH, filter)}
          next={page.next === null ? undefined : withQuery(SHARING_PATH, { ...filter, after: page.next })}
        />
        {page.items.length > 0 && (
          <ExportLinks
            csv={withQuery(`${SHARING_PATH}.csv`, filter)}
            xlsx={withQuery(`${SHARING_PATH}.xlsx`, filter)}
          />
        )}
      </Results>
    </Page>
  );
}

function Nothing({ say, isFiltered }: { say: LicensingSay; isFiltered: boolean }) {
  if (!isFiltered) return <Empty title={say("none")}>{say("noneText")}</Empty>;
  return (
    <Empty title={say("noneFound")} action={{ href: SHARING_PATH, label: say("showAll") }}>
      {say("noneFoundText")}
    </Empty>
  );
}

function columnsOf(say: LicensingSay): Column<SharedKey>[] {
  return [
    {
      header: say("site"),
      cell: ({ siteNumber, siteName }) => (
        <>
          {longNumber(siteNumber)}
          <br />
          {siteName}
        </>
      ),
    },
    {
      header: say("product"),
      cell: ({ productName, orderNumber }) => (
        <>
          {productName}
          <br />
          {orderNumber}
        </>
      ),
    },
    { header: say("lock"), cell: ({ lock }) => say(`lock.${lock}`) },
    { header: say("seats"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    { header: say("machines"), cell: ({ machines }) => <Count value={machines} />, isNumeric: true },
    { header: say("networks"), cell: ({ networks }) => <Count value={networks} />, isNumeric: true },
    { header: say("why"), cell: (key) => <Reasons say={say} shared={key} /> },
    { header: say("lastSeen"), cell: ({ lastAt }) => <When at={lastAt} /> },
  ];
}

/** Each reason in a word, and how it came about. */
function Reasons({ say, shared }: { say: LicensingSay; shared: SharedKey }) {
  return (
    <ul>
      {reasonsOf(shared).map((reason) => (
        <li key={reason}>
          <Tag tone={reason === "possible_copy" || reason === "more_machines" ? "bad" : "warn"}>
            {say(`reason.${reason}`)}
          </Tag>{" "}
          {say(`why.${reason}`, { ...shared })}
        </li>
      ))}
    </ul>
  );
}
