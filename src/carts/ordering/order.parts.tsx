/** From the cart to the order: the details, everything once more, the order. */
import { OrderDetailFields, type OrderDetails, orderDetailFacts } from "../../reinstatements/index.ts";
import { Facts } from "../../web/facts.tsx";
import { withQuery } from "../../web/filter.tsx";
import { Form, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { amountText } from "../../web/locale/formats.ts";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { Steps } from "../../web/steps.tsx";
import type { ShownCart } from "../cart.documents.ts";
import { CartTotal } from "../cart.parts.tsx";
import { CartLines, cartHref } from "../lines.parts.tsx";
import { type Changed, ChangedNote, Notes } from "../notes.parts.tsx";
import { cartSay } from "../texts.ts";

interface OrderProps {
  readonly chrome: Chrome;
  readonly cart: ShownCart;
  readonly sales: string;
  /** What was entered; undefined: nothing yet. */
  readonly values: { readonly purchaseOrderNumber?: string; readonly channel?: string };
  readonly errors: FormErrors;
  /** Checked and to be looked at once more. */
  readonly review: OrderDetails | null;
  readonly changed: Changed | null;
}

export function CartOrderPage(props: OrderProps) {
  const { chrome, cart, sales, review, changed } = props;
  const { language } = chrome;
  const say = cartSay(language);
  const labels = [say("stepCart"), say("stepDetails"), say("stepReview"), say("stepOrdered")];
  return (
    <Page
      chrome={chrome}
      title={say("orderTitle")}
      back={{ href: cartHref(cart.site.siteId), label: say("back") }}
    >
      <Steps labels={labels} current={review === null ? 2 : 3} />
      {changed !== null && <ChangedNote language={language} cart={cart} changed={changed} />}
      <Notes language={language} cart={cart} isOpen={false} />
      <Section title={say("lines")}>
        <CartLines language={language} cart={cart} sales={sales} isOpen={false} />
        <CartTotal language={language} cart={cart} />
      </Section>
      {review === null ? <Details {...props} /> : <Review {...props} review={review} />}
    </Page>
  );
}

function Details({ chrome, cart, values, errors }: OrderProps) {
  const say = cartSay(chrome.language);
  return (
    <Section title={say("stepDetails")}>
      <Form
        method="get"
        action={cartHref(cart.site.siteId, "/order")}
        errors={errors}
        hidden={{ step: "review" }}
      >
        <OrderDetailFields language={chrome.language} site={cart.site} values={values} />
        <SubmitButton>{say("review")}</SubmitButton>
      </Form>
    </Section>
  );
}

function Review({ chrome, cart, review }: OrderProps & { review: OrderDetails }) {
  const say = cartSay(chrome.language);
  const { site, amount, currency, revision, lines } = cart;
  const { purchaseOrderNumber, channel } = review;
  const entered = { channel, ...(purchaseOrderNumber === null ? {} : { purchaseOrderNumber }) };
  const seen = lines.map((line) => {
    const { id, partNumber, quantity } = line;
    return { id, partNumber, quantity, amount: line.amount };
  });
  const carried = { ...entered, revision: String(revision), seen: JSON.stringify(seen) };
  return (
    <Section title={say("stepReview")}>
      <Facts items={orderDetailFacts(chrome.language, site, review)} />
      <p>{say("reviewNote")}</p>
      {amount !== null && (
        <Form action={cartHref(site.siteId, "/order")} hidden={carried}>
          <SubmitButton>
            {say("placeOrder", { amount: amountText(chrome.language, { amount, currency }) })}
          </SubmitButton>
        </Form>
      )}
      <p>
        <a href={withQuery(cartHref(site.siteId, "/order"), entered)}>{say("changeDetails")}</a>
      </p>
    </Section>
  );
}
