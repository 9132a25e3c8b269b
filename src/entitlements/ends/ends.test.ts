/** Whose people are told of a new version, and what of whom ends when. BR-65; DOMAIN §2.3. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { CAST } from "../../../test/cast.ts";
import { testPortal } from "../../../test/portal.ts";
import { asPortal } from "../../access/index.ts";
import { systemContext } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { listCoverageEnds, listOwnedProducts, listSitesWithActiveCoverage } from "../index.ts";

const stage = await testPortal();
after(() => stage.close());

const read = <Value>(work: Parameters<typeof asPortal<Value>>[1]) =>
  asPortal(systemContext(stage.portal, "test"), work);
const told = (productCode: string, today: LocalDate) =>
  read((scope) => listSitesWithActiveCoverage(scope, productCode, today));

describe("BR-65 a new version is told to whoever has subscription and support of the product", () => {
  test("on each day of it, its first and its last", async () => {
    assert.deepEqual(await told("doors", "2010-03-01"), [CAST.aoba, CAST.hangang]);
    assert.deepEqual(await told("doors", "2010-03-31"), [CAST.aoba, CAST.hangang]); // Aoba's last day
    assert.deepEqual(await told("doors", "2009-06-15"), [CAST.aoba, CAST.hangang]); // Hangang's first
    assert.deepEqual(await told("was", "2010-07-31"), [CAST.aoba]);
  });
  test("not to whom it lapsed, or has yet to begin", async () => {
    assert.deepEqual(await told("doors", "2010-04-01"), [CAST.hangang]);
    assert.deepEqual(await told("doors", "2010-07-01"), []);
    assert.deepEqual(await told("doors", "2009-06-14"), [CAST.aoba]);
    assert.deepEqual(await told("was", "2010-08-01"), []);
  });
  test("nor to the FCT site whose coverage ended in 2008, nor to anybody of a product that nobody owns", async () => {
    assert.deepEqual(await told("doors", "2008-01-31"), [CAST.hangangFct]);
    assert.deepEqual(await told("doors", "2008-02-01"), []);
    assert.deepEqual(await told("nothing", "2010-03-01"), []);
  });
});

test("what ends is told by site, day and product, of the sites that are asked for alone", async () => {
  const siteIds = [CAST.aoba, CAST.hangangFct];
  const ends = await read((scope) =>
    listCoverageEnds(scope, { siteIds, from: "2008-01-31", through: "2010-07-30" }),
  );
  assert.deepEqual(
    ends.map(({ siteId, coveredThrough, productCode, lineCount, quantity }) => [
      siteId,
      coveredThrough,
      productCode,
      lineCount,
      quantity,
    ]),
    [
      [CAST.hangangFct, "2008-01-31", "doors", 1, 4],
      [CAST.aoba, "2010-03-31", "doors", 1, 10],
    ],
  );
  const owned = await read((scope) => listOwnedProducts(scope, siteIds));
  assert.deepEqual(
    owned.map(({ siteId, productCode }) => `${siteId} ${productCode}`),
    ["site_aoba doors", "site_aoba was", "site_hangangfct doors"],
  );
});
