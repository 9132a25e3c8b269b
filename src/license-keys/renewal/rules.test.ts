/** When a newer key takes a key's place. Source: DOMAIN §3.22.5, P-08, BR-66, BR-105, BR-106. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { compareVersions, rightOf } from "../issue/rules.ts";
import { type Extension, isMatching, type Renewable, renewalOf } from "./rules.ts";

const KEY = { scheme: "date-based", version: null, coveredThrough: "2010-03-31" } as const;
const RENEWAL: Extension = {
  kind: "renewal",
  coveredThrough: "2011-03-31",
  productCode: "doors",
  programs: ["PA", "PAE"],
};
const LINE: Renewable = {
  renewalKeys: true,
  productCode: "doors",
  programs: ["PA", "PAE"],
  coveredThrough: "2011-03-31",
  extensions: [{ ...RENEWAL, kind: "license", coveredThrough: "2010-03-31" }, RENEWAL],
  versions: [],
  today: "2010-04-01",
};

const reason = (change: Partial<Renewable>, key: Parameters<typeof renewalOf>[0] = KEY) => {
  const offer = renewalOf(key, { ...LINE, ...change });
  return offer.ok ? (offer.value.coveredThrough ?? offer.value.version) : offer.refusal.reason;
};

describe("BR-105 renewal keys only for some products", () => {
  test("flag true: the key carries the new last day", () => assert.equal(reason({}), "2011-03-31"));
  test("flag false: none, with the rule and the day through which coverage was extended", () => {
    const offer = renewalOf(KEY, { ...LINE, renewalKeys: false });
    assert.deepEqual(offer, {
      ok: false,
      refusal: { reason: "no_renewal_keys", rule: "BR-105", coveredThrough: "2011-03-31" },
    });
  });
  test("nothing was renewed: nothing to renew, whatever the flag", () => {
    for (const renewalKeys of [true, false])
      assert.equal(reason({ renewalKeys, coveredThrough: "2010-03-31" }), "nothing_to_renew");
    assert.equal(reason({ coveredThrough: null }), "nothing_to_renew");
  });
});

describe("BR-106 FCT E to FCT D and PA E to PA D only", () => {
  const PA = { productCode: "doors", programs: ["PA", "PAE"] }; // D09LELL
  const FCT = { productCode: "doors", programs: ["FCT"] }; // D052ALL
  const E075NLL: Extension = { ...RENEWAL, programs: ["PA", "PAE"] };
  const E05D7LL: Extension = { ...RENEWAL, programs: ["FCT"] };
  test("E075NLL applied to D052ALL is refused", () => {
    assert.equal(isMatching(E075NLL, FCT), false);
    assert.equal(reason({ ...FCT, extensions: [E075NLL] }), "renewal_not_matching");
  });
  test("E05D7LL to D052ALL is right", () =>
    assert.equal(reason({ ...FCT, extensions: [E05D7LL] }), "2011-03-31"));
  test("E075NLL to D09LELL is right", () =>
    assert.equal(reason({ ...PA, extensions: [E075NLL] }), "2011-03-31"));
  test("E075NLL to another PA product's D part is refused", () => {
    assert.equal(
      reason({ productCode: "was", programs: ["PA"], extensions: [E075NLL] }),
      "renewal_not_matching",
    );
  });
  test("a reinstatement is as good as a renewal; a later one that does not match leaves the one before", () => {
    assert.equal(reason({ extensions: [{ ...RENEWAL, kind: "reinstatement" }] }), "2011-03-31");
    const later = { ...E05D7LL, coveredThrough: "2012-03-31" } as const;
    assert.equal(reason({ coveredThrough: "2012-03-31", extensions: [RENEWAL, later] }), "2011-03-31");
  });
});

describe("version-based keys", () => {
  const versions = [
    { version: "7.0", availableOn: "2008-09-01" },
    { version: "7.1", availableOn: "2010-02-01" },
    { version: "7.10", availableOn: "2010-06-01" },
    { version: "2010A", availableOn: "2010-01-01" },
  ] as const;
  const key = { scheme: "version-based", version: "7.0", coveredThrough: "2010-03-31" } as const;
  test("take the newest version that was available on a covered day, lapsed or not (BR-66)", () => {
    const owned = { coveredThrough: "2010-03-31", versions } as const;
    for (const today of ["2010-03-01", "2012-01-01"] as const) {
      assert.equal(reason({ ...owned, today }, key), "2010-03-31");
      const right = rightOf("version-based", { ...owned, today });
      assert.equal(right.ok && right.value.version, "7.1");
    }
    const before = rightOf("version-based", { ...owned, today: "2009-01-01" });
    assert.equal(before.ok && before.value.version, "7.0", "nothing that is not there yet");
    assert.equal(reason({ ...owned, today: "2009-01-01" }, key), "nothing_to_renew");
  });
  test("an older version may be asked for, a newer one is told which is the newest", () => {
    const owned = { coveredThrough: "2010-03-31", versions, today: "2012-01-01" } as const;
    const older = rightOf("version-based", owned, "7.0");
    assert.equal(older.ok && older.value.version, "7.0");
    const newer = rightOf("version-based", owned, "7.10");
    assert.deepEqual(!newer.ok && newer.refusal, {
      reason: "version_not_covered",
      version: "7.10",
      newest: "7.1",
    });
    const none = rightOf("version-based", { ...owned, versions: [] });
    assert.equal(!none.ok && none.refusal.reason, "key_opens_nothing");
    const never = rightOf("date-based", { ...owned, coveredThrough: null });
    assert.equal(!never.ok && never.refusal.reason, "key_opens_nothing");
  });
  test("compare by their numbers", () => {
    assert.deepEqual(["7.10", "7.1", "7.1.3", "10", "7.0"].toSorted(compareVersions), [
      "7.0",
      "7.1",
      "7.1.3",
      "7.10",
      "10",
    ]);
    assert.equal(compareVersions("7.1", "7.1.0"), 0);
  });
});
