/** In which currency a site is charged, what a part costs on a day, and which part counts. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { asPortal, siteScopeOf } from "../../access/index.ts";
import { systemContext } from "../../platform/context.ts";
import { addDays, type LocalDate } from "../../platform/dates.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { decimalsOf } from "../../platform/money.ts";
import { amountText } from "../../web/locale/formats.ts";
import { currencyOf, findLevel, type Level, listSoldParts, listUnitPrices } from "../index.ts";

const SEED = 20_100_401;
console.log(`seed ${SEED}`);

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

const none = { currencies: new Map<string, string>() };

describe("A-33 a site's currency", () => {
  for (const [country, currency] of [
    ["JP", "JPY"],
    ["KR", "KRW"],
    ["TW", "TWD"],
    ["US", "USD"],
    ["DE", "EUR"],
    ["ZZ", "USD"],
  ] as const)
    test(`of ${country} is ${currency}`, () => assert.equal(currencyOf(country, none), currency));

  test("is another one where the vendor charges another one", () => {
    const currencies = new Map([["TW", "USD"]]);
    assert.equal(currencyOf("TW", { currencies }), "USD");
    assert.equal(currencyOf("JP", { currencies }), "JPY");
  });

  test("has its own number of decimals: a written amount is exact to the minor unit, in each language", () => {
    const currency = fc.constantFrom(
      ...["JPY", "KRW", "TWD", "USD", "EUR", "VND", "KWD", "BHD", "CLP", "CNY"],
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e15 }),
        currency,
        fc.constantFrom(...LANGUAGES),
        (amount, money, language) => {
          const digits = amountText(language, { amount, currency: money }).replaceAll(/[^\d]/g, "");
          assert.equal(Number(digits), amount);
          const decimals = /[.,](\d+)\D*$/.exec(
            amountText(language, { amount: amount % 1000, currency: money }),
          )?.[1];
          assert.equal(decimals?.length ?? 0, decimalsOf(money));
        },
      ),
      { seed: SEED, numRuns: 20_000 },
    );
  });
});

const within = <Value>(work: Parameters<typeof asPortal<Value>>[1]) =>
  asPortal(systemContext(portal.portal, "test"), work);
const prices = (parts: string[], level: Level, on: LocalDate, currency = "JPY") =>
  within(async ({ query }) =>
    Object.fromEntries(await listUnitPrices(query, { parts, currency, level, on })),
  );

describe("what a part costs", () => {
  test("BR-71 WAS is renewed at 1,200 at level E, at 1,260 at level D", async () => {
    assert.deepEqual(await prices(["E025QLL"], "E", "2010-01-01"), { E025QLL: 1200 });
    assert.deepEqual(await prices(["E025QLL"], "D", "2010-01-01"), { E025QLL: 1260 });
    assert.deepEqual(await prices(["E025QLL"], "D", "2010-01-01", "KRW"), { E025QLL: 12600 });
  });

  test("is on request where no list has it: no other level, currency or day stands in", async () => {
    assert.deepEqual(await prices(["E025QLL"], "F", "2010-01-01"), {});
    assert.deepEqual(await prices(["E025QLL"], "E", "2010-01-01", "EUR"), {});
    assert.deepEqual(await prices(["E025QLL"], "E", "2006-12-31"), {});
    assert.deepEqual(await prices(["D55WKLL", "E025QLL"], "E", "2010-01-01"), { E025QLL: 1200 });
  });

  test("is the newest price that is valid on the day", async () => {
    await sql`
      insert into prices values ('E025QLL', 'JPY', 'E', '2010-07-01', 1300), ('E025QLL', 'JPY', 'E', '2011-01-01', 1250)`.execute(
      portal.owner,
    );
    const on = (day: LocalDate) => prices(["E025QLL"], "E", day);
    assert.deepEqual(await on("2010-06-30"), { E025QLL: 1200 });
    assert.deepEqual(await on("2010-07-01"), { E025QLL: 1300 });
    assert.deepEqual(await on("2011-01-01"), { E025QLL: 1250 });
  });
});

test("of several parts of one product, kind and program the lowest number counts", async () => {
  await sql`
    insert into parts (number, product_code, kind, programs, service_months, description, points)
    values ('E0000LL', 'was', 'renewal', '{PAE}', 12, 'd', 4)`.execute(portal.owner);
  const sold = (program: "PA" | "PAE" | "FCT") =>
    within(async ({ query }) => {
      const parts = await listSoldParts(query, { products: ["was", "doors"], program });
      return parts.map(({ productCode, kind, number }) => `${productCode} ${kind} ${number}`);
    });
  const pae = await sold("PAE");
  assert.ok(pae.includes("was renewal E0000LL"));
  assert.ok((await sold("PA")).includes("was renewal E025QLL"));
  assert.deepEqual(await sold("FCT"), [
    "doors license D052ALL",
    "doors reinstatement D052BLL",
    "doors renewal E05D7LL",
  ]);
});

describe("a site's level on a day", () => {
  const level = (siteId: string, on: LocalDate) =>
    within((scope) => findLevel(siteScopeOf(scope, siteId), on));

  test("BR-71 is the one that its agreement had on the day", async () => {
    await sql`
      insert into agreement_levels values ('agreement_aoba', '2010-04-01', 'D', 'feed')`.execute(
      portal.owner,
    );
    assert.equal(await level(CAST.aoba, "2010-03-31"), "E");
    assert.equal(await level(CAST.aoba, "2010-04-01"), "D");
    assert.equal(await level(CAST.aoba, addDays("2010-04-01", 4000)), "D");
  });

  test("DOMAIN 3.17.3 is the list price for Express and for all others without an agreement", async () => {
    assert.equal(await level(CAST.formosa, "2010-03-31"), "BL");
    assert.equal(await level(CAST.hangangFct, "2010-03-31"), "BL");
  });
});
