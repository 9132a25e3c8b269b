/** The screen of one order: its facts, its lines and the way to its proof of entitlement. */
import { Code } from "../web/code.tsx";
import { Facts } from "../web/facts.tsx";
import { withQuery } from "../web/filter.tsx";
import { ActionLink, Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { type Column, DataTable } from "../web/table.tsx";
import { Absent, Amount, Count, Day, PersonName, When } from "../web/values.tsx";
import type { OrderDetail } from "./operations.ts";
import { moneyOf, ordersHref } from "./rules.ts";
import { type OrderSay, orderSay } from "./texts.ts";

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
  const hasLicense = order.lines.some(({ part }) => part?.kind === "license");
  return (
    <Page
      chrome={chrome}
      title={say("order", { number: order.number })}
      back={{ href: ordersHref(siteId), label: say("back") }}
      actions={hasLicense ? <ActionLink href={proofs}>{say("proof")}</ActionLink> : undefined}
    >
      <Section title={say("facts")}>
        <OrderFacts say={say} order={order} />
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

function OrderFacts({ say, order }: { say: OrderSay; order: OrderDetail }) {
  const { number, orderedOn, reseller, revision, bookedAt, amount, currency } = order;
  return (
    <Facts
      items={[
        { label: say("number"), value: <Code>{number}</Code> },
        { label: say("orderedOn"), value: <Day date={orderedOn} /> },
        { label: say("reseller"), value: reseller === null ? <Absent /> : <PersonName name={reseller} /> },
        { label: say("amount"), value: <Amount money={moneyOf(amount, currency)} /> },
        { label: say("revision"), value: <Count value={revision} /> },
        { label: say("bookedAt"), value: <When at={bookedAt} /> },
      ]}
    />
  );
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
    { header: say("renews"), cell: (line) => <Renews say={say} siteId={siteId} line={line} /> },
  ];
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
