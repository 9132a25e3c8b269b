import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { newCode } from "../../platform/id.ts";
import {
  decideEntry,
  type Entry,
  foldPasscode,
  isWellFormed,
  passcodeFrom,
  statusOf,
  withCheckSymbol,
  writtenPasscode,
} from "./passcode.rules.ts";

const symbols = fc.array(fc.constantFrom(..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"), {
  minLength: 12,
  maxLength: 12,
});

describe("a passcode", () => {
  test("has twelve symbols and a check symbol that is one of the 32, in groups of four", () => {
    for (let n = 0; n < 500; n++) {
      const code = passcodeFrom(newCode);
      assert.match(code, /^[0-9A-HJKMNP-TV-Z]{13}$/);
      assert.ok(isWellFormed(code));
      assert.match(writtenPasscode(code), /^(\w{4}-){3}\w$/);
    }
  });

  test("carries Crockford's check symbol: 1234 modulo 37 is D", () => {
    assert.equal(withCheckSymbol("000000000010"), undefined); // 32 is written *
    assert.equal(withCheckSymbol("00000000016J"), "00000000016JD"); // 1234 mod 37 = 13
  });

  test("is drawn again until its check symbol is one that people can tell apart", () => {
    const draws = ["000000000010", "00000000016j"];
    assert.equal(
      passcodeFrom(() => draws.shift() ?? ""),
      "00000000016JD",
    );
    assert.equal(draws.length, 0);
  });
});

describe("what is typed", () => {
  test("may have any case, width, spaces and dashes, I and L for 1, O for 0", () => {
    assert.equal(foldPasscode(" 7kiq-omat xw9z—l "), "7K1Q0MATXW9Z1");
    assert.equal(foldPasscode("７ＫｌＱ　ＯＭＡＴ"), "7K1Q0MAT");
  });

  test("is noticed as a slip when any one symbol is wrong", () => {
    fc.assert(
      fc.property(symbols, fc.nat(11), fc.nat(31), (drawn, place, other) => {
        const code = withCheckSymbol(drawn.join(""));
        if (code === undefined) return;
        const wrong =
          code.slice(0, place) + "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[other] + code.slice(place + 1);
        assert.equal(isWellFormed(wrong), wrong === code);
      }),
    );
  });

  test("is noticed as a slip when two neighbors are exchanged", () => {
    fc.assert(
      fc.property(symbols, fc.nat(10), (drawn, place) => {
        const code = withCheckSymbol(drawn.join(""));
        if (code === undefined) return;
        const pair = `${code[place + 1]}${code[place]}`;
        const wrong = code.slice(0, place) + pair + code.slice(place + 2);
        assert.equal(isWellFormed(wrong), wrong === code);
      }),
    );
  });

  for (const text of ["", "7K1Q", "U000000000000", "0000000000000 0", "00000000016J*", "😀"]) {
    test(`is no passcode: "${text}"`, () => assert.ok(!isWellFormed(foldPasscode(text))));
  }
});

describe("an entry", () => {
  const entry = (change: Partial<Entry>): Entry => ({
    tries: 1,
    isRight: false,
    isSuperseded: false,
    newest: "issued",
    ...change,
  });
  const reasonOf = (change: Partial<Entry>) => {
    const decision = decideEntry(entry(change));
    return decision.ok ? "right" : `${statusOf(decision.refusal)} ${decision.refusal.reason}`;
  };

  test("BR-15 is right even at the fifth try", () =>
    assert.equal(reasonOf({ tries: 5, isRight: true }), "right"));
  test("BR-15 finds a used passcode used", () =>
    assert.equal(reasonOf({ tries: null, newest: "consumed" }), "409 passcode_used"));
  test("BR-16 is told at the first slip what to look at", () =>
    assert.equal(reasonOf({ tries: 1 }), "409 passcode_wrong"));
  for (const tries of [2, 3, 4]) {
    test(`BR-17 is sent to customer care at slip ${tries}`, () =>
      assert.equal(reasonOf({ tries }), "409 passcode_wrong_again"));
  }
  test("kills the passcode at the fifth slip", () =>
    assert.equal(reasonOf({ tries: 5 }), "410 passcode_exhausted"));
  test("finds an older passcode replaced", () =>
    assert.equal(reasonOf({ isSuperseded: true }), "410 passcode_superseded"));
  test("finds a passcode expired", () => assert.equal(reasonOf({ tries: null }), "410 passcode_expired"));
  test("finds a dead passcode dead", () =>
    assert.equal(reasonOf({ tries: null, newest: "exhausted" }), "410 passcode_exhausted"));
  test("finds nothing at a site without one", () =>
    assert.equal(reasonOf({ tries: null, newest: null }), "404 first_access_not_open"));

  test("tells how many tries are left", () => {
    assert.deepEqual(decideEntry(entry({ tries: 2 })), {
      ok: false,
      refusal: { reason: "passcode_wrong_again", triesLeft: 3 },
    });
  });
});
