/** The lines of a quote: what each costs and how that came about, and what it means not to order it. */

import { addDays } from "../../../platform/dates.ts";
import type { Language } from "../../../platform/language.ts";
import { Code } from "../../../web/code.tsx";
import { amountText, countText, dayText } from "../../../web/locale/formats.ts";
import type { Column } from "../../../web/table.tsx";
import { Tag } from "../../../web/tag.tsx";
import { Absent, Count, Day } from "../../../web/values.tsx";
import { isOrderable } from "../rules.ts";
import type { ShownLine, ShownQuote } from "../shown.documents.ts";
import { type QuoteSay, STANDING_TEXTS, STANDING_TONES } from "../texts.ts";

export interface LineProps {
  readonly say: QuoteSay;
  readonly language: Language;
  readonly quote: ShownQuote;
  readonly sales: string;
}

/** Whether it can be ordered here, now. */
export function isForSale({ standing, costs }: ShownLine): boolean {
  return isOrderable(standing) && costs !== null;
}

/** `chosen`: places that are ticked; null where nothing can be chosen. */
export function lineColumns(
  props: LineProps,
  chosen: ((place: number) => boolean) | null,
): Column<ShownLine>[] {
  const { say } = props;
  return [
    { header: say("product"), cell: (line) => <Product {...props} line={line} chosen={chosen} /> },
    { header: say("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    { header: say("term"), cell: (line) => <Covered say={say} line={line} /> },
    { header: say("amount"), cell: (line) => <Price {...props} line={line} />, isNumeric: true },
    {
      header: say("state"),
      cell: (line) => <Standing say={say} siteId={props.quote.site.siteId} line={line} />,
    },
    { header: say("ifNot"), cell: (line) => <IfNot {...props} line={line} /> },
  ];
}

/** Those that are about to be ordered: what they cost, and no more. */
export function orderedColumns(props: LineProps): Column<ShownLine>[] {
  return lineColumns(props, null).slice(0, 4);
}

type OneProps = LineProps & { line: ShownLine };

function Product({ say, quote, line, chosen }: OneProps & { chosen: ((place: number) => boolean) | null }) {
  const { productName, partNumber, licenseOrder: order, licenseLine, place, isNew } = line;
  const name = <bdi>{productName}</bdi>;
  return (
    <span>
      {chosen !== null && isForSale(line) ? (
        <span class="check">
          <input
            id={`place-${place}`}
            type="checkbox"
            name="place"
            value={String(place)}
            checked={chosen(place)}
          />
          <label for={`place-${place}`}>{name}</label>
        </span>
      ) : (
        name
      )}{" "}
      {isNew && quote.version > 1 && <Tag tone="info">{say("newLine")}</Tag>}{" "}
      {partNumber !== null && (
        <small class="under">
          <Code>{partNumber}</Code>
        </small>
      )}{" "}
      <small class="under nowrap">{say("ofLicense", { order, line: String(licenseLine) })}</small>
    </span>
  );
}

function Covered({ say, line }: { say: QuoteSay; line: ShownLine }) {
  return (
    <span>
      <Day date={line.coveredFrom} /> – <Day date={line.coveredThrough} />{" "}
      <small class="under">{say("months", { months: line.months })}</small>
    </span>
  );
}

/** The amount with its sum, its level and its day; of a deferred line today's, and beside it the quote's. */
function Price({ say, language, quote, sales, line }: OneProps) {
  const { quantity, months, priceToday } = line;
  const { currency } = quote;
  const money = (amount: number) => amountText(language, { amount, currency });
  const { annualPrice, amount } = priceToday ?? line;
  const level = priceToday === null ? quote.level : (quote.levelToday ?? quote.level);
  const day = dayText(language, priceToday === null ? quote.datedOn : quote.today);
  if (amount === null || annualPrice === null) {
    return (
      <span>
        {say("priceMissing")}{" "}
        <small class="under">
          <a href={`mailto:${sales}`}>{sales}</a>
        </small>
      </span>
    );
  }
  const isMore = quantity !== line.quantityQuoted;
  const isOther = priceToday !== null && line.amount !== null && line.amount !== amount;
  return (
    <span>
      <data value={String(amount)}>{money(amount)}</data>{" "}
      <small class="under nowrap">
        {say("howAmount", { quantity: countText(language, quantity), price: money(annualPrice), months })}
      </small>{" "}
      <small class="under">{say("levelDay", { level, day })}</small>
      {isMore && (
        <small class="under">
          {" "}
          {say("quantityQuoted", { quantity: countText(language, line.quantityQuoted) })}
        </small>
      )}
      {isOther && line.amount !== null && (
        <small class="under"> {say("amountQuoted", { amount: money(line.amount) })}</small>
      )}
    </span>
  );
}

function Standing({ say, siteId, line }: { say: QuoteSay; siteId: string; line: ShownLine }) {
  const { standing, orderNumber } = line;
  return (
    <span>
      <Tag tone={STANDING_TONES[standing]}>{say(STANDING_TEXTS[standing])}</Tag>{" "}
      {standing === "ordered" && (
        <small class="under">
          {orderNumber === null ? (
            say("orderedElsewhere")
          ) : (
            <a href={`/sites/${siteId}/orders/${encodeURIComponent(orderNumber)}`}>
              {say("orderedBy", { number: orderNumber })}
            </a>
          )}
        </small>
      )}
    </span>
  );
}

/** What deferring means for this line, with its last day; of a lapsed one, the way back. Source: BR-70–72, BR-78e. */
function IfNot({ say, language, quote, line }: OneProps) {
  const last = dayText(language, line.lastDay, "long");
  if (line.standing === "quoted" && line.lastDay > quote.dueOn) {
    return (
      <small>{say("ifNotQuoted", { last, from: dayText(language, addDays(quote.dueOn, 1), "long") })}</small>
    );
  }
  if (line.standing === "quoted" && quote.isAutomatic)
    return <small>{say("ifNotAutomatic", { last })}</small>;
  if (line.standing === "quoted") return <small>{say("ifNotEnds", { last })}</small>;
  if (line.standing === "deferred") return <small>{say("ifNotDeferred", { last })}</small>;
  if (line.standing === "lapsed") {
    return <a href={`/sites/${quote.site.siteId}/reinstatements`}>{say("reinstate")}</a>;
  }
  return <Absent />;
}
