/** The screen of what a site owns: filters, the list, its pages and its sheets. */
import type { Listed } from "../platform/http/lists.ts";
import { Code } from "../web/code.tsx";
import { Empty } from "../web/empty.tsx";
import { FilterBar, Results, withQuery } from "../web/filter.tsx";
import { Page } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable, ExportLinks } from "../web/table.tsx";
import { Tag, type Tone } from "../web/tag.tsx";
import { Count, Day } from "../web/values.tsx";
import type { JudgedLine, LinesAsked } from "./operations.ts";
import { STATUS_TEXTS } from "./sheet.documents.ts";
import { type EntitlementSay, entitlementSay } from "./texts.ts";

export type LinesQuestion = Omit<LinesAsked, "siteId" | "limit">;

interface LinesProps {
  chrome: Chrome;
  siteId: string;
  question: LinesQuestion;
  page: Listed<JudgedLine>;
  products: readonly { productCode: string; productName: string }[];
}

const TONES: Record<JudgedLine["status"], Tone> = {
  active: "ok",
  lapsed: "bad",
  upcoming: "info",
  none: "plain",
};

export function LinesPage({ chrome, siteId, question, page, products }: LinesProps) {
  const say = entitlementSay(chrome.language);
  const path = `/sites/${siteId}/entitlements`;
  const { sort, after, ...filter } = question;
  const address = (change: object) => withQuery(path, { ...filter, sort, ...change });
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      <LinesFilter say={say} path={path} question={question} products={products} />
      <Results>
        <DataTable
          caption={say("title")}
          columns={columnsOf(say, path)}
          rows={page.items}
          rowKey={({ id }) => id}
          sorting={{ current: sort, href: (next) => address({ sort: next }) }}
          empty={<NoLines say={say} path={path} isFiltered={isFiltered(question)} />}
        />
        <CursorPager
          shown={page.items.length}
          first={after === undefined ? undefined : address({})}
          next={page.next === null ? undefined : address({ after: page.next })}
        />
        {page.items.length > 0 && (
          <ExportLinks
            csv={withQuery(`${path}.csv`, { ...filter, sort })}
            xlsx={withQuery(`${path}.xlsx`, { ...filter, sort })}
          />
        )}
      </Results>
    </Page>
  );
}

function isFiltered({ product, status, q }: LinesQuestion): boolean {
  return product !== undefined || status !== "all" || (q !== undefined && q !== "");
}

interface FilterProps {
  say: EntitlementSay;
  path: string;
  question: LinesQuestion;
  products: LinesProps["products"];
}

function LinesFilter({ say, path, question, products }: FilterProps) {
  const { product = "", status, q = "", sort } = question;
  const named = products.map(({ productCode, productName }) => ({ value: productCode, label: productName }));
  return (
    <FilterBar
      action={path}
      search={{ name: "q", label: say("search"), value: q }}
      selects={[
        {
          name: "product",
          label: say("productFilter"),
          value: product,
          options: [{ value: "", label: say("allProducts") }, ...named],
        },
        {
          name: "status",
          label: say("statusFilter"),
          value: status,
          options: (["all", "active", "lapsed"] as const).map((value) => ({ value, label: say(value) })),
        },
      ]}
      hidden={{ sort }}
      isFiltered={isFiltered(question)}
    />
  );
}

function columnsOf(say: EntitlementSay, path: string): Column<JudgedLine>[] {
  return [
    {
      header: say("product"),
      cell: ({ id, productName }) => (
        <a href={`${path}/${id}`}>
          <bdi>{productName}</bdi>
        </a>
      ),
      sortKey: "product",
    },
    {
      header: say("part"),
      cell: ({ partNumber }) => <Code>{partNumber}</Code>,
      isNowrap: true,
      sortKey: "part",
    },
    { header: say("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    { header: say("order"), cell: ({ orderNumber }) => <Code>{orderNumber}</Code>, isNowrap: true },
    { header: say("orderedOn"), cell: ({ orderedOn }) => <Day date={orderedOn} />, sortKey: "orderedOn" },
    {
      header: say("coveredThrough"),
      cell: ({ coveredThrough }) => <Day date={coveredThrough} />,
      sortKey: "coveredThrough",
    },
    {
      header: say("status"),
      cell: ({ status }) => <Tag tone={TONES[status]}>{say(STATUS_TEXTS[status])}</Tag>,
    },
  ];
}

function NoLines({ say, path, isFiltered }: { say: EntitlementSay; path: string; isFiltered: boolean }) {
  if (!isFiltered) return <Empty title={say("none")}>{say("noneText")}</Empty>;
  return (
    <Empty title={say("noneFound")} action={{ href: path, label: say("showAll") }}>
      {say("noneFoundText")}
    </Empty>
  );
}
