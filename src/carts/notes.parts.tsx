/** What somebody ought to know of a cart before the order: newer quotes, what is cheaper, what changed. */
import type { Language } from "../platform/language.ts";
import { Form, SubmitButton } from "../web/form.tsx";
import { amountText, countText } from "../web/locale/formats.ts";
import { Notice } from "../web/notice.tsx";
import type { ShownCart } from "./cart.documents.ts";
import { cartHref } from "./lines.parts.tsx";
import type { CartLine, Change, QuotedLine, Swap } from "./rules.ts";
import { type CartSay, cartSay } from "./texts.ts";

interface NotesProps {
  readonly language: Language;
  readonly cart: ShownCart;
}

function moneyText(say: CartSay, language: Language, amount: number | null, currency: string): string {
  return amount === null ? say("unpriced") : amountText(language, { amount, currency });
}

export function Notes({ language, cart, isOpen }: NotesProps & { isOpen: boolean }) {
  const { level, orderLevel, lines, swaps } = cart;
  const say = cartSay(language);
  return (
    <>
      {lines.map((line) => (
        <QuoteNote key={line.id} language={language} cart={cart} line={line} />
      ))}
      {isOpen &&
        swaps.map((swap) => <SwapNote key={swap.id} say={say} language={language} cart={cart} swap={swap} />)}
      {orderLevel !== level && (
        <Notice tone="ok">
          <p>{say("better", { level: orderLevel, own: level })}</p>
        </Notice>
      )}
    </>
  );
}

/** Of a line whose quote has a newer version, or whose quote's time is over. Source: D-13, BR-71. */
function QuoteNote({ language, cart, line }: NotesProps & { line: CartLine }) {
  const { quote, amount, obstacle, productName: product } = line;
  if (quote === null || obstacle !== null) return null;
  const say = cartSay(language);
  const before = moneyText(say, language, quote.amountSeen, cart.currency);
  const after = moneyText(say, language, amount, cart.currency);
  if (quote.isDeferred) return <Deferred say={say} quote={quote} told={{ product, before, after }} />;
  if (quote.version === quote.versionSeen) return null;
  const { number, versionSeen: seen, version } = quote;
  return (
    <Notice tone="warn" title={say("superseded", { number })}>
      <p>{say("supersededText", { product, seen: String(seen), version: String(version), before, after })}</p>
    </Notice>
  );
}

interface Told {
  readonly product: string;
  readonly before: string;
  readonly after: string;
}

function Deferred({ say, quote, told }: { say: CartSay; quote: QuotedLine; told: Told }) {
  const { product, before, after } = told;
  return (
    <Notice tone={before === after ? "info" : "warn"} title={say("deferredTitle", { product })}>
      <p>{say("deferredText", { number: quote.number, before, after })}</p>
    </Notice>
  );
}

function SwapNote({ say, language, cart, swap }: NotesProps & { say: CartSay; swap: Swap }) {
  const { site, currency, lines } = cart;
  const { id, lineIds, quantity } = swap;
  const product = lines.find((line) => line.id === id)?.productName ?? "";
  const [amount, saved] = [swap.amount, swap.saved].map((each) =>
    amountText(language, { amount: each, currency }),
  );
  return (
    <Notice tone="info" title={say("swapTitle", { product })}>
      <p>{say("swapText", { count: lineIds.length, quantity, amount: amount ?? "", saved: saved ?? "" })}</p>
      <Form action={cartHref(site.siteId, `/lines/${id}`)}>
        <SubmitButton name="action" value="swap" description={say("swapOf", { product })}>
          {say("swap")}
        </SubmitButton>
      </Form>
    </Notice>
  );
}

export interface Changed {
  readonly changes: readonly Change[];
  /** Both totals, where they are known. */
  readonly before: number | null;
  readonly after: number | null;
}

/** Nothing was ordered, for this is no longer what was looked at. */
export function ChangedNote({ language, cart, changed }: NotesProps & { changed: Changed }) {
  const say = cartSay(language);
  const { currency } = cart;
  const { changes, before, after } = changed;
  const money = (amount: number | null) => moneyText(say, language, amount, currency);
  return (
    <Notice tone="warn" title={say("changedTitle")} isNews>
      {changes.length > 0 && (
        <ul>
          {changes.map((change) => (
            <li key={`${change.what} ${change.partNumber}`}>{changeText(say, language, change, currency)}</li>
          ))}
        </ul>
      )}
      {before !== null && <p>{say("totals", { before: money(before), after: money(after) })}</p>}
      <p>{say("changedText")}</p>
    </Notice>
  );
}

function changeText(say: CartSay, language: Language, change: Change, currency: string): string {
  const { what, partNumber: part } = change;
  const money = (amount: number | null) => moneyText(say, language, amount, currency);
  if (what === "added") return say("change.added", { part, after: money(change.after) });
  if (what === "removed") return say("change.removed", { part, before: money(change.before) });
  const text = what === "price" ? money : (count: number | null) => countText(language, count ?? 0);
  return say(`change.${what}`, { part, before: text(change.before), after: text(change.after) });
}
