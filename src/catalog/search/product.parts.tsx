/** The screen of one product: what it is, its versions and their ends, its parts and what they cost. */
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { Facts } from "../../web/facts.tsx";
import { withQuery } from "../../web/filter.tsx";
import { useReader } from "../../web/locale/reader.ts";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../web/table.tsx";
import { Absent } from "../../web/values.tsx";
import { lifeColumns } from "../lifecycle/lifecycle.parts.tsx";
import type { VersionLife } from "../lifecycle/store.ts";
import { catalogSay } from "../texts.ts";
import { MOST_PARTS, type ProductDetail } from "./operations.ts";
import { PartsTable, PricesTold } from "./parts.parts.tsx";
import { siteOf } from "./products.parts.tsx";

interface ProductProps {
  chrome: Chrome;
  product: ProductDetail;
  siteId: string | undefined;
  sales: string;
}

export function ProductPage({ chrome, product, siteId, sales }: ProductProps) {
  const say = catalogSay(chrome.language);
  const { code, name, parts, reader, successor } = product;
  const site = siteOf({ siteId });
  const partsHref = withQuery("/catalog/parts", { product: code, ...site });
  return (
    <Page
      chrome={chrome}
      title={name}
      lead={product.description === "" ? undefined : <bdi>{product.description}</bdi>}
      back={{ href: withQuery("/catalog/products", site), label: say("back") }}
    >
      {successor !== null && (
        <Notice tone="info" title={say("successorNotice", { product: successor.name })}>
          <p>
            <a href={withQuery(`/catalog/products/${encodeURIComponent(successor.code)}`, site)}>
              <bdi>{successor.name}</bdi>
            </a>
          </p>
        </Notice>
      )}
      <ProductFacts product={product} />
      <Section title={say("versions")}>
        <Versions versions={product.versions} />
        {product.versions.some(({ isAtEnd }) => isAtEnd) && <p class="hint">{say("endingText")}</p>}
      </Section>
      <Section title={say("parts")} actions={<ActionLink href={partsHref}>{say("showParts")}</ActionLink>}>
        <PricesTold reader={reader} sales={sales} />
        <PartsTable
          caption={say("parts")}
          parts={parts}
          reader={reader}
          sales={sales}
          empty={<Empty title={say("none")} />}
        />
        {parts.length === MOST_PARTS && <p class="hint">{say("morePrices", { count: MOST_PARTS })}</p>}
      </Section>
    </Page>
  );
}

function ProductFacts({ product }: { product: ProductDetail }) {
  const say = catalogSay(useReader().language);
  const { code, brand, group, keyScheme, renewalKeys } = product;
  const key = say(`key.${keyScheme}`);
  return (
    <Section title={say("facts")}>
      <Facts
        items={[
          { label: say("code"), value: <Code>{code}</Code> },
          { label: say("brand"), value: <bdi>{brand}</bdi> },
          { label: say("group"), value: <bdi>{group}</bdi> },
          { label: say("keyRequirement"), value: renewalKeys ? `${key} ${say("renewalKeys")}` : key },
        ]}
      />
    </Section>
  );
}

function Versions({ versions }: { versions: readonly VersionLife[] }) {
  const say = catalogSay(useReader().language);
  const columns: Column<VersionLife>[] = [
    { header: say("version"), cell: ({ version }) => version },
    ...lifeColumns<VersionLife>(say, (life) => life),
  ];
  return (
    <DataTable
      caption={say("versions")}
      columns={columns}
      rows={versions}
      rowKey={({ version }) => version}
      empty={<Absent />}
    />
  );
}
