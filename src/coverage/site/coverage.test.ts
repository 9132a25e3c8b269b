/** All lines of a site with their coverage and gaps: over the API, as sheets, and on the page of a line. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { parse } from "csv-parse/sync";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { buy, purchaseLine, purchaseOf, renewalOfWas } from "../../../test/purchases.ts";
import { coverageSay } from "../texts.ts";

const HANA = "hana@aoba.example";
const LIST = `/v1/sites/${CAST.aoba}/coverage`;
const PERIODS = [
  { coveredFrom: "2009-07-10", coveredThrough: "2010-07-31", kind: "license" },
  { coveredFrom: "2010-08-01", coveredThrough: "2011-03-31", kind: "renewal" },
  { coveredFrom: "2011-10-20", coveredThrough: "2012-10-31", kind: "reinstatement" },
];

describe("the coverage of a site, with its history and gaps", () => {
  let portal: TestPortal;
  const read = async (url: string) => (await portal.as(HANA, { url })).json();

  before(async () => {
    portal = await testPortal();
    await buy(portal, purchaseOf([renewalOfWas]));
    portal.clock.set("2011-10-20T03:00:00Z");
    const reinstatement = purchaseLine({
      ...{ kind: "reinstatement", partNumber: "D55WKLL", quantity: 5, unitPrice: 3600, months: null },
      continues: CAST.aobaWas,
    });
    assert.equal((await buy(portal, purchaseOf([reinstatement]))).amount, 18_000, "BR-78a BR-78b");
  });
  after(() => portal.close());

  test("BR-78a the gap stays, on the line and in the list; what lapsed has an open one", async () => {
    const { items, next } = await read(LIST);
    assert.equal(next, null);
    const [doors, was] = items;
    assert.deepEqual([doors.lineId, doors.status, doors.renewalOn], [CAST.aobaDoors, "lapsed", null]);
    assert.deepEqual(doors.gaps, [{ uncoveredFrom: "2010-04-01", uncoveredThrough: null }]);
    assert.deepEqual(was.periods, PERIODS);
    assert.deepEqual(was.gaps, [{ uncoveredFrom: "2011-04-01", uncoveredThrough: "2011-10-19" }]);
    assert.deepEqual(
      [was.status, was.coveredThrough, was.renewalOn, was.anniversaryOn],
      ["active", "2012-10-31", "2012-11-01", "2012-04-01"],
    );
    const line = await read(`/v1/sites/${CAST.aoba}/entitlements/${CAST.aobaWas}`);
    assert.deepEqual([line.periods, line.gaps, line.renewalOn], [was.periods, was.gaps, was.renewalOn]);
    assert.equal(line.anniversaryOn, "2012-04-01");
  });

  test("is read page by page, each line once; a cursor of another list is refused", async () => {
    const first = await read(`${LIST}?limit=1`);
    const second = await read(`${LIST}?limit=1&after=${encodeURIComponent(first.next)}`);
    assert.deepEqual(
      [first.items[0].lineId, second.items[0].lineId, second.next],
      [CAST.aobaDoors, CAST.aobaWas, null],
    );
    const reply = await portal.as(HANA, { url: `/v1/sites/${CAST.aoba}/orders?after=${first.next}` });
    assert.equal(reply.statusCode, 400);
  });

  test("the sheets have a row for each line, with periods and gaps in words", async () => {
    const reply = await portal.as(HANA, { url: `${LIST}.csv`, headers: { "accept-language": "ja" } });
    const [head, doors, was] = parse(reply.rawPayload, { bom: true }) as string[][];
    assert.equal(head?.length, 12);
    assert.deepEqual(doors?.slice(-5), [
      "2010-03-31",
      "",
      "2012-04-01",
      "ライセンス 2009-03-12/2010-03-31",
      "2010-04-01/..",
    ]);
    assert.deepEqual(was?.slice(-2), [
      "ライセンス 2009-07-10/2010-07-31; 更新 2010-08-01/2011-03-31; 再開 2011-10-20/2012-10-31",
      "2011-04-01/2011-10-19",
    ]);
    const xlsx = await portal.as(HANA, { url: `/sites/${CAST.aoba}/coverage.xlsx` });
    assert.equal(xlsx.rawPayload.subarray(0, 2).toString(), "PK");
  });

  test("the page of a line shows the gap among its periods, and what goes on", async () => {
    const page = async (id: string) =>
      (await portal.as(HANA, { url: `/sites/${CAST.aoba}/entitlements/${id}` })).body;
    const was = await page(CAST.aobaWas);
    assert.match(was, /datetime="2011-04-01"[\s\S]*datetime="2011-10-19"[\s\S]*datetime="2011-10-20"/i);
    assert.ok(was.includes(coverageSay("ja")("stateGap").replace("&", "&amp;")));
    assert.match(was, /href="\/sites\/site_aoba\/coverage\.xlsx"/);
    const doors = await page(CAST.aobaDoors);
    assert.match(doors, /datetime="2010-04-01"/i);
    assert.ok(doors.includes(coverageSay("ja")("untilNow")));
  });

  test("404, 403, 401: another site's, without the privilege, without a sign-in", async () => {
    assert.equal((await portal.as(HANA, { url: `/v1/sites/${CAST.hangang}/coverage` })).statusCode, 404);
    assert.equal((await portal.as("mio@aoba.example", { url: LIST })).statusCode, 403);
    assert.equal((await portal.app.inject({ url: `${LIST}.csv` })).statusCode, 401);
  });
});
