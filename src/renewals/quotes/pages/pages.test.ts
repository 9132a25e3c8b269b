/** The pages of renewal quotes: what they explain, and the order from choosing lines to its own page. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../../test/portal.ts";
import { AOBA_QUOTE, addQuote, DOORS, WAS } from "../../../../test/quotes.ts";

const HANA = "hana@aoba.example";
const QUOTES = `/sites/${CAST.aoba}/renewal-quotes`;
const QUOTE = `${QUOTES}/quote_aoba`;

let portal: TestPortal;
beforeEach(async () => {
  portal = await testPortal({ now: "2010-03-02T03:00:00Z" });
  await sql`update people set language = 'en' where id = ${CAST.hana}`.execute(portal.owner);
});
afterEach(() => portal.close());

async function read(url: string, as = HANA): Promise<string> {
  const { statusCode, body } = await portal.as(as, { url });
  assert.equal(statusCode, 200, body);
  return textOf(body);
}

function textOf(body: string): string {
  const main = body.slice(body.indexOf("<main"), body.indexOf("</main>"));
  return main
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&nbsp;", " ")
    .replaceAll(/\s+/g, " ");
}

async function send(url: string, fields: Record<string, string | string[]>, as = HANA) {
  const body = new URLSearchParams();
  for (const [name, values] of Object.entries(fields))
    for (const value of [values].flat()) body.append(name, value);
  const headers = { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };
  return portal.as(as, { method: "POST", url, headers, payload: body.toString() });
}

describe("one quote", () => {
  test("says how each amount came about, how many days are left, and what deferring means for each line", async () => {
    await addQuote(portal);
    const text = await read(QUOTE);
    for (const part of [
      "29 days left for these prices.",
      "¥4,000 5 × ¥1,200 × 8/12 Level E, price list of Jan 1, 2010",
      "¥9,000 10 × ¥900 × 12/12",
      "Covered through July 31, 2010. Until then you can still renew it, from April 1, 2010 at the price and level of the day",
      "Coverage ends on March 31, 2010. After that only a reinstatement brings it back",
      "Aug 1, 2010 – Mar 31, 2011 8 months",
      "Total, excl. tax ¥13,000",
    ]) {
      assert.ok(text.includes(part), `${part} in ${text}`);
    }
  });

  test("BR-71 deferred, it shows the price of the day beside the quote's", async () => {
    await addQuote(portal);
    await sql`insert into agreement_levels values ('agreement_aoba', '2010-04-01', 'D', 'feed')`.execute(
      portal.owner,
    );
    portal.clock.set("2010-07-15T03:00:00Z");
    const text = await read(QUOTE);
    assert.ok(text.includes("¥4,200 5 × ¥1,260 × 8/12 Level D, price list of Jul 15, 2010"), text);
    assert.ok(text.includes("In the quote: ¥4,000"));
    assert.ok(text.includes("Can be renewed through July 31, 2010."));
    assert.ok(text.includes("Lapsed"), "DOORS was not renewed");
  });

  test("D-13 a superseded version says so and shows the difference; the newest tells what is new", async () => {
    await addQuote(portal, { ...AOBA_QUOTE, lines: [{ ...WAS, annualPrice: 1100, amount: 3667 }] });
    const lines = [WAS, { ...DOORS, isNew: true }];
    await addQuote(portal, { ...AOBA_QUOTE, version: 2, datedOn: "2010-03-01", lines });
    const old = await read(`${QUOTE}?version=1`);
    assert.ok(old.includes("This version was replaced by version 2."), old);
    assert.ok(old.includes("Rational DOORS Added 10 – None ¥9,000"), old);
    assert.ok(old.includes("WebSphere Application Server New price 5 ¥3,667 ¥4,000"));
    assert.ok(!old.includes("Review the order"));
    const newest = await read(QUOTE);
    assert.ok(newest.includes("What version 2 changed") && newest.includes("New"), newest);
  });

  test("an expired, an ordered and a missing one", async () => {
    await addQuote(portal);
    portal.clock.set("2010-09-01T03:00:00Z");
    assert.ok((await read(QUOTE)).includes("Nothing of this quote can be ordered any more."));
    assert.equal((await portal.as(HANA, { url: `${QUOTES}/quote_none` })).statusCode, 404);
    assert.ok((await read(QUOTES)).includes("QTEST0AB1"));
  });

  test("where the vendor renews automatically, the page, the paper and the mail say when, and at which price", async () => {
    await portal.close();
    portal = await testPortal({
      now: "2010-01-01T03:00:00Z",
      settings: { CARNET_AUTO_RENEW_COUNTRIES: "JP" },
    });
    await sql`update people set language = 'en' where id = ${CAST.hana}`.execute(portal.owner);
    await portal.portal.jobs.enqueue(portal.portal.db, "renewals.run", [{}]);
    await portal.portal.jobs.drain();
    const { items } = (await portal.as(HANA, { url: `/v1${QUOTES}` })).json();
    const text = await read(`${QUOTES}/${items[0].quoteId}`);
    assert.ok(text.includes("Renewed automatically on March 31, 2010, at this price."), text);
    assert.ok(text.includes("Covered through July 31, 2010."));
    const [mail] = (await portal.as(undefined, { url: `/v1/demo/mailbox?to=${HANA}` })).json().items;
    assert.ok(mail.text.includes("are renewed automatically on that day, at these prices"), mail.text);
  });

  test("without any quote, the list says when there will be one", async () => {
    assert.ok((await read(QUOTES)).includes("A quote is made 90 days before your renewal date."));
  });

  test("as PDF in the site's language or in another, and as a sheet", async () => {
    await addQuote(portal);
    const pdf = await portal.as(HANA, { url: `${QUOTE}.pdf?version=1` });
    assert.deepEqual([pdf.statusCode, pdf.headers["content-type"]], [200, "application/pdf"]);
    assert.equal(pdf.rawPayload.subarray(0, 5).toString(), "%PDF-");
    const again = await portal.as(HANA, { url: `/v1${QUOTE}.pdf` });
    assert.deepEqual(again.rawPayload, pdf.rawPayload);
    const csv = await portal.as(HANA, { url: `${QUOTE}.csv` });
    assert.match(
      csv.body,
      /WebSphere Application Server,E025QLL,SO-4711,1,5,2010-08-01,2011-03-31,8,1200,4000,4000,JPY,E/,
    );
    assert.equal((await portal.as("mio@aoba.example", { url: `${QUOTE}.csv` })).statusCode, 403);
  });
});

describe("the order", () => {
  test("BR-78g choose, review, order: a binding order through the reseller, its page, and what stays open", async () => {
    await addQuote(portal);
    const chosen = await send(`${QUOTE}/selection`, { version: "1", place: ["1"] });
    assert.deepEqual([chosen.statusCode, chosen.headers.location], [303, `${QUOTE}/order?version=1&lines=1`]);
    const review = await read(`${QUOTE}/order?version=1&lines=1`);
    for (const part of [
      "Total, excl. tax: ¥9,000",
      "WebSphere Application Server 5 Jul 31, 2010",
      "Sakura Partners",
    ]) {
      assert.ok(review.includes(part), `${part} in ${review}`);
    }
    const fields = {
      version: "1",
      lines: "1",
      amountSeen: "9000",
      channel: "partner",
      purchaseOrderNumber: "PO-9",
    };
    const placed = await send(`${QUOTE}/orders`, fields);
    assert.equal(placed.statusCode, 303, placed.body);
    assert.match(String(placed.headers.location), /^\/sites\/site_aoba\/orders\/W/);
    const order = await read(String(placed.headers.location));
    assert.ok(order.includes("¥9,000"), order);
    const quote = await read(QUOTE);
    assert.ok(quote.includes("Ordered Order W") && quote.includes("At this price"), quote);
  });

  test("all lines are chosen at first; to choose none is told, and nothing is ordered", async () => {
    await addQuote(portal);
    const { body } = await portal.as(HANA, { url: QUOTE });
    assert.equal(body.match(/<input[^>]*type="checkbox"[^>]*checked/g)?.length, 2);
    const none = await send(`${QUOTE}/selection`, { version: "1" });
    assert.equal(none.headers.location, `${QUOTE}?version=1&lines=none`);
    assert.ok((await read(`${QUOTE}?version=1&lines=none`)).includes("Choose at least one line."));
    const two = await send(`${QUOTE}/selection`, { version: "1", place: ["1", "2"] });
    assert.equal(two.headers.location, `${QUOTE}/order?version=1&lines=1-2`);
  });

  test("A-39 only a part of a product is warned of, with its quantities and the day", async () => {
    await sql`update entitlement_lines set product_code = 'was' where id = ${CAST.aobaDoors}`.execute(
      portal.owner,
    );
    await addQuote(portal);
    const review = await read(`${QUOTE}/order?version=1&lines=2`);
    assert.ok(review.includes("5 would be covered and 10 not, from April 1, 2010 on"), review);
    assert.ok(!(await read(`${QUOTE}/order?version=1&lines=1-2`)).includes("Only a part stays covered"));
  });

  test("D-13 whoever reviews an older version is shown the difference instead, and orders nothing", async () => {
    await addQuote(portal);
    await addQuote(portal, {
      ...AOBA_QUOTE,
      version: 2,
      datedOn: "2010-03-01",
      lines: [{ ...DOORS, amount: 9500, annualPrice: 950 }, WAS],
    });
    const placed = await send(`${QUOTE}/orders`, {
      version: "1",
      lines: "1",
      amountSeen: "9000",
      channel: "online",
    });
    assert.equal(placed.statusCode, 409);
    assert.ok(textOf(placed.body).includes("Rational DOORS New price 10 ¥9,000 ¥9,500"), textOf(placed.body));
    assert.equal((await sql`select from placements`.execute(portal.owner)).rows.length, 0);
  });

  test("BR-71 a price that changed since the look is shown first", async () => {
    await addQuote(portal);
    await sql`insert into agreement_levels values ('agreement_aoba', '2010-07-16', 'D', 'feed')`.execute(
      portal.owner,
    );
    portal.clock.set("2010-07-16T03:00:00Z");
    const placed = await send(`${QUOTE}/orders`, {
      version: "1",
      lines: "2",
      amountSeen: "4000",
      channel: "online",
    });
    assert.equal(placed.statusCode, 409);
    const text = textOf(placed.body);
    assert.ok(text.includes("The price changed since you looked.") && text.includes("¥4,200"), text);
  });

  test("a purchase order number that is too long stays in its field and is told there", async () => {
    await addQuote(portal);
    const fields = {
      version: "1",
      lines: "1",
      amountSeen: "9000",
      channel: "online",
      purchaseOrderNumber: "9".repeat(41),
    };
    const placed = await send(`${QUOTE}/orders`, fields);
    assert.equal(placed.statusCode, 400);
    assert.ok(placed.body.includes("9".repeat(41)) && placed.body.includes('aria-invalid="true"'));
  });

  test("BR-70 after its end: refused with the rule, and the reinstatement named", async () => {
    await addQuote(portal);
    portal.clock.set("2010-08-01T03:00:00Z");
    const placed = await send(`${QUOTE}/orders`, { version: "1", lines: "2", channel: "online" });
    assert.equal(placed.statusCode, 409);
    assert.ok(textOf(placed.body).includes("Order a reinstatement instead"), textOf(placed.body));
  });

  test("whoever may buy but not read orders comes back to the quote with the number", async () => {
    await addQuote(portal);
    await sql`update access_grants set reporting = 'none' where person_id = ${CAST.jun}`.execute(
      portal.owner,
    );
    await sql`update people set language = 'en' where id = ${CAST.jun}`.execute(portal.owner);
    const jun = "jun@aoba.example";
    const placed = await send(`${QUOTE}/orders`, { version: "1", lines: "1-2", channel: "online" }, jun);
    assert.match(String(placed.headers.location), /quote_aoba\?ordered=W/);
    assert.ok(
      (await read(String(placed.headers.location), jun)).includes("Ordered. The order has the number W"),
    );
  });
});
