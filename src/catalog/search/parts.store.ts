/**
 * The SQL that finds parts among very many of them.
 *
 * A word that many parts have is found soonest by reading on in the order of the list; a word that few have, by the
 * index of grams. Which it is shows in the first parts of the list.
 */
import { type RawBuilder, sql } from "kysely";
import type { Program } from "../../access/index.ts";
import type { Query } from "../../platform/database.ts";
import type { Place } from "../../platform/http/place.ts";
import type { Language } from "../../platform/language.ts";
import type { Kind } from "../kinds.data.ts";
import { kindNames } from "../texts.ts";
import { type CatalogFilter, numbered, partFilter, productFilter, said, saidIn } from "./store.ts";
import { byPromise, kindsNamed, wordsOf } from "./words.rules.ts";

export interface Part {
  readonly number: string;
  readonly kind: Kind;
  readonly productCode: string;
  readonly productName: string;
  readonly brand: string;
  readonly group: string;
  readonly programs: readonly Program[];
  readonly serviceMonths: number;
  /** In the reader's language, where the vendor gave it. */
  readonly description: string;
}

export const PART_SORTS = ["number", "-number"] as const;

export interface PartPage extends CatalogFilter {
  readonly product?: string | undefined;
  readonly sort: (typeof PART_SORTS)[number];
  readonly after: Place | null;
  readonly limit: number;
  readonly language: Language;
}

/** So many parts are read before the index is asked, and so many at most are taken from it. */
const FIRST_LOOK = 500;
const MOST_CANDIDATES = 4000;

/** One more than `limit`, when there are so many. */
export async function searchParts(query: Query, page: PartPage): Promise<Part[]> {
  const words = wordsOf(page.q);
  if (words.length === 0) return selectParts(query, page, { among: sql`` });
  const first = await selectParts(query, page, { among: sql``, most: FIRST_LOOK });
  if (first.length > page.limit) return first;
  for (const word of byPromise(words).slice(0, 3)) {
    const numbers = await listCandidates(query, word);
    if (numbers !== null)
      return selectParts(query, page, { among: sql`and part.number = any(${numbers}::text[])` });
  }
  return selectParts(query, page, { among: sql`` });
}

async function selectParts(
  query: Query,
  page: PartPage,
  { among, most }: { among: RawBuilder<unknown>; most?: number },
): Promise<Part[]> {
  const [compared, direction] = page.sort === "number" ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`];
  const { after, product } = page;
  const place = after === null ? sql`` : sql`and part.number ${compared} ${after.id}`;
  const ofProduct = product === undefined ? sql`` : sql`and part.product_code = ${product}`;
  const { rows } = await sql<Part>`
    select part.number, part.kind, part.product_code, product.name as product_name, product.brand,
           product.product_group as group, part.programs, part.service_months,
           ${saidIn(page.language, "part")} as description
      from (select part.number, part.kind, part.product_code, part.programs, part.service_months, part.description,
                   part.descriptions, part.found_by
              from parts part
             where true ${inProducts(page)} ${ofProduct} ${partFilter(page)} ${among} ${place}
             order by part.number ${direction}
             limit ${most ?? null}) part
      join products product on product.code = part.product_code
     where true ${sql.join(wordsOf(page.q).map(saysWord), sql` `)}
     order by part.number ${direction}
     limit ${page.limit + 1}`.execute(query);
  return rows;
}

/** The products' own filter, where there is one. */
function inProducts({ brand, group }: PartPage): RawBuilder<unknown> {
  if (brand === undefined && group === undefined) return sql``;
  const fitting = sql`select product.code from products product where true ${productFilter({ brand, group })}`;
  return sql`and part.product_code = any(array(${fitting}))`;
}

/** By what is said of the part or of its product, or by its kind. */
function saysWord(word: string): RawBuilder<unknown> {
  const folded = sql`(select carnet_folded(${word}))`;
  return sql`and (strpos(part.found_by, ${folded}) > 0 or strpos(product.found_by, ${folded}) > 0
                  or part.kind = any(${kindsNamed(word, kindNames)}::text[]))`;
}

/** The numbers of all parts that the word finds; null when they are too many, or of a kind. */
async function listCandidates(query: Query, word: string): Promise<string[] | null> {
  if (kindsNamed(word, kindNames).length > 0) return null;
  const { rows } = await sql<{ number: string }>`
    select number
      from (select part.number
              from parts part
             where part.product_code = any(array(select product.code
                                                   from products product
                                                  where strpos(product.found_by, (select carnet_folded(${word}))) > 0))
             union all
            select part.number from parts part where ${said(word)}) candidate
     limit ${MOST_CANDIDATES + 1}`.execute(query);
  return rows.length > MOST_CANDIDATES ? null : rows.map(({ number }) => number);
}

/** The numbers of which the text is a piece, whatever its width and case; null when they are more than `most`. */
export async function listNumberedParts(query: Query, piece: string, most: number): Promise<string[] | null> {
  const { rows } = await sql<{ number: string }>`
    select part.number from parts part where ${numbered(piece)} limit ${most + 1}`.execute(query);
  return rows.length > most ? null : rows.map(({ number }) => number);
}
