import assert from "node:assert/strict";
import { test } from "node:test";
import { decimalsOf } from "./money.ts";

test("amounts have the decimals of their currency: none in yen, won and New Taiwan dollars", () => {
  const expected = {
    JPY: 0,
    KRW: 0,
    TWD: 0,
    VND: 0,
    CLP: 0,
    ISK: 0,
    BHD: 3,
    KWD: 3,
    TND: 3,
    USD: 2,
    EUR: 2,
    GBP: 2,
  };
  for (const [currency, decimals] of Object.entries(expected))
    assert.equal(decimalsOf(currency), decimals, currency);
});

test("a word that is no currency has the usual two", () => {
  for (const word of ["", "XXX", "constructor", "__proto__", "toString"]) assert.equal(decimalsOf(word), 2);
});
