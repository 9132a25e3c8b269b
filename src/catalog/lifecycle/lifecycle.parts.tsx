/** The screen of ends of service, and the columns that every list of versions shares. */
import { Empty } from "../../web/empty.tsx";
import { FilterBar, Results, withQuery } from "../../web/filter.tsx";
import { useReader } from "../../web/locale/reader.ts";
import { Page } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { Tag, type Tone } from "../../web/tag.tsx";
import { Absent, Day } from "../../web/values.tsx";
import { siteOf } from "../search/products.parts.tsx";
import { type CatalogSay, catalogSay } from "../texts.ts";
import { stateText } from "./life.texts.ts";
import type { LifecycleList, ShownLife } from "./operations.ts";
import type { VersionLife } from "./store.ts";

export interface LifecycleQuestionAsked {
  readonly siteId?: string | undefined;
  readonly brand?: string | undefined;
  readonly show: "eos" | "old" | "all";
  readonly own?: "true" | "false" | undefined;
  readonly after?: string | undefined;
}

interface LifecycleProps {
  chrome: Chrome;
  question: LifecycleQuestionAsked;
  page: LifecycleList;
  brands: readonly string[];
}

const PATH = "/catalog/lifecycle";

export function LifecyclePage({ chrome, question, page, brands }: LifecycleProps) {
  const say = catalogSay(chrome.language);
  const { after, ...filter } = question;
  const site = siteOf(question);
  return (
    <Page
      chrome={chrome}
      title={say("lifecycleTitle")}
      lead={say("lifecycleLead")}
      back={{ href: withQuery("/catalog/products", site), label: say("back") }}
    >
      <LifecycleFilter question={question} brands={brands} />
      <Results>
        <p class="hint">{say("endingText")}</p>
        <DataTable
          caption={say("lifecycleTitle")}
          columns={columnsOf(say, question)}
          rows={page.items}
          rowKey={({ productCode, version }) => `${productCode} ${version}`}
          empty={
            <Empty
              title={say("lifecycleNone")}
              action={{ href: withQuery(PATH, { ...site, show: "all" }), label: say("showAll") }}
            >
              {say("lifecycleNoneText")}
            </Empty>
          }
        />
        <CursorPager
          shown={page.items.length}
          first={after === undefined ? undefined : withQuery(PATH, filter)}
          next={page.next === null ? undefined : withQuery(PATH, { ...filter, after: page.next })}
        />
      </Results>
    </Page>
  );
}

function LifecycleFilter({ question, brands }: Pick<LifecycleProps, "question" | "brands">) {
  const say = catalogSay(useReader().language);
  const { siteId, brand = "", show, own = "false" } = question;
  const shows = (["old", "eos", "all"] as const).map((value) => ({
    value,
    label: say(`lifecycle.${value}`),
  }));
  const owned = [
    { value: "false", label: say("allProducts") },
    { value: "true", label: say("ownProducts") },
  ];
  return (
    <FilterBar
      action={PATH}
      selects={[
        {
          name: "brand",
          label: say("brand"),
          value: brand,
          options: [
            { value: "", label: say("allBrands") },
            ...brands.map((value) => ({ value, label: value })),
          ],
        },
        { name: "show", label: say("lifecycleFilter"), value: show, options: shows },
        ...(siteId === undefined
          ? []
          : [{ name: "own", label: say("ownFilter"), value: own, options: owned }]),
      ]}
      hidden={siteOf(question)}
      isFiltered={brand !== "" || show !== "old" || own === "true"}
    />
  );
}

function columnsOf(say: CatalogSay, question: LifecycleQuestionAsked): Column<ShownLife>[] {
  return [
    {
      header: say("version"),
      cell: ({ productCode, productName, version, isYours }) => (
        <div>
          <a href={withQuery(`/catalog/products/${encodeURIComponent(productCode)}`, siteOf(question))}>
            <bdi>{`${productName} ${version}`}</bdi>
          </a>{" "}
          {isYours === true && <Tag tone="info">{say("yours")}</Tag>}
        </div>
      ),
    },
    { header: say("brand"), cell: ({ brand }) => <bdi>{brand}</bdi> },
    ...lifeColumns<ShownLife>(say, (life) => life),
  ];
}

/** When it came, when it ends, in which state it is and what replaces it. */
export function lifeColumns<Row>(say: CatalogSay, lifeOf: (row: Row) => VersionLife): Column<Row>[] {
  return [
    { header: say("state"), cell: (row) => <StateTag life={lifeOf(row)} /> },
    { header: say("endOfService"), cell: (row) => <Day date={lifeOf(row).endOfServiceOn} /> },
    { header: say("replacedBy"), cell: (row) => <Replacing life={lifeOf(row)} /> },
    { header: say("availableOn"), cell: (row) => <Day date={lifeOf(row).availableOn} /> },
  ];
}

const TONES: Record<VersionLife["state"], Tone> = {
  UPCOMING: "info",
  CURRENT: "ok",
  SUPERSEDED: "plain",
  EOS_NO_DATE: "bad",
  EOS_BY: "warn",
};

export function StateTag({ life }: { life: VersionLife }) {
  const { language } = useReader();
  return <Tag tone={life.isAtEnd ? "bad" : TONES[life.state]}>{stateText(language, life)}</Tag>;
}

function Replacing({ life: { productCode, replacedBy } }: { life: VersionLife }) {
  if (replacedBy === null) return <Absent />;
  const { productName, version } = replacedBy;
  return <bdi>{replacedBy.productCode === productCode ? version : `${productName} ${version}`}</bdi>;
}
