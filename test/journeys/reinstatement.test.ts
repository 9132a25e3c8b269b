/**
 * An Express customer in Taiwan, in traditional Chinese: buys in the catalogue, lets the coverage lapse, is offered the
 * way back, and reinstates; the gap stays to be seen. DOMAIN §3.17.3, §3.19, D-26, BR-67, BR-78a, BR-78b, BR-78e.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import type { Page } from "playwright-core";
import { CAST, PASSWORD } from "../cast.ts";
import { findingsOf, type Journey, openJourney } from "./stage.ts";

const LIHUA = "lihua@formosa.example";
const SITE = `/sites/${CAST.formosa}`;

let journey: Journey;
let page: Page;

before(async () => {
  journey = await openJourney({ now: "2009-07-10T03:00:00Z" });
  const { owner } = journey.portal;
  await sql`insert into access_grants (site_id, person_id, role, software_and_services, reporting, entitlements,
              entitlement_allocation, manage_access, contact_update, account_documents, granted_at, granted_by)
            values (${CAST.formosa}, ${CAST.lihua}, 'primary', 'download_media_commerce', 'view', 'update', 'update',
              'update', 'update', 'view', '2009-07-02', 'passcode')`.execute(owner);
  await sql`update sites set primary_state = 'claimed' where id = ${CAST.formosa}`.execute(owner);
  await arriveOn("2009-07-10");
});
after(() => journey.close());

/** A day at noon in Taipei: what is due by then has run, and she signs in. */
async function arriveOn(day: string): Promise<void> {
  journey.portal.clock.set(`${day}T04:00:00Z`);
  await journey.portal.portal.jobs.enqueue(journey.portal.portal.db, "renewals.run", [{}]);
  await journey.portal.portal.jobs.drain();
  const visitor = await journey.visitor({ language: "zh-TW" });
  page = await visitor.newPage();
  await page.goto("/sign-in");
  await page.fill("[name=email]", LIHUA);
  await page.fill("[name=password]", PASSWORD);
  await submit();
  assert.equal(new URL(page.url()).pathname, SITE);
}

async function submit(button = "main form button.primary"): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(button)]);
  await journey.portal.portal.jobs.drain();
}

const words = async () => (await page.textContent("main")) ?? "";

async function whole(): Promise<void> {
  assert.deepEqual(await findingsOf(page), []);
  const wide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  assert.ok(wide <= 0, `${page.url()} is ${wide} px too wide`);
}

async function mails(): Promise<{ subject: string; text: string }[]> {
  const { items } = (await journey.portal.as(undefined, { url: `/v1/demo/mailbox?to=${LIHUA}` })).json();
  return items;
}

describe("an Express customer lets a line lapse and reinstates it, in traditional Chinese", () => {
  test("2009-07-10: three licenses from the catalogue through the cart, at list price", async () => {
    await page.goto(`/catalog/products/was?siteId=${CAST.formosa}`);
    const form = page.locator(`form[action="${SITE}/cart/lines"]`).first();
    await form.locator("[name=quantity]").fill("3");
    await Promise.all([page.waitForNavigation(), form.locator("button").click()]);
    assert.match(await words(), /購物車/);
    assert.match(await words(), /19,800/);
    await whole();
    await page.click(`main a[href="${SITE}/cart/order"]`);
    await page.fill("[name=purchaseOrderNumber]", "採購-001");
    await whole();
    await submit();
    assert.match(await words(), /採購-001[\s\S]*在此直接向本公司訂購/);
    await whole();
    await submit();
    assert.match(new URL(page.url()).pathname, /\/orders\/W/);
    assert.match(await words(), /19,800/);
  });

  test("2010-08-01: the mail of the day after says what has ended and what bringing it back costs", async () => {
    await arriveOn("2010-07-31");
    await arriveOn("2010-08-01");
    const offers = (await mails()).filter(({ text }) => text.includes(`${SITE}/reinstatements`));
    assert.equal(offers.length, 1);
    assert.match(offers[0]?.text ?? "", /2010年7月31日[\s\S]*11,880/);
    assert.match(offers[0]?.text ?? "", /未涵蓋期間也不收費/);
  });

  test("2011-10-20: from the home to the offer: 60 % of 6,600, three times, and nothing for 445 days", async () => {
    await arriveOn("2011-10-20");
    await whole();
    await page.click(`main a[href="${SITE}/reinstatements"]`);
    assert.match(await words(), /445 天/);
    assert.match(await words(), /6,600[\s\S]*60%/);
    await whole();
    await page.click(`main a[href^="${SITE}/reinstatements/line_"]`);
    assert.match(await words(), /11,880/);
    assert.match(await words(), /2011年10月20日 至 2012年10月31日/);
    await whole();
  });

  test("details, review, order; the order's page has one price and no more", async () => {
    await page.fill("[name=purchaseOrderNumber]", "採購-002");
    await submit();
    assert.match(await words(), /採購-002/);
    await whole();
    await submit();
    assert.match(new URL(page.url()).pathname, /\/orders\/W/);
    assert.match(await words(), /D55WKLL[\s\S]*3,960/);
    await whole();
  });

  test("the line is covered again, and the gap is still to be seen", async () => {
    await page.goto(`${SITE}/entitlements`);
    await page.click(`main a[href^="${SITE}/entitlements/line_"]`);
    const days = await page
      .locator("main time")
      .evaluateAll((all) => all.map((each) => each.getAttribute("datetime")));
    for (const day of ["2009-07-10", "2010-07-31", "2011-10-20", "2012-10-31"])
      assert.ok(days.includes(day), day);
    const chart = (await page.textContent("main figure.chart")) ?? "";
    assert.match(chart, /2010/);
    assert.equal((await page.locator("main .chart-gap").count()) > 0, true, "the gap is drawn");
    assert.equal(await page.locator(`main a[href*="/reinstatements/"]`).count(), 0);
    await whole();
    await page.setViewportSize({ width: 320, height: 900 });
    await whole();
    await page.goto(`${SITE}/reinstatements`);
    assert.match(await words(), /沒有已到期的項目/);
  });
});
