/** The SQL that finds products. Nothing of the catalog belongs to a site. */
import { type RawBuilder, sql } from "kysely";
import type { Program } from "../../access/index.ts";
import type { Query } from "../../platform/database.ts";
import type { Place } from "../../platform/http/place.ts";
import type { Language } from "../../platform/language.ts";
import type { KeyScheme, Kind } from "../kinds.data.ts";
import { kindNames } from "../texts.ts";
import { isPieceOfNumber, kindsNamed, wordsOf } from "./words.rules.ts";

export interface Product {
  readonly code: string;
  readonly name: string;
  readonly brand: string;
  readonly group: string;
  /** In the reader's language, where the vendor gave it. */
  readonly description: string;
  readonly keyScheme: KeyScheme;
  /** Whether a renewal needs keys of its own. */
  readonly renewalKeys: boolean;
  readonly replacedBy: string | null;
}

export interface CatalogFilter {
  readonly q?: string | undefined;
  readonly brand?: string | undefined;
  readonly group?: string | undefined;
  readonly kind?: Kind | undefined;
  readonly program?: Program | undefined;
}

/** What only the ends of service ask for. */
export interface LifeFilter {
  /** Codes. */
  readonly among?: readonly string[] | undefined;
  /** Products with a version that is marked as ending; or with that or several versions. */
  readonly life?: "eos" | "old" | undefined;
}

export const PRODUCT_SORTS = ["name", "-name", "code", "-code"] as const;

export interface ProductPage extends CatalogFilter, LifeFilter {
  readonly sort: (typeof PRODUCT_SORTS)[number];
  readonly after: Place | null;
  readonly limit: number;
  readonly language: Language;
}

/** What is said in the reader's language, or else without one. */
export function saidIn(language: Language, of: "product" | "part"): RawBuilder<string> {
  const table = sql.ref(of);
  return sql`coalesce(nullif(${table}.descriptions ->> ${language}, ''), ${table}.description)`;
}

/** One more than `limit`, when there are so many. */
export async function listProducts(query: Query, page: ProductPage): Promise<Product[]> {
  const [compared, direction] = page.sort.startsWith("-") ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const column = page.sort.endsWith("name") ? sql`product.name` : sql`product.code`;
  const { after } = page;
  const place =
    after === null ? sql`` : sql`and (${column}, product.code) ${compared} (${after.value}, ${after.id})`;
  const { rows } = await sql<Product>`
    select ${productColumns(page.language)}
      from products product
     where true ${filtered(page)} ${inLife(page)} ${place}
     order by ${column} ${direction}, product.code ${direction}
     limit ${page.limit + 1}`.execute(query);
  return rows;
}

export async function findProduct(
  query: Query,
  code: string,
  language: Language,
): Promise<Product | undefined> {
  const { rows } = await sql<Product>`
    select ${productColumns(language)} from products product where product.code = ${code}`.execute(query);
  return rows[0];
}

function productColumns(language: Language): RawBuilder<unknown> {
  return sql`product.code, product.name, product.brand, product.product_group as group,
             ${saidIn(language, "product")} as description, product.key_scheme, product.renewal_keys, product.replaced_by`;
}

function filtered({ q, brand, group, kind, program }: CatalogFilter): RawBuilder<unknown> {
  const isSold =
    kind === undefined && program === undefined ? sql`` : sql`and ${hasPart(partFilter({ kind, program }))}`;
  return sql`${productFilter({ brand, group })} ${isSold} ${sql.join(wordsOf(q).map(saysWord), sql` `)}`;
}

function inLife({ among, life }: LifeFilter): RawBuilder<unknown> {
  const isAmong = among === undefined ? sql`` : sql`and product.code = any(${[...among]}::text[])`;
  if (life === undefined) return isAmong;
  const isOld =
    life === "eos"
      ? sql`bool_or(end_of_service_announced)`
      : sql`count(*) > 1 or bool_or(end_of_service_announced)`;
  return sql`${isAmong} and (select ${isOld} from product_versions version where version.product_code = product.code)`;
}

export function productFilter({ brand, group }: Pick<CatalogFilter, "brand" | "group">): RawBuilder<unknown> {
  const ofBrand = brand === undefined ? sql`` : sql`and product.brand = ${brand}`;
  const ofGroup = group === undefined ? sql`` : sql`and product.product_group = ${group}`;
  return sql`${ofBrand} ${ofGroup}`;
}

export function partFilter({ kind, program }: Pick<CatalogFilter, "kind" | "program">): RawBuilder<unknown> {
  const ofKind = kind === undefined ? sql`` : sql`and part.kind = ${kind}`;
  const inProgram = program === undefined ? sql`` : sql`and ${program} = any(part.programs)`;
  return sql`${ofKind} ${inProgram}`;
}

function hasPart(which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select from parts part where part.product_code = product.code ${which})`;
}

/** By what is said of the product, the kinds of its parts, or a piece of one's number. */
function saysWord(word: string): RawBuilder<unknown> {
  const said = sql`strpos(product.found_by, (select carnet_folded(${word}))) > 0`;
  const kinds = kindsNamed(word, kindNames);
  const byKind = kinds.length === 0 ? sql`` : sql`or ${hasPart(sql`and part.kind = any(${kinds}::text[])`)}`;
  const byNumber = isPieceOfNumber(word)
    ? sql`or product.code in (select part.product_code from parts part where ${numbered(word)})`
    : sql``;
  return sql`and (${said} ${byKind} ${byNumber})`;
}

/** Said so that the index of grams is used; `strpos` decides. What is looked for is folded once: by a select of its own. */
export function numbered(word: string): RawBuilder<unknown> {
  return sql`${said(word)} and strpos(lower(part.number), (select carnet_folded(${word}))) > 0`;
}

export function said(word: string): RawBuilder<unknown> {
  return sql`carnet_grams(part.found_by) @> (select carnet_sought(carnet_folded(${word})))
             and strpos(part.found_by, (select carnet_folded(${word}))) > 0`;
}

/** The names of products that have the text in them, whatever its width and case. */
export async function listNamesWith(query: Query, text: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct product.name
      from products product
     where strpos(product.found_by, (select carnet_folded(${text}))) > 0
       and strpos(carnet_folded(product.name), (select carnet_folded(${text}))) > 0`.execute(query);
  return rows.map(({ name }) => name);
}

/** What the lists can be narrowed to. */
export async function findFacets(query: Query): Promise<{ brands: string[]; groups: string[] }> {
  const { rows } = await sql<{ brands: string[]; groups: string[] }>`
    select coalesce(array_agg(distinct brand order by brand), '{}') as brands,
           coalesce(array_agg(distinct product_group order by product_group), '{}') as groups
      from products`.execute(query);
  return rows[0] ?? { brands: [], groups: [] };
}
