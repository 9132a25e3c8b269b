/** What one version of a quote changed of another: lines added, priced anew and gone, and both totals. */
import { Section } from "../../../web/page.tsx";
import { type Column, DataTable } from "../../../web/table.tsx";
import { Tag } from "../../../web/tag.tsx";
import { Amount, Count } from "../../../web/values.tsx";
import type { ChangedLine, Difference } from "../rules.ts";
import type { QuoteSay } from "../texts.ts";

interface DifferenceProps {
  say: QuoteSay;
  title: string;
  currency: string;
  difference: Difference;
}

const KINDS = {
  added: { text: "changeAdded", tone: "info" },
  changed: { text: "changeChanged", tone: "warn" },
  gone: { text: "changeGone", tone: "plain" },
  total: { text: "total", tone: "plain" },
} as const;

type Row = Omit<ChangedLine, "quantity"> & {
  readonly kind: keyof typeof KINDS;
  readonly quantity: number | null;
};

export function DifferenceSection({ say, title, currency, difference }: DifferenceProps) {
  return (
    <Section title={title}>
      <DataTable
        caption={title}
        columns={columnsOf(say, currency)}
        rows={rowsOf(say, difference)}
        rowKey={({ kind, lineId }) => `${kind} ${lineId}`}
        empty={null}
      />
    </Section>
  );
}

function rowsOf(say: QuoteSay, { added, changed, gone, totalBefore, totalAfter }: Difference): Row[] {
  const of = (kind: Row["kind"], lines: readonly ChangedLine[]) =>
    lines.map((line): Row => ({ ...line, kind }));
  const total = { lineId: "", productName: say("orderTotal"), quantity: null };
  return [
    ...of("added", added),
    ...of("changed", changed),
    ...of("gone", gone),
    { ...total, kind: "total", amountBefore: totalBefore, amountAfter: totalAfter },
  ];
}

function columnsOf(say: QuoteSay, currency: string): Column<Row>[] {
  const money = (amount: number | null) => <Amount money={amount === null ? null : { amount, currency }} />;
  return [
    { header: say("product"), cell: ({ productName }) => <bdi>{productName}</bdi> },
    {
      header: say("change"),
      cell: ({ kind }) =>
        kind === "total" ? null : <Tag tone={KINDS[kind].tone}>{say(KINDS[kind].text)}</Tag>,
    },
    { header: say("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    { header: say("before"), cell: ({ amountBefore }) => money(amountBefore), isNumeric: true },
    { header: say("after"), cell: ({ amountAfter }) => money(amountAfter), isNumeric: true },
  ];
}
