/** The renewal part of each product and what a year of it costs, asked for once a run however many sites have it. */
import type { Program } from "../../access/index.ts";
import { type Level, listSoldParts, listUnitPrices } from "../../catalog/index.ts";
import type { Query } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/dates.ts";

export interface Wanted {
  readonly program: Program;
  readonly productCode: string;
  readonly currency: string;
  readonly level: Level;
  readonly on: LocalDate;
}

export class PriceBook {
  /** By program and product; null: the vendor sells no renewal of it. */
  readonly #parts = new Map<string, string | null>();
  /** By list and part; null: no price. */
  readonly #prices = new Map<string, number | null>();

  /** Fetches what is not known yet: a statement for each program, and one for each list of prices. */
  async load(query: Query, wanted: readonly Wanted[]): Promise<void> {
    const strange = wanted.filter((want) => !this.#parts.has(productKey(want)));
    for (const [program, wants] of Map.groupBy(strange, (want) => want.program)) {
      const products = [...new Set(wants.map(({ productCode }) => productCode))];
      for (const productCode of products) this.#parts.set(productKey({ program, productCode }), null);
      for (const { kind, productCode, number } of await listSoldParts(query, { products, program })) {
        if (kind === "renewal") this.#parts.set(productKey({ program, productCode }), number);
      }
    }
    const unpriced = wanted.filter((want) => !this.#prices.has(this.#priceKey(want)));
    for (const [list, wants] of Map.groupBy(unpriced, listKey)) await this.#loadList(query, list, wants);
  }

  async #loadList(query: Query, list: string, wants: readonly Wanted[]): Promise<void> {
    const [first] = wants;
    if (first === undefined) return;
    const parts = [...new Set(wants.flatMap((want) => this.partOf(want) ?? []))];
    for (const want of wants) this.#prices.set(this.#priceKey(want), null);
    const { currency, level, on } = first;
    for (const [part, price] of await listUnitPrices(query, { parts, currency, level, on })) {
      this.#prices.set(`${list} ${part}`, price);
    }
  }

  partOf(want: Pick<Wanted, "program" | "productCode">): string | null {
    return this.#parts.get(productKey(want)) ?? null;
  }

  /** Of one unit for twelve months, in minor units. */
  annualPriceOf(want: Wanted): number | null {
    return this.#prices.get(this.#priceKey(want)) ?? null;
  }

  #priceKey(want: Wanted): string {
    return `${listKey(want)} ${this.partOf(want) ?? ""}`;
  }
}

function productKey({ program, productCode }: Pick<Wanted, "program" | "productCode">): string {
  return `${program} ${productCode}`;
}

function listKey({ currency, level, on }: Wanted): string {
  return `${currency} ${level} ${on}`;
}
