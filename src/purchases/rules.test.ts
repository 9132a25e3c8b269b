import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { PartFacts } from "../catalog/index.ts";
import type { EntitlementLine } from "../entitlements/index.ts";
import { orderNumber, type PurchaseLine, refusalOf, totalOf } from "./rules.ts";

const renewal: PurchaseLine = {
  ...{ kind: "renewal", partNumber: "E025QLL", quantity: 5, unitPrice: 1200, amount: 4000, months: 8 },
  continues: "line_was",
};
const part: PartFacts = {
  ...{ number: "E025QLL", kind: "renewal", description: "", productCode: "was", productName: "WAS" },
  ...{ serviceMonths: 12, points: 0, programs: ["PA", "PAE"] },
  points: 0,
  migratesTo: null,
};
const continued: EntitlementLine = {
  ...{ id: "line_was", orderNumber: "SO-4711", orderLine: 1, orderedOn: "2009-07-10", partNumber: "D55WJLL" },
  ...{ productCode: "was", productName: "WAS", quantity: 5 },
  ...{ coveredFrom: "2009-07-10", coveredThrough: "2010-07-31" },
};
const sold = { part, continued, program: "PA" };

describe("what cannot be booked", () => {
  test("BR-77 a part that does not exist, is of another kind, program or product is not for sale", () => {
    const refused = { code: "part_not_for_sale", facts: { part: "E025QLL" } };
    assert.equal(refusalOf(renewal, sold), null);
    assert.deepEqual(refusalOf(renewal, { ...sold, part: undefined }), refused);
    assert.deepEqual(refusalOf(renewal, { ...sold, part: { ...part, kind: "license" } }), refused);
    assert.deepEqual(refusalOf(renewal, { ...sold, program: "FCT" }), refused);
    assert.deepEqual(refusalOf(renewal, { ...sold, part: { ...part, productCode: "doors" } }), refused);
  });

  test("another quantity than the line's is refused, one that is too many as one too few; a license has any", () => {
    const facts = { order: "SO-4711", line: 1, quantity: 5 };
    for (const quantity of [4, 6]) {
      assert.deepEqual(refusalOf({ ...renewal, quantity }, sold), { code: "quantity_of_whole_line", facts });
    }
    const license = { ...renewal, kind: "license" as const, continues: null };
    assert.equal(
      refusalOf(license, { part: { ...part, kind: "license" }, continued: undefined, program: "PAE" }),
      null,
    );
  });
});

describe("what an order comes to", () => {
  const license: PurchaseLine = {
    ...renewal,
    kind: "license",
    unitPrice: 6000,
    amount: 30_000,
    months: null,
  };

  test("A-10 it is the sum of its lines, each rounded", () => {
    const third = { ...renewal, quantity: 1, unitPrice: 5, amount: 3 }; // 5 × 8/12 = 3.33
    assert.equal(totalOf([renewal, license, third, third]), 34_006);
    assert.equal(totalOf([]), 0);
  });

  test("an amount that a line does not come to is an error, named", () => {
    assert.throws(
      () => totalOf([{ ...renewal, amount: 3999 }]),
      new RangeError("E025QLL comes to 4000, not 3999"),
    );
    assert.throws(() => totalOf([license, { ...license, amount: 29_999 }]), RangeError);
  });
});

describe("the number of an order", () => {
  const now = new Date("2010-03-01T03:00:00Z");

  test("is W, the time and chance, in base 32 without I, L, O and U", () => {
    const number = orderNumber(now, "0az", null);
    assert.match(number, /^W[0-9A-HJKMNP-TV-Z]{12}$/);
    assert.ok(number.endsWith("0AZ"));
    assert.equal(orderNumber(new Date(1), "000", null), "W000000001000");
    assert.equal(orderNumber(new Date(32), "zzz", null), "W000000010ZZZ");
  });

  test("comes after the latest of the day, whatever the clock and chance", () => {
    const instants = fc.date({ min: new Date(0), max: new Date("2200-01-01"), noInvalidDate: true });
    const chances = fc.array(fc.constantFrom(..."0123456789abcdefghjkmnpqrstvwxyz"), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(instants, instants, chances, chances, (one, other, first, second) => {
        const latest = orderNumber(one, first.join(""), null);
        const next = orderNumber(other, second.join(""), latest);
        assert.ok(next > latest, `${next} after ${latest}`);
        assert.equal(next.length, 13);
      }),
      { numRuns: 5_000, seed: 77 },
    );
  });

  test("is its own when it comes later than the latest anyway", () => {
    const later = new Date(now.getTime() + 1);
    const own = orderNumber(later, "000", null);
    assert.equal(orderNumber(later, "000", orderNumber(now, "zzz", null)), own);
    assert.equal(orderNumber(later, "000", "W000000001000"), own);
  });

  test("steps of chance keep two who draw at once apart", () => {
    const latest = orderNumber(now, "zzz", null);
    assert.notEqual(orderNumber(now, "010", latest), orderNumber(now, "0z0", latest));
    assert.equal(orderNumber(new Date(0), "010", "W000000001000"), "W000000001002");
  });
});
