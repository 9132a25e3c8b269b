/** The last look before an order from a quote: its lines, its total, what stays open, and how it is placed. */
import { OrderDetailFields } from "../../../reinstatements/index.ts";
import { withQuery } from "../../../web/filter.tsx";
import { Form, SubmitButton } from "../../../web/form.tsx";
import type { FormErrors } from "../../../web/forms/errors.tsx";
import { amountText, dayText } from "../../../web/locale/formats.ts";
import { Notice } from "../../../web/notice.tsx";
import { Page, Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { Steps } from "../../../web/steps.tsx";
import { type Column, DataTable } from "../../../web/table.tsx";
import { Count, Day } from "../../../web/values.tsx";
import { isOrderable, type PartlyCovered, partlyCovered, totalOf, writePlaces } from "../rules.ts";
import type { ShownLine, ShownQuote } from "../shown.documents.ts";
import { type QuoteSay, quoteSay } from "../texts.ts";
import { isForSale, orderedColumns } from "./lines.parts.tsx";
import { quotesHref } from "./quotes.parts.tsx";

interface ReviewProps {
  chrome: Chrome;
  quote: ShownQuote;
  sales: string;
  chosen: (place: number) => boolean;
  values: { readonly purchaseOrderNumber?: string | null; readonly channel?: string | undefined };
  errors: FormErrors;
}

export function ReviewPage({ chrome, quote, sales, chosen, values, errors }: ReviewProps) {
  const { language } = chrome;
  const say = quoteSay(language);
  const href = quotesHref(quote.site.siteId, quote.quoteId);
  const ordered = quote.lines.filter((line) => isForSale(line) && chosen(line.place));
  const left = quote.lines.filter((line) => isOrderable(line.standing) && !ordered.includes(line));
  const amount = totalOf(ordered.map(({ costs }) => costs)) ?? 0;
  const total = amountText(language, { amount, currency: quote.currency });
  const lines = writePlaces(ordered.map(({ place }) => place));
  const partly = partlyCovered(quote.lines, new Set(ordered.map(({ lineId }) => lineId)));
  return (
    <Page
      chrome={chrome}
      title={say("reviewTitle", { number: quote.number })}
      back={{ href: withQuery(href, { lines }), label: say("reviewBack") }}
    >
      <Steps labels={[say("stepChoose"), say("stepReview"), say("stepDone")]} current={2} />
      <Section title={say("orderedLines")}>
        <DataTable
          caption={say("orderedLines")}
          columns={orderedColumns({ say, language, quote, sales })}
          rows={ordered}
          rowKey={({ lineId }) => lineId}
          empty={null}
        />
        <p>
          {say("orderTotal")}: <strong>{total}</strong>
        </p>
      </Section>
      {partly.map((product) => (
        <Partly key={product.productCode} say={say} chrome={chrome} product={product} />
      ))}
      <Left say={say} lines={left} />
      <Section title={say("stepReview")}>
        <Form
          action={`${href}/orders`}
          hidden={{ version: String(quote.version), lines, amountSeen: String(amount) }}
          errors={errors}
        >
          <OrderDetailFields language={language} site={quote.site} values={values} />
          <p class="hint">{say("channelHint")}</p>
          <p class="hint">{say("placeHint")}</p>
          <SubmitButton>{say("place", { amount: total })}</SubmitButton>
        </Form>
      </Section>
    </Page>
  );
}

/** Source: A-39. */
function Partly({ say, chrome, product }: { say: QuoteSay; chrome: Chrome; product: PartlyCovered }) {
  const { productName, covered, uncovered } = product;
  const from = dayText(chrome.language, product.from, "long");
  return (
    <Notice tone="warn" title={say("partlyTitle")}>
      <p>{say("partlyText", { product: productName, covered, uncovered, from })}</p>
    </Notice>
  );
}

function Left({ say, lines }: { say: QuoteSay; lines: readonly ShownLine[] }) {
  const columns: Column<ShownLine>[] = [
    { header: say("product"), cell: ({ productName }) => <bdi>{productName}</bdi> },
    { header: say("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    { header: say("openThrough"), cell: ({ lastDay }) => <Day date={lastDay} /> },
  ];
  return (
    <Section title={say("openLines")}>
      {lines.length === 0 ? (
        <p>{say("openNone")}</p>
      ) : (
        <DataTable
          caption={say("openLines")}
          columns={columns}
          rows={lines}
          rowKey={({ lineId }) => lineId}
          empty={null}
        />
      )}
    </Section>
  );
}
