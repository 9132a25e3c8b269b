/** A-27 through the API: whose prices a reader of the catalog sees, and what stands where none is. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const HANA = "hana@aoba.example";
const SEOYEON = "seoyeon@hangang.example";

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

async function get(query: string, email: string | undefined = HANA) {
  const reply = await portal.as(email, { url: `/v1/catalog/parts?${query}` });
  return { status: reply.statusCode, ...reply.json() };
}

interface Item {
  number: string;
  price: { amount: number; currency: string } | null;
  whyNoPrice: string | null;
}

const told = ({ items }: { items: Item[] }) =>
  items.map(({ number, price, whyNoPrice }) => [
    number,
    price === null ? whyNoPrice : `${price.amount} ${price.currency}`,
  ]);

describe("A-27 what a part costs", () => {
  test("is told at the site's level and in its currency, of its own day, to whoever may buy there", async () => {
    const page = await get(`siteId=${CAST.aoba}`);
    assert.deepEqual(page.prices, { currency: "JPY", level: "E", on: "2010-03-01" });
    assert.equal(page.withheld, null);
    assert.deepEqual(told(page), [
      ["D052ALL", "not_in_program"],
      ["D052BLL", "not_in_program"],
      ["D09EQLL", "2750 JPY"],
      ["D09LELL", "4500 JPY"],
      ["D55WJLL", "6000 JPY"],
      ["D55WKLL", "price_on_request"],
      ["E025QLL", "1200 JPY"],
      ["E05D7LL", "not_in_program"],
      ["E075NLL", "900 JPY"],
    ]);
    const korean = await get(`siteId=${CAST.hangang}&q=E025Q`, SEOYEON);
    assert.deepEqual(korean.prices, { currency: "KRW", level: "D", on: "2010-03-01" });
    assert.deepEqual(told(korean), [["E025QLL", "12600 KRW"]]);
  });

  test("is the price of the one product too", async () => {
    const url = `/v1/catalog/products/was?siteId=${CAST.aoba}`;
    const product = (await portal.as(HANA, { url })).json();
    assert.deepEqual([product.keyRequirement, product.renewalKeys], ["NONE", false]);
    assert.deepEqual(told({ items: product.parts }), [
      ["D55WJLL", "6000 JPY"],
      ["D55WKLL", "price_on_request"],
      ["E025QLL", "1200 JPY"],
    ]);
    assert.deepEqual(
      product.versions.map(({ version, state }: { version: string; state: string }) => [version, state]),
      [
        ["7.0", "CURRENT"],
        ["5.1", "EOS_NO_DATE"],
      ],
    );
  });

  test("is hidden from a member without the right, with rule and helpers, and nothing of the level is told", async () => {
    const page = await get(`siteId=${CAST.aoba}&kind=license`, "mio@aoba.example");
    assert.equal(page.status, 200);
    assert.equal(page.prices, null);
    assert.deepEqual([page.withheld.reason, page.withheld.rule], ["permission_required", "BR-44"]);
    assert.equal(page.withheld.helpers[0].email, HANA);
    assert.ok(
      page.items.every((item: Item) => item.price === null && item.whyNoPrice === "permission_required"),
    );
    assert.doesNotMatch(JSON.stringify(page), /6000|JPY/);
  });

  test("is hidden where the portal sells nothing, and without a site", async () => {
    const fct = await get(`siteId=${CAST.hangangFct}`, SEOYEON);
    assert.deepEqual([fct.prices, fct.withheld], [null, { reason: "program_not_eligible", rule: "BR-55" }]);
    const none = await get("");
    assert.deepEqual([none.prices, none.withheld], [null, { reason: "no_site" }]);
    assert.ok(none.items.every((item: Item) => item.whyNoPrice === "no_site"));
  });

  test("404 at another's site exactly as at one that is not there; 401 for a stranger", async () => {
    const foreign = await get(`siteId=${CAST.hangang}`);
    const absent = await get("siteId=site_nonesuch");
    assert.deepEqual(
      [foreign.status, foreign.code, absent.status, absent.code],
      [404, "site_not_found", 404, "site_not_found"],
    );
    const stranger = await portal.as(undefined, { url: "/v1/catalog/parts" });
    assert.equal(stranger.statusCode, 401);
  });

  test("400 for a kind, a program, an order of the list or a cursor that is none", async () => {
    for (const query of [
      "kind=SUPPORT_ONLY",
      "program=XYZ",
      "sort=price",
      "after=nonsense",
      "q=%00",
      "unknown=1",
    ]) {
      assert.equal((await get(query)).status, 400, query);
    }
  });

  test("blanks of a form say nothing, and a cursor leads through all parts once", async () => {
    const all = told(await get(`siteId=${CAST.aoba}&q=&kind=&brand=&group=&program=`));
    const paged: unknown[] = [];
    for (let after = "", isFirst = true; isFirst || after !== ""; isFirst = false) {
      const page = await get(`siteId=${CAST.aoba}&limit=2${after === "" ? "" : `&after=${after}`}`);
      assert.equal(page.limit, 2);
      paged.push(...told(page));
      after = page.next ?? "";
    }
    assert.deepEqual(paged, all);
  });
});
