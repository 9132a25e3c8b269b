/** New licenses in a cart, at the level that the order itself reaches. */
import type { SiteScope } from "../access/index.ts";
import type { SiteFacts } from "../agreements/index.ts";
import { type Level, levelOfOrder, listParts, listUnitPrices, type PartFacts } from "../catalog/index.ts";
import { amountOf, licenseCoverage } from "../coverage/index.ts";
import type { Context } from "../platform/context.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { CartLine } from "./rules.ts";
import type { KeptLine } from "./store.ts";

interface Asked {
  readonly site: SiteFacts;
  /** The site's own. */
  readonly level: Level;
  readonly currency: string;
  readonly day: LocalDate;
  readonly kept: readonly KeptLine[];
}

/** Source: P-03 (SVP), decision 0023: the points of the order's new licenses; Express has the list price alone. */
export async function licensesOf(
  scope: SiteScope,
  { portal: { config } }: Context,
  { site, level, currency, day, kept }: Asked,
): Promise<{ orderLevel: Level; lines: CartLine[] }> {
  const numbers = kept.map(({ partNumber }) => partNumber);
  const parts = new Map((await listParts(scope.query, numbers)).map((part) => [part.number, part]));
  const points = kept.reduce(
    (sum, line) => sum + line.quantity * (parts.get(line.partNumber)?.points ?? 0),
    0,
  );
  const orderLevel = site.program === "PA" ? levelOfOrder(points, level, config.levelPoints) : level;
  const list = { parts: numbers, currency, on: day };
  const own = await listUnitPrices(scope.query, { ...list, level });
  const better =
    orderLevel === level ? own : await listUnitPrices(scope.query, { ...list, level: orderLevel });
  const lines = kept.map(({ id, partNumber, quantity }): CartLine => {
    const part = parts.get(partNumber);
    const reached = better.get(partNumber);
    const unitPrice = reached ?? own.get(partNumber) ?? null;
    const amount = unitPrice === null ? null : amountOf({ quantity, annualPrice: unitPrice, months: 12 });
    const { coveredFrom: from, coveredThrough: through } = licenseCoverage(day);
    const obstacle = !isLicenseFor(part, site)
      ? "part_not_sold"
      : unitPrice === null
        ? "price_not_told"
        : amount === null
          ? "amount_too_large"
          : null;
    const isPriced = obstacle === null || obstacle === "amount_too_large";
    return {
      ...{ id, kind: "license", partNumber, quantity, obstacle },
      productCode: part?.productCode ?? "",
      productName: part?.productName ?? partNumber,
      continues: null,
      unitPrice: isPriced ? unitPrice : null,
      months: null,
      amount: isPriced ? amount : null,
      level: reached === undefined ? level : orderLevel,
      covers: { from, through },
      quote: null,
    };
  });
  return { orderLevel, lines };
}

/** Nothing else can be bought by its part number: coverage belongs to a license, and is one (BR-77). */
export function isLicenseFor(part: PartFacts | undefined, { program }: SiteFacts): boolean {
  return part !== undefined && part.kind === "license" && part.programs.includes(program);
}
