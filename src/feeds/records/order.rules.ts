/** What a site ordered, as the vendor booked it. Source: CONTRACT §3. */

import { type Row, recordType, type TellFault } from "../../platform/records.ts";
import { integer, list, object, optional, type ValueOf } from "../../platform/shapes.ts";
import type { RecordFault } from "./faults.data.ts";
import { amount, currency, day, orderNumber, partNumber, reseller, siteNumber } from "./numbers.data.ts";

const MOST_LINES = 10_000;
const whole = (least: number) => integer(least, 2_147_483_647);

const line = object({
  line: whole(1),
  part: partNumber,
  quantity: whole(1),
  unitPrice: optional(amount),
  currency: optional(currency),
  renews: optional(object({ order: orderNumber, line: whole(1) })),
});
type Line = ValueOf<typeof line>;

export const order = recordType("order", {
  key: ["number"],
  shape: object({
    number: orderNumber,
    site: siteNumber,
    orderedOn: day(),
    reseller,
    revision: optional(whole(1), 1),
    lines: list(line, MOST_LINES),
  }),
  rows: ({ number, site, orderedOn, reseller, revision, lines }, at, tell: TellFault<RecordFault>) => {
    const from = [reseller?.name ?? null, reseller?.email?.email ?? null];
    judgeLines(lines, tell);
    return [
      { table: "feed_orders", cells: [at, number, site, orderedOn, ...from, revision] },
      ...lines.map((one, place) => rowOf(one, at, place)),
    ];
  },
});

function rowOf({ line, part, quantity, unitPrice, currency, renews }: Line, at: number, place: number): Row {
  const renewed = [renews?.order ?? null, renews?.line ?? null];
  return {
    table: "feed_order_lines",
    cells: [at, place, line, part, quantity, unitPrice, currency, ...renewed],
  };
}

function judgeLines(lines: readonly Line[], tell: TellFault<RecordFault>): void {
  const seen = new Set<number>();
  let left = Number.MAX_SAFE_INTEGER; // of the order's total, which must be exact
  for (const [place, { line, quantity, unitPrice, currency }] of lines.entries()) {
    const most = Math.floor(left / quantity);
    if (unitPrice !== null && unitPrice > most)
      tell(`lines[${place}].unitPrice`, "out_of_range", { least: 0, most });
    else left -= (unitPrice ?? 0) * quantity;
    if (seen.has(line)) tell(`lines[${place}].line`, "duplicate_line", { number: line });
    if ((unitPrice === null) !== (currency === null))
      tell(`lines[${place}].unitPrice`, "price_needs_currency");
    seen.add(line);
  }
}
