/** The screen of one order: its facts, its lines and the way to its proof of entitlement. */
import { Code } from "../web/code.tsx";
import { Facts } from "../web/facts.tsx";
import { withQuery } from "../web/filter.tsx";
import { ActionLink, Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { type Column, DataTable } from "../web/table.tsx";
import { Absent, Amount, Count, Day, PersonName, When } from "../web/values.tsx";
import type { OrderDetail, ReadPlacement } from "./operations.ts";
import { moneyOf, ordersHref } from "./rules.ts";
import { channelText, type OrderSay, orderSay } from "./texts.ts";

type Line = OrderDetail["lines"][number];

const KINDS = {
  license: "kindLicense",
  renewal: "kindRenewal",
  reinstatement: "kindReinstatement",
  media: "kindMedia",
} as const;

export function OrderPage({ chrome, siteId, order }: { chrome: Chrome; siteId: string; order: OrderDetail }) {
  const say = orderSay(chrome.language);
  const proofs = withQuery(`/sites/${siteId}/proofs`, { order: order.number });
  const isProven = order.lines.some(({ part }) => part !== null && part.kind !== "media");
  return (
    <Page
      chrome={chrome}
      title={say("order", { number: order.number })}
      back={{ href: ordersHref(siteId), label: say("back") }}
      actions={isProven ? <ActionLink href={proofs}>{say("proof")}</ActionLink> : undefined}
    >
      <Section title={say("facts")}>
        <OrderFacts say={say} siteId={siteId} order={order} />
      </Section>
      <Section title={say("orderLines")}>
        <DataTable
          caption={say("orderLines")}
          columns={columnsOf(say, siteId)}
          rows={order.lines}
          rowKey={({ id }) => id}
          empty={null}
        />
        <p class="hint">{say("taxNote")}</p>
      </Section>
    </Page>
  );
}

function OrderFacts({ say, siteId, order }: { say: OrderSay; siteId: string; order: OrderDetail }) {
  const { number, orderedOn, reseller, revision, bookedAt, amount, currency, placement } = order;
  return (
    <Facts
      items={[
        { label: say("number"), value: <Code>{number}</Code> },
        { label: say("orderedOn"), value: <Day date={orderedOn} /> },
        { label: say("reseller"), value: reseller === null ? <Absent /> : <PersonName name={reseller} /> },
        { label: say("amount"), value: <Amount money={moneyOf(amount, currency)} /> },
        { label: say("revision"), value: <Count value={revision} /> },
        { label: say("bookedAt"), value: <When at={bookedAt} /> },
        ...(placement === null ? [] : placementFacts(say, siteId, placement)),
      ]}
    />
  );
}

/** How it was ordered in the portal: by whom, which way, for which number of the customer's, from which quote. */
function placementFacts(say: OrderSay, siteId: string, placement: ReadPlacement) {
  const { channel, purchaseOrderNumber, placedByName, level, quoteId, quoteVersion } = placement;
  const quote = `/sites/${siteId}/renewal-quotes/${quoteId}`;
  return [
    { label: say("channel"), value: channelText(say, channel) ?? "" },
    {
      label: say("purchaseOrder"),
      value: purchaseOrderNumber === null ? <Absent /> : <Code>{purchaseOrderNumber}</Code>,
    },
    {
      label: say("placedBy"),
      value: placedByName === null ? <Absent /> : <PersonName name={placedByName} />,
    },
    { label: say("level"), value: level },
    ...(quoteId === null || quoteVersion === null
      ? []
      : [
          {
            label: say("quote"),
            value: (
              <a href={withQuery(quote, { version: String(quoteVersion) })}>
                {say("quoteVersion", { version: String(quoteVersion) })}
              </a>
            ),
          },
        ]),
  ];
}

function columnsOf(say: OrderSay, siteId: string): Column<Line>[] {
  return [
    { header: say("line"), cell: ({ line }) => String(line), isNumeric: true },
    { header: say("part"), cell: ({ partNumber }) => <Code>{partNumber}</Code>, isNowrap: true },
    { header: say("description"), cell: ({ part }) => <Description part={part} /> },
    { header: say("kind"), cell: ({ part }) => say(part === null ? "kindUnknown" : KINDS[part.kind]) },
    { header: say("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    {
      header: say("unitPrice"),
      cell: ({ unitPrice, currency }) => <Amount money={moneyOf(unitPrice, currency)} />,
      isNumeric: true,
    },
    {
      header: say("amount"),
      cell: (line) => <LineAmount say={say} line={line} />,
      isNumeric: true,
    },
    { header: say("renews"), cell: (line) => <Renews say={say} siteId={siteId} line={line} /> },
  ];
}

/** A prorated line tells of how many months it is. */
function LineAmount({ say, line: { amount, months, currency } }: { say: OrderSay; line: Line }) {
  return (
    <span>
      <Amount money={moneyOf(amount, currency)} />
      {months !== null && months < 12 && (
        <>
          {" "}
          <small>{say("months", { months: String(months) })}</small>
        </>
      )}
    </span>
  );
}

function Description({ part }: { part: Line["part"] }) {
  if (part === null) return <Absent />;
  return (
    <span>
      <bdi>{part.description}</bdi> <small>{part.productName}</small>
    </span>
  );
}

function Renews({
  say,
  siteId,
  line: { renewsOrder, renewsLine },
}: {
  say: OrderSay;
  siteId: string;
  line: Line;
}) {
  if (renewsOrder === null || renewsLine === null) return <Absent />;
  return (
    <a href={ordersHref(siteId, renewsOrder)}>
      {say("renewsLine", { number: renewsOrder, line: String(renewsLine) })}
    </a>
  );
}
