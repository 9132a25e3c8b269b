/** What the operator sees missing: prices at levels that sites have, and renewal parts of owned products. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { OTTO } from "../../../test/feed.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal({ now: "2010-03-01T23:55:00Z" });
});
after(() => portal.close());

const gaps = async (query = "") => {
  const { items } = (await portal.as(OTTO, { url: `/v1/vendor/price-gaps${query}` })).json();
  return items.map((gap: Record<string, unknown>) =>
    [
      gap["what"],
      gap["productCode"],
      gap["part"],
      gap["currency"],
      gap["level"],
      gap["programs"],
      gap["sites"],
    ].join(" "),
  );
};

describe("the price check", () => {
  test("finds nothing where each part has a price for each currency and level that a site has", async () => {
    assert.deepEqual(await gaps(), []);
    const { body } = await portal.as(OTTO, { url: "/operator/prices" });
    assert.match(body, /Nothing is missing/);
  });

  test("names a part without a price that is valid today, for how many sites", async () => {
    await sql`delete from prices where part_number = 'E025QLL' and currency = 'KRW'`.execute(portal.owner);
    await sql`
      update prices set valid_from = '2010-03-02' where part_number = 'D09LELL' and currency = 'TWD'`.execute(
      portal.owner,
    );
    assert.deepEqual(await gaps(), ["price doors D09LELL TWD BL PAE 1", "price was E025QLL KRW D PA 1"]);
    portal.clock.set("2010-03-02T00:05:00Z");
    assert.deepEqual(await gaps(), ["price was E025QLL KRW D PA 1"]);
  });

  test("follows the level that an agreement has today", async () => {
    await sql`insert into agreement_levels values ('agreement_aoba', '2010-03-02', 'H', 'feed')`.execute(
      portal.owner,
    );
    assert.deepEqual(await gaps("?q=was"), [
      "price was D55WJLL JPY H PA 1",
      "price was E025QLL JPY H PA 1",
      "price was E025QLL KRW D PA 1",
    ]);
    await sql`delete from agreement_levels where level = 'H'`.execute(portal.owner);
  });

  test("names an owned product that cannot be renewed; it is found and sorted with the rest", async () => {
    await sql`update parts set programs = '{FCT}' where number = 'E025QLL'`.execute(portal.owner);
    assert.deepEqual(await gaps(), ["renewal-part was    PA 1"]);
    assert.deepEqual(await gaps("?what=price"), []);
    assert.deepEqual(await gaps("?q=nothing"), []);
  });

  test("is a page, and a sheet with the same rows", async () => {
    const { body } = await portal.as(OTTO, { url: "/operator/prices?what=renewal-part" });
    assert.match(body, /WebSphere Application Server/);
    const sheet = await portal.as(OTTO, { url: "/operator/prices.csv" });
    assert.equal(sheet.statusCode, 200, sheet.body);
    assert.match(sheet.body, /WebSphere Application Server.*Renewal part/);
    assert.equal((await portal.as(OTTO, { url: "/v1/vendor/price-gaps.xlsx" })).statusCode, 200);
  });

  test("is nobody's but the operator's", async () => {
    for (const url of ["/v1/vendor/price-gaps", "/operator/prices", "/operator/prices.csv"])
      assert.equal((await portal.as("hana@aoba.example", { url })).statusCode, 404);
  });
});
