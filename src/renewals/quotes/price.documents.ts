/** What a site's lines cost at the price list and level of a day: deferred ones bear the change. Source: BR-71. */
import type { SiteScope } from "../../access/index.ts";
import { findLevel, type Level, listUnitPrices } from "../../catalog/index.ts";
import { amountOf } from "../../coverage/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { QuoteLine } from "./quote.data.ts";

export interface DayPrice {
  /** Of one unit for twelve months, minor units; null: the vendor tells none at this level. */
  readonly annualPrice: number | null;
  /** Null also when it is beyond exact numbers. */
  readonly amount: number | null;
}

export interface DayPrices {
  readonly level: Level;
  of(line: Pick<QuoteLine, "partNumber" | "quantity" | "months">): DayPrice;
}

export async function pricesOn(
  scope: SiteScope,
  { lines, currency, on }: { lines: readonly QuoteLine[]; currency: string; on: LocalDate },
): Promise<DayPrices> {
  const level = await findLevel(scope, on);
  const parts = lines.flatMap(({ partNumber }) => (partNumber === null ? [] : [partNumber]));
  const prices = await listUnitPrices(scope.query, { parts, currency, level, on });
  return {
    level,
    of: ({ partNumber, quantity, months }) => {
      const annualPrice = prices.get(partNumber ?? "") ?? null;
      const amount = annualPrice === null ? null : amountOf({ quantity, annualPrice, months });
      return { annualPrice, amount };
    },
  };
}
