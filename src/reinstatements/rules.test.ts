import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { channelsOf, PurchaseOrderNumber } from "./ordering/details.rules.ts";
import { obstacleOf, reinstatementPrice } from "./rules.ts";

describe("BR-78b what a reinstatement costs", () => {
  test("60 % of a new license at 6,000 is 3,600", () =>
    assert.equal(reinstatementPrice(null, 6000, 60), 3600));

  test("the part's own price of 3,650 wins, even one of 0", () => {
    assert.equal(reinstatementPrice(3650, 6000, 60), 3650);
    assert.equal(reinstatementPrice(0, 6000, 60), 0);
    assert.equal(reinstatementPrice(3650, null, 60), 3650);
  });

  test("half a minor unit is rounded up, less than half down", () => {
    assert.equal(reinstatementPrice(null, 5, 50), 3);
    assert.equal(reinstatementPrice(null, 5, 49), 2);
    assert.equal(reinstatementPrice(null, 1, 1), 0);
  });

  test("a price that the vendor did not tell is none", () => {
    assert.equal(reinstatementPrice(null, null, 60), null);
  });

  test("BR-78c 10⁵ prices: never more than the new license, never further than half a unit from the percentage", () => {
    const seed = 20260101;
    const price = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(price, fc.integer({ min: 1, max: 99 }), (license, percent) => {
        const told = reinstatementPrice(null, license, percent) ?? -1;
        const off = BigInt(told) * 100n - BigInt(license) * BigInt(percent);
        return told <= license && -50n < off && off <= 50n;
      }),
      { numRuns: 100_000, seed, verbose: true },
    );
  });
});

describe("DOMAIN 3.19.4 for which lines it is offered", () => {
  const sold = { brand: "WebSphere", partNumber: "D55WKLL", unitPrice: 3600 };

  test("for all brands, or for those that are named, however they are written", () => {
    assert.equal(obstacleOf(sold, null), null);
    assert.equal(obstacleOf(sold, ["Lotus", " websphere "]), null);
    assert.equal(obstacleOf(sold, ["Lotus"]), "brand_not_reinstated");
    assert.equal(obstacleOf({ ...sold, brand: null }, ["Lotus"]), "brand_not_reinstated");
  });

  test("not without a part, and not without a price", () => {
    assert.equal(obstacleOf({ ...sold, partNumber: null }, null), "part_not_sold");
    assert.equal(obstacleOf({ ...sold, unitPrice: null }, null), "price_not_told");
  });
});

describe("what somebody says with an order", () => {
  test("a purchase-order number is trimmed, at most 40 characters, and may be left out", () => {
    assert.equal(PurchaseOrderNumber.parse(undefined), null);
    assert.equal(PurchaseOrderNumber.parse("  "), null);
    assert.equal(PurchaseOrderNumber.parse(" PO-1 "), "PO-1");
    assert.equal(PurchaseOrderNumber.parse("注".repeat(40)), "注".repeat(40));
    assert.equal(PurchaseOrderNumber.safeParse("x".repeat(41)).success, false);
    assert.equal(PurchaseOrderNumber.safeParse("a\nb").success, false);
    assert.equal(PurchaseOrderNumber.safeParse("\ud800").success, false);
  });

  test("a reseller's way needs a reseller who can be written to", () => {
    assert.deepEqual(channelsOf({ reseller: null }), ["online", "vendor"]);
    assert.deepEqual(channelsOf({ reseller: { email: null } }), ["online", "vendor"]);
    assert.deepEqual(channelsOf({ reseller: { email: "a@b.example" } }), ["online", "partner", "vendor"]);
  });
});
