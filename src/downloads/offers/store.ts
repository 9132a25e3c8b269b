/** The SQL of what may be offered to a site: files of the products that it owns. Which those are is handed in. */
import { type RawBuilder, sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { Place } from "../../platform/http/place.ts";
import type { FileFacts } from "./rules.ts";

/** A version of a product that the site owns. */
export interface OwnedVersion {
  readonly productCode: string;
  readonly productName: string;
  readonly version: string;
  readonly availableOn: LocalDate;
  /** Whether this person could have it on the day, were its files there. */
  readonly isOpen: boolean;
}

export interface OfferedFile extends FileFacts {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly keyId: string | null;
  readonly signature: Buffer | null;
  readonly productCode: string;
  readonly productName: string;
  readonly version: string;
  readonly platform: string;
  readonly language: string;
}

export interface OfferFilter {
  /** Part of a product's name, version, platform or file name, in either case; or a product's code in `products`. */
  readonly q?: string | undefined;
  readonly platform?: string | undefined;
  readonly language?: string | undefined;
  readonly status: "all" | "available" | "unavailable";
  /** Products that `q` names otherwise: by the number of a part. */
  readonly products: readonly string[];
}

export interface OfferPage extends OfferFilter {
  readonly sort: OfferSort;
  readonly after: Place | null;
  readonly limit: number;
}

export const OFFER_SORTS = [
  "product",
  "availableOn",
  "-availableOn",
  "name",
  "-name",
  "sizeBytes",
  "-sizeBytes",
] as const;
export type OfferSort = (typeof OFFER_SORTS)[number];

/** Texts whose order is that of the column. By product: newest version first, then platform, language and name. */
const KEYS: Record<string, RawBuilder<unknown>> = {
  product: sql`concat_ws(chr(1), lower(owned.product_name), owned.product_code,
                 lpad((date '9999-12-31' - owned.available_on)::text, 8, '0'), owned.version,
                 released.platform, released.language, lower(file.name))`,
  availableOn: sql`owned.available_on::text`,
  name: sql`lower(file.name)`,
  sizeBytes: sql`lpad(file.size_bytes::text, 20, '0')`,
};

const FILE = sql`file.id, file.name, file.size_bytes, file.sha256, file.key_id, file.signature, file.state,
         owned.product_code, owned.product_name, owned.version, owned.available_on, released.platform, released.language`;

/** One more than `limit`, when there are so many. `sortKey` is the value of a place in the list. */
export async function listOffers(
  { query }: SiteScope,
  versions: readonly OwnedVersion[],
  page: OfferPage,
): Promise<(OfferedFile & { readonly sortKey: string })[]> {
  const isDown = page.sort.startsWith("-");
  const [compared, direction] = isDown ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const key = sql`(${KEYS[page.sort.replace("-", "")] ?? sql`''`}) collate "C"`;
  const place =
    page.after === null
      ? sql``
      : sql`and (${key}, file.id) ${compared} (${page.after.value}, ${page.after.id})`;
  const { rows } = await sql<OfferedFile & { sortKey: string }>`
    select ${FILE}, ${key} as sort_key
      from ${filesOf(versions)}
     where true ${filtered(page)} ${place}
     order by ${key} ${direction}, file.id ${direction}
     limit ${page.limit + 1}`.execute(query);
  return rows;
}

export async function findOffer(
  { query }: SiteScope,
  versions: readonly OwnedVersion[],
  fileId: string,
): Promise<OfferedFile | undefined> {
  const { rows } = await sql<OfferedFile>`
    select ${FILE} from ${filesOf(versions)} where file.id = ${fileId}`.execute(query);
  return rows[0];
}

/** The platforms and languages of all that may be offered: the choices of the filter. */
export async function findFacets({ query }: SiteScope, versions: readonly OwnedVersion[]) {
  const { rows } = await sql<{ platforms: string[]; languages: string[] }>`
    select coalesce(array_agg(distinct released.platform order by released.platform), '{}') as platforms,
           coalesce(array_agg(distinct released.language order by released.language), '{}') as languages
      from ${filesOf(versions)}`.execute(query);
  return rows[0] ?? { platforms: [], languages: [] };
}

function filesOf(versions: readonly OwnedVersion[]): RawBuilder<unknown> {
  const column = <Name extends keyof OwnedVersion>(name: Name) => versions.map((version) => version[name]);
  return sql`
    unnest(${column("productCode")}::text[], ${column("productName")}::text[], ${column("version")}::text[],
           ${column("availableOn")}::date[], ${column("isOpen")}::boolean[])
        as owned (product_code, product_name, version, available_on, is_open)
      join releases released on released.product_code = owned.product_code and released.version = owned.version
      join release_files file on file.release_id = released.id and file.reason is distinct from 'withdrawn'`;
}

function filtered({ q, platform, language, status, products }: OfferFilter): RawBuilder<unknown> {
  const isFor = platform === undefined || platform === "" ? sql`` : sql`and released.platform = ${platform}`;
  const isIn = language === undefined || language === "" ? sql`` : sql`and released.language = ${language}`;
  const isOffered = sql`(owned.is_open and file.state = 'available')`;
  const has = { all: sql``, available: sql`and ${isOffered}`, unavailable: sql`and not ${isOffered}` }[
    status
  ];
  return sql`${isFor} ${isIn} ${has} ${q === undefined || q === "" ? sql`` : matching(q, products)}`;
}

/** What a person types is looked for as it is: `%` and `_` stand for themselves. */
function matching(q: string, products: readonly string[]): RawBuilder<unknown> {
  const pattern = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql`
    and (concat_ws(' ', owned.product_name, owned.version, released.platform) ilike ${pattern}
         or file.name ilike ${pattern}
         or owned.product_code = any(${[...products]}::text[]))`;
}
