/** The screens of the catalog's two lists: products, and parts. Their question is a form whose answer has an address. */
import { Empty } from "../../web/empty.tsx";
import { FilterBar, Results, withQuery } from "../../web/filter.tsx";
import { useReader } from "../../web/locale/reader.ts";
import { ActionLink, Page } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { KINDS, type Kind } from "../kinds.data.ts";
import { type CatalogSay, catalogSay } from "../texts.ts";
import type { LivingProduct, PartList, ProductList } from "./operations.ts";
import { PartsTable, PricesTold } from "./parts.parts.tsx";
import type { ProductPage } from "./store.ts";

export interface CatalogQuestionAsked {
  readonly q?: string | undefined;
  readonly brand?: string | undefined;
  readonly group?: string | undefined;
  readonly kind?: Kind | undefined;
  readonly siteId?: string | undefined;
  readonly after?: string | undefined;
}

export interface ProductsQuestion extends CatalogQuestionAsked {
  readonly sort: ProductPage["sort"];
}

interface Facets {
  readonly brands: readonly string[];
  readonly groups: readonly string[];
}

interface ListProps<Question, List> {
  chrome: Chrome;
  question: Question;
  page: List;
  facets: Facets;
  sales: string;
}

export function ProductsPage({ chrome, question, page, facets }: ListProps<ProductsQuestion, ProductList>) {
  const say = catalogSay(chrome.language);
  const path = "/catalog/products";
  const { after, ...asked } = question;
  const { sort, ...filter } = asked;
  const address = (change: object) => withQuery(path, { ...asked, ...change });
  const actions = (
    <>
      <ActionLink href={withQuery("/catalog/parts", filter)}>{say("showParts")}</ActionLink>
      <ActionLink href={withQuery("/catalog/lifecycle", siteOf(question))}>{say("lifecycle")}</ActionLink>
    </>
  );
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")} actions={actions}>
      <CatalogFilter path={path} question={question} facets={facets} hidden={{ sort, ...siteOf(question) }} />
      <Results>
        <DataTable
          caption={say("products")}
          columns={productColumns(say, question)}
          rows={page.items}
          rowKey={({ code }) => code}
          sorting={{ current: sort, href: (next) => address({ sort: next }) }}
          empty={<Nothing path={path} question={question} />}
        />
        <CursorPager
          shown={page.items.length}
          first={after === undefined ? undefined : address({})}
          next={page.next === null ? undefined : address({ after: page.next })}
        />
      </Results>
    </Page>
  );
}

export function PartsPage({
  chrome,
  question,
  page,
  facets,
  sales,
}: ListProps<CatalogQuestionAsked, PartList>) {
  const say = catalogSay(chrome.language);
  const path = "/catalog/parts";
  const { after, ...filter } = question;
  return (
    <Page
      chrome={chrome}
      title={say("parts")}
      lead={say("partsLead")}
      back={{ href: withQuery("/catalog/products", siteOf(question)), label: say("back") }}
      actions={<ActionLink href={withQuery("/catalog/products", filter)}>{say("showProducts")}</ActionLink>}
    >
      <PricesTold reader={page.reader} sales={sales} />
      <CatalogFilter path={path} question={question} facets={facets} hidden={siteOf(question)} />
      <Results>
        <PartsTable
          caption={say("parts")}
          parts={page.items}
          reader={page.reader}
          sales={sales}
          hasProduct
          empty={<Nothing path={path} question={question} />}
        />
        <CursorPager
          shown={page.items.length}
          first={after === undefined ? undefined : withQuery(path, filter)}
          next={page.next === null ? undefined : withQuery(path, { ...filter, after: page.next })}
        />
      </Results>
    </Page>
  );
}

/** What stays as it is, whatever is asked: whose prices are shown. */
export function siteOf({ siteId }: { siteId?: string | undefined }): Record<string, string> {
  return siteId === undefined ? {} : { siteId };
}

interface FilterProps {
  path: string;
  question: CatalogQuestionAsked;
  facets: Facets;
  hidden: Readonly<Record<string, string>>;
}

function CatalogFilter({ path, question, facets, hidden }: FilterProps) {
  const say = catalogSay(useReader().language);
  const { q = "", brand = "", group = "", kind = "" } = question;
  const same = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  const kinds = KINDS.map((value) => ({ value, label: say(`kind.${value}`) }));
  return (
    <>
      <FilterBar
        action={path}
        search={{ name: "q", label: say("search"), value: q }}
        selects={[
          {
            name: "brand",
            label: say("brand"),
            value: brand,
            options: [{ value: "", label: say("allBrands") }, ...same(facets.brands)],
          },
          {
            name: "group",
            label: say("group"),
            value: group,
            options: [{ value: "", label: say("allGroups") }, ...same(facets.groups)],
          },
          {
            name: "kind",
            label: say("kind"),
            value: kind,
            options: [{ value: "", label: say("allKinds") }, ...kinds],
          },
        ]}
        hidden={hidden}
        isFiltered={isFiltered(question)}
      />
      <p class="hint">{say("searchHint")}</p>
    </>
  );
}

function isFiltered({ q, brand, group, kind }: CatalogQuestionAsked): boolean {
  return [q, brand, group, kind].some((asked) => asked !== undefined && asked !== "");
}

function Nothing({ path, question }: { path: string; question: CatalogQuestionAsked }) {
  const say = catalogSay(useReader().language);
  if (!isFiltered(question)) return <Empty title={say("none")}>{say("noneText")}</Empty>;
  return (
    <Empty
      title={say("noneFound")}
      action={{ href: withQuery(path, siteOf(question)), label: say("showAll") }}
    >
      {say("noneFoundText")}
    </Empty>
  );
}

function productColumns(say: CatalogSay, question: CatalogQuestionAsked): Column<LivingProduct>[] {
  const href = (code: string) => withQuery(`/catalog/products/${encodeURIComponent(code)}`, siteOf(question));
  return [
    {
      header: say("product"),
      cell: ({ code, name }) => (
        <a href={href(code)}>
          <bdi>{name}</bdi>
        </a>
      ),
      sortKey: "name",
    },
    { header: say("description"), cell: ({ description }) => <bdi>{description}</bdi> },
    { header: say("brand"), cell: ({ brand }) => <bdi>{brand}</bdi> },
    { header: say("group"), cell: ({ group }) => <bdi>{group}</bdi> },
    { header: say("currentVersion"), cell: ({ versions }) => currentOf(versions) || say("noVersion") },
    { header: say("keyRequirement"), cell: ({ keyScheme }) => say(`key.${keyScheme}`) },
  ];
}

function currentOf(versions: LivingProduct["versions"]): string {
  return versions.flatMap(({ state, version }) => (state === "CURRENT" ? [version] : [])).join(", ");
}
