import assert from "node:assert/strict";
import { test } from "node:test";
import { currencyOf } from "./rules.ts";

test("A-33 a country's prices are in its own currency, in the one that is set for it, else in dollars", () => {
  const config = {
    currencies: new Map([
      ["SG", "USD"],
      ["TW", "USD"],
    ]),
  };
  const none = { currencies: new Map<string, string>() };
  assert.deepEqual(
    ["JP", "KR", "TW", "DE", "ZZ"].map((country) => currencyOf(country, none)),
    ["JPY", "KRW", "TWD", "EUR", "USD"],
  );
  assert.deepEqual(
    ["JP", "TW"].map((country) => currencyOf(country, config)),
    ["JPY", "USD"],
  );
});
