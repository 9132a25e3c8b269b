/** The lines of a cart, each with how its price came about, and the forms that change them. */
import type { Language } from "../platform/language.ts";
import { Code } from "../web/code.tsx";
import { Form, SubmitButton } from "../web/form.tsx";
import { amountText, dayText } from "../web/locale/formats.ts";
import { type Column, DataTable } from "../web/table.tsx";
import { Tag } from "../web/tag.tsx";
import { Absent, Amount, Count } from "../web/values.tsx";
import type { ShownCart } from "./cart.documents.ts";
import type { CartLine } from "./rules.ts";
import { MOST_UNITS } from "./store.ts";
import { type CartSay, cartSay } from "./texts.ts";

interface LinesProps {
  readonly language: Language;
  readonly cart: ShownCart;
  readonly sales: string;
  /** Whether they can be changed here. */
  readonly isOpen: boolean;
}

export function cartHref(siteId: string, step = ""): string {
  return `/sites/${siteId}/cart${step}`;
}

export function CartLines(props: LinesProps) {
  const say = cartSay(props.language);
  return (
    <DataTable
      caption={say("lines")}
      columns={columnsOf(say, props)}
      rows={props.cart.lines}
      rowKey={({ id }) => id}
      empty={null}
    />
  );
}

function columnsOf(say: CartSay, props: LinesProps): Column<CartLine>[] {
  const { language, cart, sales, isOpen } = props;
  const { currency } = cart;
  const columns: Column<CartLine>[] = [
    { header: say("product"), cell: (line) => <Product say={say} line={line} /> },
    { header: say("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    { header: say("covers"), cell: ({ covers }) => <Term say={say} language={language} covers={covers} /> },
    {
      header: say("amount"),
      cell: (line) => <LineAmount say={say} language={language} line={line} told={{ currency, sales }} />,
      isNumeric: true,
    },
  ];
  if (!isOpen) return columns;
  const change = (line: CartLine) => <Change say={say} siteId={cart.site.siteId} line={line} />;
  return [...columns, { header: say("actions"), cell: change }];
}

function Product({ say, line }: { say: CartSay; line: CartLine }) {
  const { kind, productName, partNumber, continues } = line;
  return (
    <span>
      <Tag tone={kind === "license" ? "plain" : "info"}>{say(`kind.${kind}`)}</Tag>{" "}
      <bdi>{productName === "" ? partNumber : productName}</bdi> <Code>{partNumber}</Code>
      {continues !== null && continues.order !== "" && (
        <small class="under">{say("ofLine", { order: continues.order, line: String(continues.line) })}</small>
      )}
    </span>
  );
}

function Term(props: { say: CartSay; language: Language; covers: CartLine["covers"] }) {
  const { say, language, covers } = props;
  if (covers === null) return <Absent />;
  const [from, through] = [dayText(language, covers.from), dayText(language, covers.through)];
  return <>{say("term", { from, through })}</>;
}

interface AmountProps {
  readonly say: CartSay;
  readonly language: Language;
  readonly line: CartLine;
  readonly told: { readonly currency: string; readonly sales: string };
}

/** With how it came about, or why there is none. */
function LineAmount({ say, language, line, told: { currency, sales } }: AmountProps) {
  const { amount, obstacle } = line;
  if (amount === null || obstacle !== null) {
    return obstacle === null ? (
      <Absent />
    ) : (
      <span class="under">{say(`obstacle.${obstacle}`, { sales })}</span>
    );
  }
  return (
    <div>
      <Amount money={{ amount, currency }} />
      <small class="under">{priceText(say, language, { line, currency })}</small>
    </div>
  );
}

/** How the amount of a line came about. */
function priceText(
  say: CartSay,
  language: Language,
  { line, currency }: { line: CartLine; currency: string },
): string {
  const { quantity, months, quote, level } = line;
  const unitPrice = amountText(language, { amount: line.unitPrice ?? 0, currency });
  const told = { quantity: String(quantity), unitPrice, level };
  if (quote === null || months === null) return say("licensePrice", told);
  if (quote.isDeferred) return say("deferredPrice", { ...told, months: String(months) });
  const { number, version } = quote;
  const { level: _, ...quoted } = told;
  return say("renewalPrice", { ...quoted, months: String(months), number, version: String(version) });
}

/** Of a new license how many; every line can be taken out. */
function Change({ say, siteId, line }: { say: CartSay; siteId: string; line: CartLine }) {
  const { id, kind, productName, partNumber } = line;
  const product = productName === "" ? partNumber : productName;
  const action = cartHref(siteId, `/lines/${id}`);
  return (
    <div>
      {kind === "license" && <Quantity say={say} action={action} line={line} product={product} />}
      <Form action={action}>
        <SubmitButton tone="plain" name="action" value="remove" description={say("removeOf", { product })}>
          {say("remove")}
        </SubmitButton>
      </Form>
    </div>
  );
}

interface QuantityProps {
  readonly say: CartSay;
  readonly action: string;
  readonly line: CartLine;
  readonly product: string;
}

function Quantity({ say, action, line: { id, quantity }, product }: QuantityProps) {
  const field = `quantity-${id}`;
  return (
    <Form action={action}>
      <label for={field} class="vh">
        {say("quantityOf", { product })}
      </label>
      <input
        id={field}
        name="quantity"
        type="number"
        inputMode="numeric"
        min={1}
        max={MOST_UNITS}
        value={quantity}
      />
      <SubmitButton tone="plain" name="action" value="change" description={say("saveOf", { product })}>
        {say("save")}
      </SubmitButton>
    </Form>
  );
}
