import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decideProof, isNews, readDocument } from "./rules.ts";

const order = (change = {}) => ({ isOffered: true, lineCount: 1, latest: undefined, ...change });

describe("an order that was booked or revised", () => {
  test("gets a proof while it holds licenses or continues some, whatever its proof was before", () => {
    for (const latest of [undefined, "valid", "superseded", "withdrawn"] as const) {
      assert.equal(decideProof(order({ latest })), "issue");
    }
  });

  test("loses its valid proof when it lost them all", () => {
    assert.equal(decideProof(order({ lineCount: 0, latest: "valid" })), "withdraw");
  });

  test("needs nothing when it never held one, or its proof is withdrawn already", () => {
    assert.equal(decideProof(order({ lineCount: 0 })), "nothing");
    assert.equal(decideProof(order({ lineCount: 0, latest: "withdrawn" })), "nothing");
  });

  test("BR-55 gets none where the program offers no proofs", () => {
    assert.equal(decideProof(order({ isOffered: false })), "nothing");
  });
});

describe("an order whose proof is made", () => {
  test("is news on its 90th day and history on its 91st", () => {
    assert.equal(
      isNews({ orderedOn: "2010-01-01", issuedAt: new Date("2010-04-01T23:59:59Z") }, 90, "UTC"),
      true,
    );
    assert.equal(
      isNews({ orderedOn: "2010-01-01", issuedAt: new Date("2010-04-02T00:00:00Z") }, 90, "UTC"),
      false,
    );
  });

  test("is news on its own day in the site's zone, whatever day UTC has", () => {
    assert.equal(
      isNews({ orderedOn: "2010-01-01", issuedAt: new Date("2010-01-02T04:59:59Z") }, 0, "America/New_York"),
      true,
    );
    assert.equal(
      isNews({ orderedOn: "2010-01-01", issuedAt: new Date("2010-01-02T05:00:00Z") }, 0, "Asia/Tokyo"),
      false,
    );
  });
});

describe("a document that is kept", () => {
  test("is none when it is no JSON, of another schema, or lacks a part", () => {
    for (const text of [
      "",
      "{",
      "null",
      '{"schema":"carnet-proof-v1"}',
      '{"schema":"carnet-proof-v2"}',
      '{"schema":"carnet-release-v1"}',
    ]) {
      assert.equal(readDocument(text), undefined, text);
    }
  });
});
