/** What a reinstatement is, and what it costs for each lapsed line. */
import { daysBetween } from "../platform/dates.ts";
import { Empty } from "../web/empty.tsx";
import { withQuery } from "../web/filter.tsx";
import { amountText, dayText } from "../web/locale/formats.ts";
import { Notice } from "../web/notice.tsx";
import { ActionLink, Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../web/table.tsx";
import { Absent, Amount, Count, Day } from "../web/values.tsx";
import { INCLUDED } from "./mails.ts";
import type { Offer } from "./offers.documents.ts";
import type { Offers, Terms } from "./operations.ts";
import { type ReinstatementSay, reinstatementSay } from "./texts.ts";

interface ListProps {
  chrome: Chrome;
  siteId: string;
  offers: Offers;
  /** Whether this is a later page. */
  isLater: boolean;
  sales: string;
  /** The number of what was just ordered. */
  ordered: string | undefined;
}

export function reinstatementsHref(siteId: string, lineId?: string): string {
  const list = `/sites/${siteId}/reinstatements`;
  return lineId === undefined ? list : `${list}/${lineId}`;
}

export function OffersPage({ chrome, siteId, offers, isLater, sales, ordered }: ListProps) {
  const say = reinstatementSay(chrome.language);
  const { items, next, level, today } = offers;
  const here = reinstatementsHref(siteId);
  return (
    <Page
      chrome={chrome}
      title={say("title")}
      lead={say("lead")}
      actions={
        <>
          <ActionLink href={`/sites/${siteId}/cart`}>{say("cart")}</ActionLink>
          <ActionLink href={`/sites/${siteId}/renewal-quotes`}>{say("renewals")}</ActionLink>
        </>
      }
    >
      {ordered !== undefined && (
        <Notice tone="ok" title={say("ordered", { number: ordered })} isNews>
          <p>{say("orderedText")}</p>
        </Notice>
      )}
      <Section title={say("offers")}>
        {items.length > 0 && <p>{say("prices", { level, day: dayText(chrome.language, today, "long") })}</p>}
        <DataTable
          caption={say("offers")}
          columns={columnsOf(say, { siteId, offers, chrome, sales })}
          rows={items}
          rowKey={({ lineId }) => lineId}
          empty={
            <Empty
              title={say("none")}
              action={{ href: `/sites/${siteId}/renewal-quotes`, label: say("renewals") }}
            >
              {say("noneText")}
            </Empty>
          }
        />
        {(next !== null || isLater) && (
          <CursorPager
            shown={items.length}
            first={isLater ? here : undefined}
            next={next === null ? undefined : withQuery(here, { after: next })}
          />
        )}
      </Section>
      <Explained say={say} chrome={chrome} terms={offers} />
    </Page>
  );
}

/** Source: DOMAIN §3.19. */
export function Explained({ say, chrome, terms }: { say: ReinstatementSay; chrome: Chrome; terms: Terms }) {
  const [from, through] = [terms.ifToday.coveredFrom, terms.ifToday.coveredThrough].map((day) =>
    dayText(chrome.language, day, "long"),
  );
  return (
    <>
      <Section title={say("how")}>
        <ul>
          <li>{say("howLicense")}</li>
          <li>{say("howGap")}</li>
          <li>{say("howCover", { from: from ?? "", through: through ?? "" })}</li>
          <li>{say("howAfter")}</li>
        </ul>
      </Section>
      <Section title={say("includes")}>
        <ul>
          {INCLUDED.map((key) => (
            <li key={key}>{say(key)}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}

interface Shown {
  readonly siteId: string;
  readonly offers: Offers;
  readonly chrome: Chrome;
  readonly sales: string;
}

function columnsOf(say: ReinstatementSay, shown: Shown): Column<Offer>[] {
  const { siteId, offers, chrome } = shown;
  return [
    {
      header: say("product"),
      cell: ({ lineId, productName, orderNumber: order, orderLine }) => (
        <span>
          <a href={`/sites/${siteId}/entitlements/${lineId}`}>
            <bdi>{productName}</bdi>
          </a>{" "}
          <small class="under nowrap">{say("orderLine", { order, line: String(orderLine) })}</small>
        </span>
      ),
    },
    { header: say("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    { header: say("ended"), cell: ({ coveredThrough }) => <Day date={coveredThrough} /> },
    {
      header: say("gap"),
      cell: ({ coveredThrough }) => say("gapDays", { days: daysBetween(coveredThrough, offers.today) - 1 }),
    },
    { header: say("unitPrice"), cell: (offer) => <UnitPrice say={say} chrome={chrome} offer={offer} /> },
    {
      header: say("amount"),
      cell: ({ amount, currency }) =>
        amount === null ? <Absent /> : <Amount money={{ amount, currency }} />,
      isNumeric: true,
    },
    {
      header: say("action"),
      cell: (offer) => <Action say={say} shown={shown} offer={offer} />,
      isHeaderHidden: true,
    },
  ];
}

/** With how it came about. */
function UnitPrice({ say, chrome, offer }: { say: ReinstatementSay; chrome: Chrome; offer: Offer }) {
  const { unitPrice, currency } = offer;
  if (unitPrice === null) return <Absent />;
  return (
    <span>
      <Amount money={{ amount: unitPrice, currency }} />{" "}
      <small class="under">{originText(say, chrome, offer)}</small>
    </span>
  );
}

/** How the price of one unit came about. */
export function originText(say: ReinstatementSay, { language }: Chrome, offer: Offer): string {
  const { isOwnPrice, percent, licensePrice, currency, partNumber } = offer;
  if (isOwnPrice || licensePrice === null) return say("ownPrice", { part: partNumber ?? "" });
  const price = amountText(language, { amount: licensePrice, currency });
  return say("percentPrice", { percent: String(percent), price });
}

function Action({ say, shown, offer }: { say: ReinstatementSay; shown: Shown; offer: Offer }) {
  const { siteId, sales } = shown;
  const { lineId, obstacle, productName: product, quantity } = offer;
  if (obstacle !== null) {
    return (
      <span>
        {say(`obstacle.${obstacle}`)} <a href={`mailto:${sales}`}>{say("askSales")}</a>
      </span>
    );
  }
  return (
    <a
      class="button"
      href={reinstatementsHref(siteId, lineId)}
      aria-label={say("reinstateOf", { product, quantity: String(quantity) })}
    >
      {say("reinstate")}
    </a>
  );
}
