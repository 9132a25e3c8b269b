/** Ordering in the portal, through the module's door: what one order leaves behind, and what is refused. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { periodsOf } from "../../test/feed.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import {
  buy,
  newLicense,
  purchaseLine,
  purchaseOf,
  renewalOfDoors,
  renewalOfWas,
} from "../../test/purchases.ts";
import { asPortal, siteScopeOf } from "../access/index.ts";
import { findSiteFacts } from "../agreements/index.ts";
import { systemContext } from "../platform/context.ts";
import { found } from "../platform/problem.ts";
import { bookPurchase } from "./book.documents.ts";

const HANA = "hana@aoba.example";

describe("an order that is placed in the portal", () => {
  let portal: TestPortal;
  before(async () => {
    portal = await testPortal();
  });
  after(() => portal.close());
  const read = async (url: string) => (await portal.as(HANA, { url: `/v1/sites/${CAST.aoba}${url}` })).json();

  test("BR-69 renews 5 WAS to the next anniversary: 8 months, 4,000 yen; a new license brings 12 months and a proof", async () => {
    const booked = await buy(portal, purchaseOf([renewalOfWas, renewalOfDoors, newLicense]));
    assert.match(booked.orderNumber, /^W[0-9A-HJKMNP-TV-Z]{12}$/);
    assert.equal(booked.orderedOn, "2010-03-01");
    assert.equal(booked.amount, 4_000 + 9_000 + 18_000);
    assert.deepEqual(
      booked.lines.map(({ kind, coveredFrom, coveredThrough }) => [kind, coveredFrom, coveredThrough]),
      [
        ["renewal", "2010-08-01", "2011-03-31"],
        ["renewal", "2010-04-01", "2011-03-31"],
        ["license", "2010-03-01", "2011-02-28"],
      ],
    );
    assert.deepEqual(await periodsOf(portal, "SO-4711"), [
      "license 2009-07-10…2010-07-31",
      "renewal 2010-08-01…2011-03-31",
    ]);
    const was = await read(`/entitlements/${CAST.aobaWas}`);
    assert.deepEqual([was.coveredFrom, was.coveredThrough], ["2009-07-10", "2011-03-31"]);
    const licensed = await read(`/entitlements/${booked.lines[2]?.lineId}`);
    assert.deepEqual([licensed.quantity, licensed.coveredThrough], [3, "2011-02-28"]);
  });

  test("BR-61 its proof is there at once, and is mailed as news with the confirmation", async () => {
    const [order] = (await read("/orders")).items;
    const { items } = await read(`/proofs?order=${order.number}`);
    assert.equal(items.length, 1);
    await portal.portal.jobs.drain();
    const { rows } = await sql<{ template: string; to: string; about: object }>`
      select mails.template, mails.to_address as to, deliveries.about
        from mails left join deliveries on deliveries.mail_id = mails.id
       where template in ('order-placed', 'proof-issued')
         and to_address = ${HANA} and dedupe_key not like '%order_aoba%' order by template`.execute(
      portal.owner,
    );
    const toHana = (template: string) => ({ template, to: HANA });
    assert.deepEqual(
      rows.map(({ template, to }) => ({ template, to })),
      [toHana("order-placed"), toHana("proof-issued")],
    );
    assert.deepEqual(rows[0]?.about, { orderNumber: order.number });
  });
});

describe("the first order of a site", () => {
  test("3.17.2 gives it its day, in the site's own zone, and so its anniversary", async () => {
    const portal = await testPortal({ now: "2010-03-31T16:30:00Z" }); // 2010-04-01 in Taipei
    after(() => portal.close());
    const order = (siteId: string) => {
      const context = systemContext(portal.portal, "test");
      return asPortal(context, async (vendor) => {
        const scope = siteScopeOf(vendor, siteId);
        const site = found(await findSiteFacts(scope), "site");
        return bookPurchase(scope, context, site, purchaseOf([newLicense], { channel: "automatic" }));
      });
    };
    const { orderedOn, lines } = await order(CAST.formosa);
    assert.deepEqual([orderedOn, lines[0]?.coveredThrough], ["2010-04-01", "2011-03-31"]);
    portal.clock.set("2010-05-10T03:00:00Z");
    await order(CAST.formosa);
    await sql`update sites set first_ordered_on = null where id = ${CAST.hangang}`.execute(portal.owner);
    await order(CAST.hangang);
    const { rows } = await sql<{ id: string; on: string }>`
      select id, first_ordered_on as on from sites where id in (${CAST.formosa}, ${CAST.hangang}) order by id`.execute(
      portal.owner,
    );
    assert.deepEqual(
      rows.map(({ on }) => on),
      ["2010-04-01", "2010-05-10"],
    );
    const read = await portal.as("seoyeon@hangang.example", {
      url: `/v1/sites/${CAST.hangang}/entitlements/${CAST.hangangDoors}`,
    });
    assert.equal(read.json().anniversaryOn, "2011-06-01", "of a first order on 2010-05-10");
  });
});

describe("what cannot be ordered", () => {
  let portal: TestPortal;
  before(async () => {
    portal = await testPortal();
  });
  after(() => portal.close());
  const refused = (purchase: ReturnType<typeof purchaseOf>, code: string) =>
    assert.rejects(buy(portal, purchase), (error: { code?: string }) => error.code === code);
  const countOrders = async () =>
    (await sql<{ n: string }>`select count(*)::text as n from orders`.execute(portal.owner)).rows[0]?.n;

  test("BR-77 a part that is not sold as what it is ordered as: updates alone, support alone, another program's, another product's", async () => {
    for (const partNumber of ["SUPPORT", "D55WJLL", "D55WKLL", "E05D7LL", "E075NLL"]) {
      await refused(purchaseOf([{ ...renewalOfWas, partNumber }]), "part_not_for_sale");
    }
    await refused(purchaseOf([{ ...newLicense, partNumber: "E025QLL" }]), "part_not_for_sale");
  });

  test("a part of a line's quantity, nothing at all, and through a reseller that nobody knows", async () => {
    const part = purchaseLine({ ...renewalOfWas, quantity: 4 });
    await refused(purchaseOf([part]), "quantity_of_whole_line");
    await refused(purchaseOf([]), "nothing_to_order");
    await sql`update sites set reseller_email = null where id = ${CAST.aoba}`.execute(portal.owner);
    await refused(purchaseOf([renewalOfWas], { channel: "partner" }), "no_partner_on_record");
  });

  test("BR-78e BR-70 a reinstatement while covered, a renewal after the end; on the last day it is renewed", async () => {
    const reinstatement = purchaseLine({
      ...{ kind: "reinstatement", partNumber: "D55WKLL", quantity: 5, unitPrice: 3600, months: null },
      continues: CAST.aobaWas,
    });
    portal.clock.set("2010-07-31T14:59:59Z");
    await refused(purchaseOf([reinstatement]), "still_covered");
    portal.clock.set("2010-07-31T15:00:00Z"); // 2010-08-01 in Tokyo
    await refused(purchaseOf([renewalOfWas]), "coverage_lapsed");
    await refused(purchaseOf([reinstatement, reinstatement]), "renewed_already");
    assert.equal(await countOrders(), "4", "what is refused leaves nothing");
    portal.clock.set("2011-10-20T03:00:00Z");
    const { lines } = await buy(portal, purchaseOf([reinstatement]));
    assert.deepEqual(
      [lines[0]?.coveredFrom, lines[0]?.coveredThrough],
      ["2011-10-20", "2012-10-31"],
      "BR-78a",
    );
    assert.equal((await periodsOf(portal, "SO-4711")).length, 2);
  });
});
