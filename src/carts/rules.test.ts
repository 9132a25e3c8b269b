import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { changesOf, swapOf, totalOf } from "./rules.ts";

const seen = (id: string, quantity: number, amount: number | null) => ({
  ...{ id, partNumber: `P-${id}`, quantity, amount },
});

describe("what a cart comes to", () => {
  test("the sum of its lines; none while one cannot be ordered", () => {
    assert.equal(totalOf([]), 0);
    assert.equal(
      totalOf([
        { amount: 4000, obstacle: null },
        { amount: 18_000, obstacle: null },
      ]),
      22_000,
    );
    assert.equal(totalOf([{ amount: null, obstacle: null }]), null);
    assert.equal(totalOf([{ amount: 4000, obstacle: "still_covered" }]), null);
  });
});

describe("what changed since a cart was looked at", () => {
  test("lines that went, came, have another quantity or another price", () => {
    const before = [seen("a", 5, 100), seen("b", 1, 20), seen("c", 2, 40), seen("d", 1, 7)];
    const after = [seen("b", 2, 40), seen("c", 2, 41), seen("d", 1, 7), seen("e", 1, 1)];
    assert.deepEqual(changesOf(before, after), [
      { what: "removed", partNumber: "P-a", before: 100, after: null },
      { what: "quantity", partNumber: "P-b", before: 1, after: 2 },
      { what: "price", partNumber: "P-c", before: 40, after: 41 },
      { what: "added", partNumber: "P-e", before: null, after: 1 },
    ]);
  });

  test("a price that is no longer told is a change", () => {
    assert.equal(changesOf([seen("a", 1, 5)], [seen("a", 1, null)])[0]?.what, "price");
  });

  test("nothing exactly when both are the same, whatever the order (20,000 carts)", () => {
    const line = fc.record({ id: fc.nat(9), quantity: fc.integer({ min: 1, max: 3 }), amount: fc.nat(2) });
    const cart = fc
      .uniqueArray(line, { selector: ({ id }) => id, maxLength: 6 })
      .map((lines) => lines.map(({ id, quantity, amount }) => seen(String(id), quantity, amount)));
    const told = (lines: readonly object[]) => lines.map((each) => JSON.stringify(each)).sort();
    fc.assert(
      fc.property(cart, cart, (one, other) => {
        const isSame = JSON.stringify(told(one)) === JSON.stringify(told(other));
        return (changesOf(one, other).length === 0) === isSame;
      }),
      { numRuns: 20_000, seed: 20260102, verbose: true },
    );
  });
});

describe("DOMAIN 3.20.3 a reinstatement in place of a new license", () => {
  const license = { id: "c1", quantity: 5, amount: 30_000 };
  const lapsed = (lineId: string, quantity: number, amount: number | null) => ({ lineId, quantity, amount });

  test("the cheapest line that is enough by itself, with what it saves", () => {
    assert.deepEqual(
      swapOf(license, [lapsed("a", 8, 28_800), lapsed("b", 5, 18_000), lapsed("c", 2, 7200)]),
      {
        ...{ id: "c1", lineIds: ["b"], quantity: 5, amount: 18_000, saved: 12_000 },
      },
    );
  });

  test("several whole lines when none is enough, the largest first", () => {
    const swap = swapOf(license, [lapsed("a", 1, 3600), lapsed("b", 3, 10_800), lapsed("c", 2, 7200)]);
    assert.deepEqual([swap?.lineIds, swap?.saved], [["b", "c"], 12_000]);
  });

  test("not when they are too few, cost as much, or have no price", () => {
    assert.equal(swapOf(license, [lapsed("a", 4, 14_400)]), null);
    assert.equal(swapOf(license, [lapsed("a", 5, 30_000)]), null);
    assert.equal(swapOf(license, [lapsed("a", 5, null)]), null);
    assert.equal(swapOf(license, []), null);
    assert.equal(swapOf({ ...license, amount: null }, [lapsed("a", 5, 18_000)]), null);
  });

  test("whatever is offered is enough, cheaper, and of whole lapsed lines (50,000 cases)", () => {
    const line = fc.record({ quantity: fc.integer({ min: 1, max: 9 }), amount: fc.nat(5000) });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 6 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(20_000),
        (lines, quantity, amount) => {
          const offers = lines.map((each, place) => ({ ...each, lineId: String(place) }));
          const swap = swapOf({ id: "c", quantity, amount }, offers);
          if (swap === null) return true;
          const taken = offers.filter(({ lineId }) => swap.lineIds.includes(lineId));
          const sum = taken.reduce((all, each) => all + each.amount, 0);
          return (
            swap.quantity >= quantity && sum === swap.amount && amount - sum === swap.saved && swap.saved > 0
          );
        },
      ),
      { numRuns: 50_000, seed: 20260103, verbose: true },
    );
  });
});
