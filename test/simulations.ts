/** Aoba's lines and prices as the studio reckons with them, for tests of its rules. */
import type { LocalDate } from "../src/platform/dates.ts";
import type { Assumptions, Choice, ChoiceName } from "../src/studio/simulation/choices.data.ts";
import type { Ground, StudioLine } from "../src/studio/simulation/ground.data.ts";

export const WAS: StudioLine = {
  lineId: "line_was",
  orderNumber: "SO-4711",
  orderLine: 1,
  partNumber: "D55WJLL",
  productCode: "was",
  productName: "WebSphere Application Server",
  quantity: 5,
  coveredThrough: "2010-07-31",
  periods: [{ coveredFrom: "2009-07-10", coveredThrough: "2010-07-31" }],
  prices: { renewal: 1200, license: 6000, reinstatement: 3600, isOwnReinstatement: false },
  quoted: null,
};
export const QUOTED = {
  quoteId: "q",
  number: "Q2222222",
  version: 1,
  dueOn: "2010-03-31",
  unitPrice: 1200,
  amount: 4000,
} as const;
export const DOORS: StudioLine = {
  ...WAS,
  lineId: "line_doors",
  quantity: 10,
  coveredThrough: "2010-03-31",
  periods: [{ coveredFrom: "2009-03-12", coveredThrough: "2010-03-31" }],
  prices: { renewal: 900, license: 4500, reinstatement: 2750, isOwnReinstatement: true },
};
export const AOBA: Ground = {
  program: "PA",
  anniversary: "2010-04-01",
  today: "2010-03-01",
  pricesOn: "2010-03-01",
  level: "E",
  currency: "JPY",
  reinstatementPercent: 60,
  quoteDays: 90,
  lines: [WAS, DOORS],
  ends: [],
};
export const YEAR: Assumptions = { on: "2010-03-01", horizonMonths: 12, priceChangePercent: 0 };
export const choose = (
  choice: ChoiceName,
  on: LocalDate | null = null,
  quantity: number | null = null,
): Choice => ({
  choice,
  on,
  quantity,
});
