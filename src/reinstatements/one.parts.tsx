/** One line's offer: the gap, the price, the way to order it, and everything once more before the order. */
import { Facts } from "../web/facts.tsx";
import { withQuery } from "../web/filter.tsx";
import { Form, SubmitButton } from "../web/form.tsx";
import type { FormErrors } from "../web/forms/errors.tsx";
import { amountText, dayText } from "../web/locale/formats.ts";
import { Notice } from "../web/notice.tsx";
import { ActionLink, Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { Steps } from "../web/steps.tsx";
import { Amount, Count, Day } from "../web/values.tsx";
import { Explained, originText, reinstatementsHref } from "./list.parts.tsx";
import { Compared, Days, isPriced, type Priced } from "./offer.parts.tsx";
import type { OfferedLine } from "./operations.ts";
import { OrderDetailFields, orderDetailFacts } from "./ordering/details.documents.tsx";
import type { OrderDetails } from "./ordering/details.rules.ts";
import { type ReinstatementSay, reinstatementSay } from "./texts.ts";

interface OneProps {
  chrome: Chrome;
  offered: OfferedLine;
  sales: string;
  /** What was entered; undefined: nothing yet. */
  values: { readonly purchaseOrderNumber?: string; readonly channel?: string };
  errors: FormErrors;
  /** Checked and to be looked at once more. */
  review: OrderDetails | null;
  /** The amount that was seen, when it is another by now. */
  before: number | null;
}

export function OfferPage(props: OneProps) {
  const { chrome, offered, sales, review } = props;
  const say = reinstatementSay(chrome.language);
  const { site, line, offer } = offered;
  const back = { href: reinstatementsHref(site.siteId), label: say("back") };
  const title = say("oneTitle", { product: line.productName });
  if (!isPriced(offer)) {
    return (
      <Page chrome={chrome} title={title} back={back}>
        <NotNow say={say} chrome={chrome} offered={offered} sales={sales} />
        <Days say={say} offered={offered} />
      </Page>
    );
  }
  return (
    <Page chrome={chrome} title={title} back={back}>
      <Steps
        labels={[say("stepDetails"), say("stepReview"), say("stepOrdered")]}
        current={review === null ? 1 : 2}
      />
      {review === null ? (
        <Details {...props} say={say} offer={offer} />
      ) : (
        <Review {...props} say={say} offer={offer} review={review} />
      )}
    </Page>
  );
}

/** Still covered, or not to be had here: why, and what to do instead. Source: BR-78e. */
function NotNow(props: { say: ReinstatementSay; chrome: Chrome; offered: OfferedLine; sales: string }) {
  const { say, chrome, offered, sales } = props;
  const { site, line, offer } = offered;
  if (offer === null && line.coveredThrough !== null) {
    const day = dayText(chrome.language, line.coveredThrough, "long");
    return (
      <Notice tone="info" title={say("stillCovered", { day })}>
        <p>{say("stillCoveredText")}</p>
        <p>
          <ActionLink href={`/sites/${site.siteId}/renewal-quotes`}>{say("renewals")}</ActionLink>
        </p>
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title={say("notOffered")}>
      {offer?.obstacle != null && <p>{say(`obstacle.${offer.obstacle}`)}</p>}
      <p>
        <a href={`mailto:${sales}`}>{say("askSales")}</a>
      </p>
    </Notice>
  );
}

type StepProps = OneProps & { say: ReinstatementSay; offer: Priced };

function Details({ say, chrome, offered, offer, values, errors }: StepProps) {
  const { site, line } = offered;
  return (
    <>
      <OfferFacts say={say} chrome={chrome} offered={offered} offer={offer} />
      <Days say={say} offered={offered} />
      <Section title={say("stepDetails")}>
        <Form
          method="get"
          action={reinstatementsHref(site.siteId, line.id)}
          errors={errors}
          hidden={{ step: "review" }}
        >
          <OrderDetailFields language={chrome.language} site={site} values={values} />
          <SubmitButton>{say("review")}</SubmitButton>
        </Form>
        <p>{say("intoCartWhy")}</p>
        <Form action={`/sites/${site.siteId}/cart/lines`} hidden={{ lineId: line.id }}>
          <SubmitButton tone="plain">{say("intoCart")}</SubmitButton>
        </Form>
      </Section>
      <Compared say={say} chrome={chrome} offer={offer} />
      <Explained say={say} chrome={chrome} terms={offered} />
    </>
  );
}

function Review({ say, chrome, offered, offer, review, before }: StepProps & { review: OrderDetails }) {
  const { site, line } = offered;
  const { amount, currency, quantity } = offer;
  const { purchaseOrderNumber, channel } = review;
  const sum = amountText(chrome.language, { amount, currency });
  const entered = { channel, ...(purchaseOrderNumber === null ? {} : { purchaseOrderNumber }) };
  return (
    <>
      {before !== null && (
        <Notice tone="warn" title={say("changedTitle")} isNews>
          <p>
            {say("changedText", {
              before: amountText(chrome.language, { amount: before, currency }),
              after: sum,
            })}
          </p>
        </Notice>
      )}
      <OfferFacts say={say} chrome={chrome} offered={offered} offer={offer} />
      <Section title={say("stepReview")}>
        <Facts items={orderDetailFacts(chrome.language, site, review)} />
        <p>{say("reviewNote")}</p>
        <Form
          action={reinstatementsHref(site.siteId, line.id)}
          hidden={{ ...entered, quantity: String(quantity), amountSeen: String(amount) }}
        >
          <SubmitButton>{say("order", { amount: sum })}</SubmitButton>
        </Form>
        <p>
          <a href={withQuery(reinstatementsHref(site.siteId, line.id), entered)}>{say("change")}</a>
        </p>
      </Section>
      <Days say={say} offered={offered} />
    </>
  );
}

function OfferFacts(props: { say: ReinstatementSay; chrome: Chrome; offered: OfferedLine; offer: Priced }) {
  const { say, chrome, offered, offer } = props;
  const { quantity, unitPrice, amount, currency, coveredThrough, orderNumber: order, orderLine } = offer;
  const money = (value: number) => amountText(chrome.language, { amount: value, currency });
  const term = {
    from: dayText(chrome.language, offer.coveredFromIfToday, "long"),
    through: dayText(chrome.language, offer.coveredThroughIfToday, "long"),
  };
  return (
    <Section title={say("offer")}>
      <Facts
        items={[
          { label: say("license"), value: say("orderLine", { order, line: String(orderLine) }) },
          { label: say("quantity"), value: <Count value={quantity} /> },
          { label: say("ended"), value: <Day date={coveredThrough} /> },
          { label: say("coveredIfToday"), value: say("term", term), isWide: true },
          {
            label: say("howMuch"),
            value: `${originText(say, chrome, offer)}: ${say("sum", { quantity: String(quantity), unitPrice: money(unitPrice), amount: money(amount) })}`,
            isWide: true,
          },
          {
            label: say("total"),
            value: (
              <strong>
                <Amount money={{ amount, currency }} />
              </strong>
            ),
          },
        ]}
      />
      <p class="hint">
        {say("prices", { level: offer.level, day: dayText(chrome.language, offered.today, "long") })}{" "}
        {say("wholeLine", { quantity: String(quantity) })}
      </p>
    </Section>
  );
}
