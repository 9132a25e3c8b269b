/** The screen of delivered mails: what, to whom, when, and the mail server's words. */
import { ordersHref } from "../../orders/index.ts";
import type { Listed } from "../../platform/http/lists.ts";
import { Empty } from "../../web/empty.tsx";
import { Results, withQuery } from "../../web/filter.tsx";
import { Notice } from "../../web/notice.tsx";
import { Page } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable, ExportLinks } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Absent, When } from "../../web/values.tsx";
import type { Delivery } from "./operations.ts";
import { type DeliverySay, deliverySay } from "./texts.ts";

interface DeliveriesProps {
  chrome: Chrome;
  siteId: string;
  quoteId: string | undefined;
  after: string | undefined;
  page: Listed<Delivery>;
  isDemo: boolean;
}

export function DeliveriesPage({ chrome, siteId, quoteId, after, page, isDemo }: DeliveriesProps) {
  const say = deliverySay(chrome.language);
  const path = `/sites/${siteId}/deliveries`;
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      {quoteId !== undefined && (
        <Notice>
          <p>
            {say("ofQuote")} <a href={path}>{say("showAll")}</a>
          </p>
        </Notice>
      )}
      <Results>
        <DataTable
          caption={say("title")}
          columns={columnsOf(say, siteId, isDemo)}
          rows={page.items}
          rowKey={({ id }) => id}
          empty={<Empty title={say("none")}>{say("noneText")}</Empty>}
        />
        <CursorPager
          shown={page.items.length}
          first={after === undefined ? undefined : withQuery(path, { quoteId })}
          next={page.next === null ? undefined : withQuery(path, { quoteId, after: page.next })}
        />
        {page.items.length > 0 && (
          <ExportLinks
            csv={withQuery(`${path}.csv`, { quoteId })}
            xlsx={withQuery(`${path}.xlsx`, { quoteId })}
          />
        )}
      </Results>
    </Page>
  );
}

const TONES = { waiting: "warn", delivered: "ok", bounced: "bad" } as const;

function columnsOf(say: DeliverySay, siteId: string, isDemo: boolean): Column<Delivery>[] {
  return [
    {
      header: say("subject"),
      cell: ({ subject, queuedAt }) => (
        <span>
          {subject === null ? say("notYet") : <bdi>{subject}</bdi>}{" "}
          <small class="under">
            {say("queuedAt")} <When at={queuedAt} />
          </small>
        </span>
      ),
    },
    { header: say("to"), cell: ({ to }) => <Address>{to}</Address> },
    {
      header: say("state"),
      cell: ({ state, deliveredAt }) => <State say={say} {...{ state, deliveredAt }} />,
    },
    { header: say("proof"), cell: (delivery) => <Proof say={say} delivery={delivery} isDemo={isDemo} /> },
    {
      header: say("about"),
      cell: (delivery) => <About say={say} siteId={siteId} delivery={delivery} />,
      isNowrap: true,
    },
  ];
}

const SHORT = 30;

/** In one line, unless it is very long. */
function Address({ children: address }: { children: string }) {
  return <bdi class={address.length <= SHORT ? "under nowrap" : undefined}>{address}</bdi>;
}

/** With its time below it, as the subject has: times side by side would leave no room for addresses and replies. */
function State({ say, state, deliveredAt }: { say: DeliverySay } & Pick<Delivery, "state" | "deliveredAt">) {
  return (
    <span>
      <Tag tone={TONES[state]}>{say(state)}</Tag>{" "}
      {deliveredAt !== null && (
        <small class="under">
          <When at={deliveredAt} />
        </small>
      )}
    </span>
  );
}

function Proof({ say, delivery, isDemo }: { say: DeliverySay; delivery: Delivery; isDemo: boolean }) {
  const { state, serverReply, reason } = delivery;
  if (state === "waiting") return say("proofWaiting");
  const words = serverReply ?? reason;
  if (words !== null) return <bdi lang="en">{words}</bdi>;
  return isDemo ? say("proofDemo") : <Absent />;
}

function About({ say, siteId, delivery }: { say: DeliverySay; siteId: string; delivery: Delivery }) {
  const { quoteId, orderNumber } = delivery;
  if (orderNumber !== null)
    return <a href={ordersHref(siteId, orderNumber)}>{say("order", { number: orderNumber })}</a>;
  if (quoteId === null) return <Absent />;
  return <a href={`/sites/${siteId}/renewal-quotes/${encodeURIComponent(quoteId)}`}>{say("quote")}</a>;
}
