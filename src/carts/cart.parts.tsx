/** The page of the cart. */
import type { Language } from "../platform/language.ts";
import { Empty } from "../web/empty.tsx";
import { ErrorSummary, type FormErrors } from "../web/forms/errors.tsx";
import { amountText, dayText } from "../web/locale/formats.ts";
import { Notice } from "../web/notice.tsx";
import { ActionLink, Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import type { ShownCart } from "./cart.documents.ts";
import { CartLines, cartHref } from "./lines.parts.tsx";
import { Notes } from "./notes.parts.tsx";
import { type CartSay, cartSay } from "./texts.ts";

export const NEWS = ["added", "changed", "removed", "swapped"] as const;
export type News = (typeof NEWS)[number];

interface CartProps {
  readonly chrome: Chrome;
  readonly cart: ShownCart;
  readonly sales: string;
  readonly news?: News | undefined;
  /** The number of what was just ordered, and whether it had been ordered before. */
  readonly ordered?: { readonly number: string; readonly isBefore: boolean } | undefined;
  /** Why something was refused, in a sentence. */
  readonly refusal?: string | undefined;
  readonly errors: FormErrors;
}

export function CartPage({ chrome, cart, sales, news, ordered, refusal, errors }: CartProps) {
  const { language } = chrome;
  const say = cartSay(language);
  const { siteId } = cart.site;
  return (
    <Page
      chrome={chrome}
      title={say("title")}
      lead={say("lead")}
      actions={<Ways say={say} siteId={siteId} />}
    >
      <ErrorSummary errors={errors} />
      {news !== undefined && <Notice tone="ok" title={say(`news.${news}`)} isNews />}
      {ordered !== undefined && (
        <Notice
          tone="ok"
          title={say(ordered.isBefore ? "orderedBefore" : "ordered", { number: ordered.number })}
          isNews
        >
          <p>{say("orderedText")}</p>
        </Notice>
      )}
      {refusal !== undefined && <Notice tone="bad" title={refusal} isNews />}
      <Notes language={language} cart={cart} isOpen />
      <Section title={say("lines")}>
        {cart.lines.length === 0 ? (
          <Empty
            title={say("empty")}
            action={{ href: `/catalog/products?siteId=${siteId}`, label: say("catalog") }}
          >
            {say("emptyText")}
          </Empty>
        ) : (
          <>
            <CartLines language={language} cart={cart} sales={sales} isOpen />
            <CartTotal language={language} cart={cart} />
            {cart.amount !== null && (
              <p>
                <ActionLink href={cartHref(siteId, "/order")} isMain>
                  {say("order")}
                </ActionLink>
              </p>
            )}
          </>
        )}
      </Section>
    </Page>
  );
}

function Ways({ say, siteId }: { say: CartSay; siteId: string }) {
  return (
    <>
      <ActionLink href={`/catalog/products?siteId=${siteId}`}>{say("catalog")}</ActionLink>
      <ActionLink href={`/sites/${siteId}/renewal-quotes`}>{say("renewals")}</ActionLink>
      <ActionLink href={`/sites/${siteId}/reinstatements`}>{say("reinstatements")}</ActionLink>
    </>
  );
}

/** The sum, and on which price list and level it rests. */
export function CartTotal({ language, cart }: { language: Language; cart: ShownCart }) {
  const say = cartSay(language);
  const { amount, currency, level, today } = cart;
  return (
    <>
      <p>
        <strong>
          {amount === null
            ? say("totalOpen")
            : `${say("total")}: ${amountText(language, { amount, currency })}`}
        </strong>
      </p>
      <p class="hint">
        {say("terms", { day: dayText(language, today, "long"), currency })} {say("level", { level })}
      </p>
    </>
  );
}
