import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Conditions, decideRange, etagOf } from "./range.ts";

const content = { sha256: "ab".repeat(32), sizeBytes: 1000 };
const etag = etagOf(content);

describe("a range is answered", () => {
  const cases: [range: string, start: number, end: number][] = [
    ["bytes=0-0", 0, 0],
    ["bytes=0-", 0, 999],
    ["bytes=500-", 500, 999],
    ["bytes=999-999", 999, 999],
    ["bytes=990-5000", 990, 999],
    ["bytes=-1", 999, 999],
    ["bytes=-1000", 0, 999],
    ["bytes=-5000", 0, 999],
    ["BYTES=10-19", 10, 19],
    ["bytes= 10-19 ", 10, 19],
    ["bytes=0-999999999999999999999999999999", 0, 999],
  ];
  for (const [range, start, end] of cases) {
    test(`${range} is ${start} to ${end}`, () => {
      assert.deepEqual(decide({ range }), { status: 206, start, end });
    });
  }
});

describe("a range that is not there is a 416", () => {
  for (const range of ["bytes=1000-", "bytes=1000-1001", "bytes=-0", "bytes=99999999999999999999-"]) {
    test(range, () => assert.deepEqual(decide({ range }), { status: 416 }));
  }

  test("any range of an empty content", () => {
    for (const range of ["bytes=0-", "bytes=-5", "bytes=0-0"]) {
      assert.deepEqual(decideRange({ method: "GET", range }, { ...content, sizeBytes: 0 }), { status: 416 });
    }
  });
});

describe("the whole is answered", () => {
  const many = `bytes=${Array.from({ length: 100 }, () => "0-").join(",")}`;
  for (const range of [
    "bytes=5-2",
    "bytes=",
    "bytes=-",
    "bytes=a-b",
    "items=0-5",
    "0-5",
    many,
    "bytes=0-1,5-6",
  ]) {
    test(`for ${range.slice(0, 20)}`, () =>
      assert.deepEqual(decide({ range }), { status: 200, start: 0, end: 999 }));
  }

  test("to HEAD, whatever range it names", () => {
    assert.equal(decide({ method: "HEAD", range: "bytes=5-9" }).status, 200);
  });

  test("when If-Range names another content, a weak tag or a date", () => {
    for (const ifRange of ['"other"', `W/${etag}`, "Sat, 21 Nov 2026 00:00:00 GMT", ""]) {
      assert.equal(decide({ range: "bytes=5-9", ifRange }).status, 200, ifRange);
    }
  });
});

test("If-Range with this very content leaves the range as asked", () => {
  assert.deepEqual(decide({ range: "bytes=5-9", ifRange: etag }), { status: 206, start: 5, end: 9 });
});

test("If-Match and If-None-Match are looked at first", () => {
  assert.equal(decide({ ifMatch: '"other"' }).status, 412);
  assert.equal(decide({ ifMatch: `"other", ${etag}`, range: "bytes=5-9" }).status, 206);
  assert.equal(decide({ ifNoneMatch: `W/${etag}` }).status, 304);
  assert.equal(decide({ ifNoneMatch: '"other"' }).status, 200);
});

test("whatever is asked, what is answered lies within the content", () => {
  const place = fc.oneof(fc.nat(1100).map(String), fc.constantFrom("", "-1", "1e3", "0x5", " "));
  const header = fc.tuple(place, place).map(([from, to]) => `bytes=${from}-${to}`);
  fc.assert(
    fc.property(header, fc.nat(1000), (range, sizeBytes) => {
      const answer = decideRange({ method: "GET", range }, { ...content, sizeBytes });
      if (answer.status === 206)
        assert.ok(0 <= answer.start && answer.start <= answer.end && answer.end < sizeBytes);
      else assert.ok([200, 416].includes(answer.status));
    }),
    { numRuns: 2000 },
  );
});

function decide(change: Partial<Conditions>) {
  return decideRange({ method: "GET", ...change }, content);
}
