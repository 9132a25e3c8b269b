/** The screen of order history: filters, the list, its pages and its sheets. */
import type { Listed } from "../platform/http/lists.ts";
import { Empty } from "../web/empty.tsx";
import { FilterBar, Results, withQuery } from "../web/filter.tsx";
import { Page } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable, ExportLinks } from "../web/table.tsx";
import { Absent, Amount, Count, Day, PersonName } from "../web/values.tsx";
import { moneyOf, ordersHref } from "./rules.ts";
import type { OrderFilter, OrderPage, OrderSummary } from "./store.ts";
import { type OrderSay, orderSay } from "./texts.ts";

export interface OrdersQuestion extends OrderFilter {
  readonly sort: OrderPage["sort"];
  readonly after?: string | undefined;
}

interface OrdersProps {
  chrome: Chrome;
  siteId: string;
  question: OrdersQuestion;
  page: Listed<OrderSummary>;
}

export function OrdersPage({ chrome, siteId, question, page }: OrdersProps) {
  const say = orderSay(chrome.language);
  const path = ordersHref(siteId);
  const { sort, after, ...filter } = question;
  const address = (change: object) => withQuery(path, { ...filter, sort, ...change });
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      <OrdersFilter say={say} path={path} question={question} />
      <Results>
        <DataTable
          caption={say("title")}
          columns={columnsOf(say, siteId)}
          rows={page.items}
          rowKey={({ id }) => id}
          sorting={{ current: sort, href: (next) => address({ sort: next }) }}
          empty={<NoOrders say={say} path={path} isFiltered={isFiltered(question)} />}
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

function isFiltered({ from, to, q }: OrderFilter): boolean {
  return from !== undefined || to !== undefined || (q !== undefined && q !== "");
}

function OrdersFilter({ say, path, question }: { say: OrderSay; path: string; question: OrdersQuestion }) {
  const { from = "", to = "", q = "", sort } = question;
  return (
    <FilterBar
      action={path}
      search={{ name: "q", label: say("search"), value: q }}
      days={[
        { name: "from", label: say("from"), value: from },
        { name: "to", label: say("to"), value: to },
      ]}
      hidden={{ sort }}
      isFiltered={isFiltered(question)}
    />
  );
}

function columnsOf(say: OrderSay, siteId: string): Column<OrderSummary>[] {
  return [
    {
      header: say("number"),
      cell: ({ number }) => <a href={ordersHref(siteId, number)}>{number}</a>,
      isNowrap: true,
    },
    { header: say("orderedOn"), cell: ({ orderedOn }) => <Day date={orderedOn} />, sortKey: "orderedOn" },
    {
      header: say("reseller"),
      cell: ({ reseller }) => (reseller === null ? <Absent /> : <PersonName name={reseller} />),
    },
    { header: say("lines"), cell: ({ lineCount }) => <Count value={lineCount} />, isNumeric: true },
    {
      header: say("amount"),
      cell: ({ amount, currency }) => <Amount money={moneyOf(amount, currency)} />,
      isNumeric: true,
    },
  ];
}

function NoOrders({ say, path, isFiltered }: { say: OrderSay; path: string; isFiltered: boolean }) {
  if (!isFiltered) return <Empty title={say("none")}>{say("noneText")}</Empty>;
  return (
    <Empty title={say("noneFound")} action={{ href: path, label: say("showAll") }}>
      {say("noneFoundText")}
    </Empty>
  );
}
