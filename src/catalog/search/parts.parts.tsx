/** Parts as a list: what each is, what it costs the site, and the way into the cart. */
import { type Program, valueText } from "../../access/index.ts";
import { Code } from "../../web/code.tsx";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import { dayText } from "../../web/locale/formats.ts";
import { useReader } from "../../web/locale/reader.ts";
import { Refusal } from "../../web/refusal.tsx";
import { type Column, DataTable } from "../../web/table.tsx";
import { Amount } from "../../web/values.tsx";
import { priceLevelHref } from "../levels/rules.ts";
import { levelSay } from "../levels/texts.ts";
import { type CatalogSay, catalogSay } from "../texts.ts";
import type { Part } from "./parts.store.ts";
import type { Priced, Reader } from "./prices.authorize.ts";

type Sold = Priced<Part>;

interface PartsProps {
  caption: string;
  parts: readonly Sold[];
  reader: Reader;
  /** Where what has no price is asked for. */
  sales: string;
  /** Whether the product has a column: not on its own page. */
  hasProduct?: boolean;
  empty: preact.ComponentChildren;
}

export function PartsTable({ caption, parts, reader, sales, hasProduct = false, empty }: PartsProps) {
  const say = catalogSay(useReader().language);
  const { site } = reader;
  const mayOrder = site !== null && reader.mayBuy && parts.some((part) => isForCart(part, reader));
  const query = site === null ? "" : `?siteId=${site.id}`;
  const columns: Column<Sold>[] = [
    { header: say("part"), cell: ({ number }) => <Code>{number}</Code>, isNowrap: true },
    ...(hasProduct
      ? [
          {
            header: say("product"),
            cell: ({ productCode, productName }: Sold) => (
              <a href={`/catalog/products/${encodeURIComponent(productCode)}${query}`}>
                <bdi>{productName}</bdi>
              </a>
            ),
          },
        ]
      : []),
    { header: say("kind"), cell: ({ kind }) => say(`kind.${kind}`) },
    { header: say("description"), cell: (part) => <Described say={say} part={part} /> },
    { header: say("programs"), cell: ({ programs }) => programs.join(", ") },
    {
      header: say("unitPrice"),
      cell: (part) => <Price part={part} program={site?.program ?? null} sales={sales} />,
      isNumeric: true,
    },
    ...(mayOrder
      ? [
          {
            header: say("order"),
            cell: (part: Sold) => isForCart(part, reader) && <CartForm siteId={site.id} part={part} />,
          },
        ]
      : []),
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={parts}
      rowKey={({ number }) => number}
      empty={empty}
    />
  );
}

function Described({ say, part: { description, serviceMonths } }: { say: CatalogSay; part: Sold }) {
  return (
    <div>
      <bdi>{description}</bdi>
      {serviceMonths > 0 && <small class="below">{say("serviceMonths", { count: serviceMonths })}</small>}
    </div>
  );
}

/** New licenses are bought from here; what continues a line, from the line's quote or offer. */
function isForCart({ kind, price }: Sold, { mayBuy }: Reader): boolean {
  return mayBuy && kind === "license" && price !== null;
}

function CartForm({ siteId, part: { number } }: { siteId: string; part: Sold }) {
  const say = catalogSay(useReader().language);
  return (
    <Form action={`/sites/${siteId}/cart/lines`} hidden={{ partNumber: number }}>
      <Field
        label={say("quantityOf", { part: number })}
        name="quantity"
        type="number"
        inputMode="numeric"
        value={1}
      />
      <SubmitButton description={say("putPartIntoCart", { part: number })}>{say("putIntoCart")}</SubmitButton>
    </Form>
  );
}

function Price({ part, program, sales }: { part: Sold; program: Program | null; sales: string }) {
  const say = catalogSay(useReader().language);
  const { price, whyNoPrice } = part;
  if (price !== null || whyNoPrice === null) return <Amount money={price} />;
  if (whyNoPrice === "price_on_request") return <a href={`mailto:${sales}`}>{say("why.price_on_request")}</a>;
  if (whyNoPrice === "not_in_program") return <>{say("why.not_in_program", { program: program ?? "" })}</>;
  return <>{say(`why.${whyNoPrice}`)}</>;
}

/** How the prices came about, or by which rule there are none and who can help. Source: A-27. */
export function PricesTold({ reader, sales }: { reader: Reader; sales: string }) {
  const { language } = useReader();
  const say: CatalogSay = catalogSay(language);
  const { prices, withheld, site } = reader;
  if (prices !== null) {
    const { level, currency, on } = prices;
    return (
      <>
        <p class="hint">
          {say("pricesAre", { level, currency, day: dayText(language, on) })}
          {site !== null && (
            <>
              {" "}
              <a href={priceLevelHref(site.id)}>{levelSay(language)("title")}</a>
            </>
          )}
        </p>
        {reader.mayBuy && (
          <p class="hint">
            {say("renewalHow")} {say("reinstatementHow")}
          </p>
        )}
      </>
    );
  }
  if (withheld?.reason === "program_not_eligible")
    return <Refusal sentence={say("withheldProgram", { email: sales })} rule={withheld.rule} />;
  if (withheld?.reason !== "permission_required" || site === null) return null;
  return (
    <Refusal
      sentence={say("withheldRight", { right: valueText(language, "download_media_commerce") })}
      rule={withheld.rule}
      helpers={withheld.helpers}
      ask={{ action: `/sites/${site.id}/privilege-requests`, hidden: { permission: "price.read" } }}
    />
  );
}
