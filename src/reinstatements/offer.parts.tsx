/** The days of one line's offer, and the offer beside what else could be done. */
import { addDays } from "../platform/dates.ts";
import { CoverageTimeline } from "../web/charts/coverage-timeline.tsx";
import { amountText } from "../web/locale/formats.ts";
import { Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { type Column, DataTable } from "../web/table.tsx";
import { Amount } from "../web/values.tsx";
import type { Offer } from "./offers.documents.ts";
import type { OfferedLine } from "./operations.ts";
import type { ReinstatementSay } from "./texts.ts";

/** What can be ordered. */
export type Priced = Offer & { readonly amount: number; readonly unitPrice: number };

export function isPriced(offer: Offer | null): offer is Priced {
  return offer !== null && offer.obstacle === null && offer.amount !== null && offer.unitPrice !== null;
}

/** What was covered, the gap, and what would be covered. */
export function Days({ say, offered }: { say: ReinstatementSay; offered: OfferedLine }) {
  const { line, periods, offer, ifToday, today } = offered;
  const spans = periods.map(({ coveredFrom: from, coveredThrough: through }) =>
    through < today
      ? ({ from, through, tone: "plain", state: say("stateBefore") } as const)
      : ({ from, through, tone: "ok", state: say("term", { from, through }) } as const),
  );
  const after = isPriced(offer)
    ? [
        {
          from: ifToday.coveredFrom,
          through: ifToday.coveredThrough,
          tone: "info" as const,
          state: say("stateAfter"),
        },
      ]
    : [];
  if (spans.length + after.length === 0) return null;
  return (
    <Section title={say("coverage")}>
      <CoverageTimeline
        label={say("coverageIfToday")}
        today={today}
        rows={[
          { id: line.id, label: line.partNumber, detail: line.productName, spans: [...spans, ...after] },
        ]}
      />
      {offer !== null && line.coveredThrough !== null && addDays(line.coveredThrough, 1) < today && (
        <p class="hint">{say("howGap")}</p>
      )}
    </Section>
  );
}

interface Way {
  readonly name: string;
  readonly effect: string;
  readonly amount: number;
}

export function Compared({ say, chrome, offer }: { say: ReinstatementSay; chrome: Chrome; offer: Priced }) {
  const { quantity, amount, currency, licensePrice } = offer;
  if (licensePrice === null) return null;
  const fresh = licensePrice * quantity;
  const ways: Way[] = [
    { name: say("wayReinstate"), effect: say("effectReinstate", { quantity }), amount },
    { name: say("wayNew"), effect: say("effectNew", { quantity }), amount: fresh },
  ];
  const columns: Column<Way>[] = [
    { header: say("comparison"), cell: ({ name }) => name },
    { header: say("wayEffect"), cell: ({ effect }) => effect },
    {
      header: say("wayPrice"),
      cell: (way) => <Amount money={{ amount: way.amount, currency }} />,
      isNumeric: true,
    },
  ];
  return (
    <Section title={say("compare")}>
      <DataTable
        caption={say("compare")}
        columns={columns}
        rows={ways}
        rowKey={({ name }) => name}
        empty={null}
      />
      {fresh > amount && (
        <p>{say("saved", { amount: amountText(chrome.language, { amount: fresh - amount, currency }) })}</p>
      )}
    </Section>
  );
}
