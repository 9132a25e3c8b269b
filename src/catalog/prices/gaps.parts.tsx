/** The operator's list of what has no price. */
import type { Listed } from "../../platform/http/lists.ts";
import { Empty } from "../../web/empty.tsx";
import { FilterBar, Results, withQuery } from "../../web/filter.tsx";
import { Notice } from "../../web/notice.tsx";
import { Page } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable, ExportLinks } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Absent, Count } from "../../web/values.tsx";
import { GAPS, type PriceGap } from "./gaps.data.ts";
import type { GapFilter } from "./gaps.store.ts";
import { type GapSay, gapSay } from "./texts.ts";

export const GAPS_PATH = "/operator/prices";

interface GapsProps {
  chrome: Chrome;
  question: GapFilter & { readonly after?: string | undefined };
  page: Listed<PriceGap>;
  percent: number;
}

export function GapsPage({ chrome, question, page, percent }: GapsProps) {
  const say = gapSay(chrome.language);
  const { after, ...filter } = question;
  const { q = "", what = "" } = filter;
  const isFiltered = q !== "" || what !== "";
  const options = GAPS.map((value) => ({ value, label: say(`what.${value}`) }));
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      <Notice>{say("note", { percent })}</Notice>
      <FilterBar
        action={GAPS_PATH}
        search={{ name: "q", label: say("search"), value: q }}
        selects={[
          {
            name: "what",
            label: say("what"),
            value: what,
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
          rowKey={({ key }) => key}
          empty={<Nothing say={say} isFiltered={isFiltered} />}
        />
        <CursorPager
          shown={page.items.length}
          first={after === undefined ? undefined : withQuery(GAPS_PATH, filter)}
          next={page.next === null ? undefined : withQuery(GAPS_PATH, { ...filter, after: page.next })}
        />
        {page.items.length > 0 && (
          <ExportLinks
            csv={withQuery(`${GAPS_PATH}.csv`, filter)}
            xlsx={withQuery(`${GAPS_PATH}.xlsx`, filter)}
          />
        )}
      </Results>
    </Page>
  );
}

function Nothing({ say, isFiltered }: { say: GapSay; isFiltered: boolean }) {
  if (!isFiltered) return <Empty title={say("none")}>{say("noneText")}</Empty>;
  return (
    <Empty title={say("noneFound")} action={{ href: GAPS_PATH, label: say("showAll") }}>
      {say("noneFoundText")}
    </Empty>
  );
}

function columnsOf(say: GapSay): Column<PriceGap>[] {
  return [
    { header: say("product"), cell: ({ productName }) => productName },
    {
      header: say("what"),
      cell: ({ what }) => <Tag tone={what === "price" ? "warn" : "bad"}>{say(`what.${what}`)}</Tag>,
    },
    { header: say("part"), cell: ({ part }) => part ?? <Absent />, isNowrap: true },
    { header: say("kind"), cell: ({ kind }) => (kind === null ? <Absent /> : say(`kind.${kind}`)) },
    { header: say("currency"), cell: ({ currency }) => currency ?? <Absent /> },
    { header: say("level"), cell: ({ level }) => level ?? <Absent /> },
    { header: say("programs"), cell: ({ programs }) => programs.join(", ") },
    { header: say("sites"), cell: ({ sites }) => <Count value={sites} />, isNumeric: true },
  ];
}
