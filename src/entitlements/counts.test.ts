/** What a site's home shows. Aoba's lines: DOORS through 2010-03-31, WAS through 2010-07-31, and three more made here. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { asPortal, type SiteScope, siteScopeOf } from "../access/index.ts";
import { systemContext } from "../platform/context.ts";
import { countCoverage, countEndingByMonth, listCoveredProducts, listEndingNext } from "./index.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
  const more = [
    ["lapsed", "doors", "Rational DOORS", "2008-01-01", "2008-12-31"],
    ["never", "kit", "Media Kit", null, null],
    ["later", "next", "Next Product", "2010-04-01", "2011-03-31"],
  ] as const;
  for (const [i, [name, code, product, from, through]] of more.entries()) {
    await sql`insert into order_lines (id, site_id, order_id, line, part_number, quantity)
      values (${`oline_${name}`}, ${CAST.aoba}, 'order_aobawas', ${i + 50}, 'D55WJLL', 1)`.execute(
      portal.owner,
    );
    await sql`insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on,
                                             part_number, product_code, product_name, quantity, covered_from, covered_through)
      values (${`line_${name}`}, ${CAST.aoba}, 'order_aobawas', ${`oline_${name}`}, 'SO-4711', ${i + 50}, '2008-01-01',
              'D55WJLL', ${code}, ${product}, 1, ${from}, ${through})`.execute(portal.owner);
  }
});
after(() => portal.close());

function atAoba<Value>(work: (scope: SiteScope) => Promise<Value>): Promise<Value> {
  const context = systemContext(portal.portal, "test");
  return asPortal(context, (scope) => work(siteScopeOf(scope, CAST.aoba)));
}

describe("a site's coverage at a glance", () => {
  test("counts what is active, ends within 90 days, has lapsed, or is not covered", async () => {
    const count = await atAoba((scope) => countCoverage(scope, "2010-03-01"));
    assert.deepEqual(count, {
      active: 2,
      endingIn90Days: 1,
      lapsed: 1,
      uncovered: 2,
      products: 4,
      coveredProducts: 2,
    });
  });

  test("counts the 90th day and not the 91st; the last covered day and not the one after", async () => {
    const on = (day: "2010-05-02" | "2010-05-01" | "2010-07-31" | "2010-08-01") =>
      atAoba((scope) => countCoverage(scope, day));
    assert.equal((await on("2010-05-02")).endingIn90Days, 1); // 31 July is the 90th day
    assert.equal((await on("2010-05-01")).endingIn90Days, 0);
    assert.equal((await on("2010-07-31")).active, 2);
    assert.equal((await on("2010-08-01")).active, 1);
  });

  test("lists what ends next, the soonest first", async () => {
    const next = await atAoba((scope) => listEndingNext(scope, "2010-03-01", 2));
    assert.deepEqual(
      next.map(({ id, coveredThrough }) => [id, coveredThrough]),
      [
        [CAST.aobaDoors, "2010-03-31"],
        [CAST.aobaWas, "2010-07-31"],
      ],
    );
  });

  test("counts by month what ends, months in which nothing does too", async () => {
    const months = await atAoba((scope) => countEndingByMonth(scope, "2010-03-15", 6));
    assert.deepEqual(
      months.map(({ month, count }) => [month, count]),
      [
        ["2010-03-01", 1],
        ["2010-04-01", 0],
        ["2010-05-01", 0],
        ["2010-06-01", 0],
        ["2010-07-01", 1],
        ["2010-08-01", 0],
      ],
    );
  });

  test("tells each product's days from all of its lines", async () => {
    const products = await atAoba((scope) => listCoveredProducts(scope, "2010-03-01"));
    assert.deepEqual(products, [
      {
        productCode: "doors",
        productName: "Rational DOORS",
        coveredFrom: "2008-01-01",
        coveredThrough: "2010-03-31",
        isActive: true,
      },
      {
        productCode: "kit",
        productName: "Media Kit",
        coveredFrom: null,
        coveredThrough: null,
        isActive: false,
      },
      {
        productCode: "next",
        productName: "Next Product",
        coveredFrom: "2010-04-01",
        coveredThrough: "2011-03-31",
        isActive: false,
      },
      {
        productCode: "was",
        productName: "WebSphere Application Server",
        coveredFrom: "2009-07-10",
        coveredThrough: "2010-07-31",
        isActive: true,
      },
    ]);
  });
});
