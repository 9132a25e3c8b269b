/** How the vendor's feed brings products, versions, parts and prices. See platform/staging.ts. */
import { sql } from "kysely";
import type { VendorScope } from "../access/index.ts";
import type { Config } from "../platform/config.ts";
import {
  type Counts,
  dropRepeats,
  type Keyed,
  mergeKeyed,
  type Refusal,
  refuseStaged,
  type StagedTable,
} from "../platform/staging.ts";
import { mergeLevels } from "./levels/feed.store.ts";
import { refuseUnorderedPrices } from "./prices/feed.store.ts";

export const catalogStaging: readonly StagedTable[] = [
  {
    name: "feed_products",
    columns: `line bigint, code text, name text, brand text, product_group text, description text, key_scheme text,
              renewal_keys boolean, descriptions jsonb, replaced_by text`,
  },
  {
    name: "feed_versions",
    columns: `line bigint, product_code text, version text, available_on date, end_of_service_on date,
              end_of_service_announced boolean`,
  },
  {
    name: "feed_parts",
    columns: `line bigint, number text, product_code text, kind text, programs text[], service_months integer,
              description text, descriptions jsonb, points integer, migrates_to text`,
  },
  {
    name: "feed_prices",
    columns: "line bigint, part_number text, currency text, level text, valid_from date, amount bigint",
  },
];

const PRODUCTS: Keyed = {
  staged: "feed_products",
  target: "products",
  key: ["code"],
  columns: [
    "name",
    "brand",
    "product_group",
    "description",
    "key_scheme",
    "renewal_keys",
    "descriptions",
    "replaced_by",
  ],
};

const VERSIONS: Keyed = {
  staged: "feed_versions",
  target: "product_versions",
  key: ["product_code", "version"],
  columns: ["available_on", "end_of_service_on", "end_of_service_announced"],
};

const PARTS: Keyed = {
  staged: "feed_parts",
  target: "parts",
  key: ["number"],
  columns: [
    "product_code",
    "kind",
    "programs",
    "service_months",
    "description",
    "descriptions",
    "points",
    "migrates_to",
  ],
};

const PRICES: Keyed = {
  staged: "feed_prices",
  target: "prices",
  key: ["part_number", "currency", "level", "valid_from"],
  columns: ["amount"],
};

export type CatalogCounts = Readonly<Record<"product" | "version" | "part" | "price", Counts>>;

/** Merges what was staged and tells what does not fit. Leaves `feed_renamed_products` and `feed_moved_parts`. */
export async function mergeCatalog(
  { query }: VendorScope,
  { now, config }: { readonly now: Date; readonly config: Pick<Config, "reinstatementPercent"> },
): Promise<CatalogCounts> {
  await dropRepeats(query, PRODUCTS, "code");
  await refuseStaged(query, REPLACED_BY_NOTHING);
  await createRenamedProducts({ query });
  const product = await mergeKeyed(query, PRODUCTS, now);
  await refuseStaged(
    query,
    withoutProduct("feed_versions", { kind: "version", key: sql`product_code || ' ' || version` }),
  );
  await dropRepeats(query, VERSIONS, "version");
  const version = await mergeKeyed(query, VERSIONS, now);
  await refuseStaged(query, withoutProduct("feed_parts", { kind: "part", key: sql`number` }));
  await dropRepeats(query, PARTS, "number");
  await refuseStaged(query, MIGRATES_TO_NOTHING);
  await warnOfLetters({ query });
  await createMovedParts({ query });
  const part = await mergeKeyed(query, PARTS, now);
  await refuseStaged(query, PRICES_WITHOUT_PART);
  await dropRepeats(query, PRICES, "part");
  const price = await mergeKeyed(query, PRICES, now);
  await refuseUnorderedPrices({ query }, config.reinstatementPercent);
  await mergeLevels({ query }, now);
  return { product, version, part, price };
}

type Within = Pick<VendorScope, "query">;

/** Orders show the name of what was bought: whoever keeps it must follow. */
async function createRenamedProducts({ query }: Within): Promise<void> {
  await sql`
    create temporary table feed_renamed_products on commit drop as
    select staged.code, staged.name
      from feed_products staged
      join products on products.code = staged.code
     where products.name <> staged.name`.execute(query);
}

/** Parts that became something else. Whoever has sold one must object. */
async function createMovedParts({ query }: Within): Promise<void> {
  await sql`
    create temporary table feed_moved_parts on commit drop as
    select staged.line, staged.number
      from feed_parts staged
      join parts on parts.number = staged.number
     where row(parts.kind, parts.product_code) <> row(staged.kind, staged.product_code)`.execute(query);
}

function withoutProduct(from: string, breaks: NonNullable<Refusal["breaks"]>): Refusal {
  return {
    from,
    where: sql`not exists (select from products where products.code = staged.product_code)`,
    field: "product",
    code: "unknown_product",
    facts: sql`jsonb_build_object('product', product_code)`,
    missing: { kind: "product", key: sql`product_code` },
    breaks,
  };
}

/** What takes a product's place is in the catalog, or comes with the same feed. */
const REPLACED_BY_NOTHING: Refusal = {
  from: "feed_products",
  where: sql`replaced_by is not null
             and not exists (select from products where products.code = staged.replaced_by)
             and not exists (select from feed_products other where other.code = staged.replaced_by)`,
  field: "replacedBy",
  code: "unknown_product",
  facts: sql`jsonb_build_object('product', replaced_by)`,
  missing: { kind: "product", key: sql`replaced_by` },
  breaks: { kind: "product", key: sql`code` },
};

/** What a part becomes in another program is in the catalog, or comes with the same feed. */
const MIGRATES_TO_NOTHING: Refusal = {
  from: "feed_parts",
  where: sql`migrates_to is not null
             and not exists (select from parts where parts.number = staged.migrates_to)
             and not exists (select from feed_parts other where other.number = staged.migrates_to)`,
  field: "migratesTo",
  code: "unknown_part",
  facts: sql`jsonb_build_object('part', migrates_to)`,
  missing: { kind: "part", key: sql`migrates_to` },
  breaks: { kind: "part", key: sql`number` },
};

const PRICES_WITHOUT_PART: Refusal = {
  from: "feed_prices",
  where: sql`not exists (select from parts where parts.number = staged.part_number)`,
  field: "part",
  code: "unknown_part",
  facts: sql`jsonb_build_object('part', part_number)`,
  missing: { kind: "part", key: sql`part_number` },
};

/** The kind is data. A number whose letter says otherwise is worth a second look, no more. Source: A-02. */
async function warnOfLetters({ query }: Within): Promise<void> {
  await sql`
    insert into staged_faults
    select line, 'kind', 'letter_contradicts_kind', jsonb_build_object('part', number, 'kind', kind), true
      from feed_parts
     where (kind = 'license' and number like 'E%')
        or (kind = 'renewal' and number like 'D%')`.execute(query);
}
