/** The pages of the cart, as plain forms. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { AOBA_QUOTE, addQuote, WAS } from "../../test/quotes.ts";
import { cartSay } from "./texts.ts";

const HANA = "hana@aoba.example";
const HERE = `/sites/${CAST.aoba}/cart`;
const say = cartSay("ja");

let portal: TestPortal;
const open = async (url = HERE) => portal.as(HANA, { url });
const send = (path: string, fields: Record<string, string>, email = HANA) =>
  portal.as(email, {
    method: "POST",
    url: `${HERE}${path}`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(fields).toString(),
  });
/** What a page's form carries unseen, as a browser would send it. */
function hiddenIn(body: string): Record<string, string> {
  const fields = [...body.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
  return Object.fromEntries(
    fields.map(([, name = "", value = ""]) => [name, value.replaceAll("&quot;", '"')]),
  );
}
const reviewed = async () => open(`${HERE}/order?step=review&channel=online&purchaseOrderNumber=PO-5`);
const orders = async () => (await sql`select from placements`.execute(portal.owner)).rows.length;

describe("the pages of the cart", () => {
  before(async () => {
    portal = await testPortal({ now: "2011-10-20T03:00:00Z" });
  });
  after(() => portal.close());

  test("an empty cart leads to where things are", async () => {
    const { statusCode, body } = await open();
    assert.equal(statusCode, 200);
    assert.ok(body.includes(say("empty")));
    assert.match(body, /\/catalog\/products\?siteId=site_aoba/);
    assert.equal((await open(`${HERE}/order`)).statusCode, 200);
  });

  test("the catalogue's form puts a license in; what cannot be put in is told beside the cart", async () => {
    const added = await send("/lines", { partNumber: "D55WJLL", quantity: "5" });
    assert.deepEqual([added.statusCode, added.headers.location], [303, `${HERE}?news=added`]);
    const { body } = await open(`${HERE}?news=added`);
    assert.ok(body.includes(say("news.added")));
    assert.ok(body.includes(say("licensePrice", { quantity: "5", unitPrice: "￥6,000", level: "E" })));
    const refused = await send("/lines", { partNumber: "E025QLL", quantity: "1" });
    assert.equal(refused.statusCode, 409);
    assert.match(refused.body, /sales@carnet\.example/);
    for (const quantity of ["", "1.5", "x", "100001"]) {
      const wrong = await send("/lines", { partNumber: "D55WJLL", quantity });
      assert.equal(wrong.statusCode, 400, quantity);
      assert.match(wrong.body, /role="alert"/);
    }
  });

  test("DOMAIN 3.20.3 the cheaper reinstatement is one click away: 12,000 saved", async () => {
    const { body } = await open();
    const told = { count: 1, quantity: 5, amount: "￥18,000", saved: "￥12,000" };
    assert.ok(body.includes(say("swapText", told)));
    const id = /cart\/lines\/(cline_\w+)/.exec(body)?.[1] ?? "";
    const swapped = await send(`/lines/${id}`, { action: "swap" });
    assert.equal(swapped.headers.location, `${HERE}?news=swapped`);
    const after = await open();
    assert.match(after.body, /D55WKLL/);
    assert.match(after.body, /￥18,000/);
    assert.ok(!after.body.includes(say("swap")));
  });

  test("its quantity is changed, and it is removed", async () => {
    await send("/lines", { partNumber: "D09LELL", quantity: "11" });
    const { body } = await open();
    const id = /quantity-(cline_\w+)/.exec(body)?.[1] ?? "";
    assert.equal((await send(`/lines/${id}`, { action: "change", quantity: "12" })).statusCode, 303);
    assert.match((await open()).body, /￥54,000/);
    assert.equal((await send(`/lines/${id}`, { action: "change", quantity: "0" })).statusCode, 400);
    assert.equal((await send(`/lines/${id}`, { action: "remove" })).headers.location, `${HERE}?news=removed`);
    assert.equal((await send(`/lines/${id}`, { action: "remove" })).statusCode, 404);
  });

  test("what changed since the review comes back with it, and nothing is ordered", async () => {
    const form = hiddenIn((await reviewed()).body);
    assert.equal(form["purchaseOrderNumber"], "PO-5");
    await send("/lines", { partNumber: "D09LELL", quantity: "1" });
    const late = await send("/order", form);
    assert.equal(late.statusCode, 409);
    assert.ok(late.body.includes(say("changedTitle")));
    assert.ok(late.body.includes(say("change.added", { part: "D09LELL", after: "￥4,500" })));
    await sql`insert into prices (part_number, currency, level, valid_from, amount)
              values ('D09LELL', 'JPY', 'E', '2011-10-20', 4600)`.execute(portal.owner);
    const dearer = await send("/order", hiddenIn(late.body));
    assert.equal(dearer.statusCode, 409);
    assert.ok(
      dearer.body.includes(say("change.price", { part: "D09LELL", before: "￥4,500", after: "￥4,600" })),
    );
    assert.ok(dearer.body.includes(say("totals", { before: "￥22,500", after: "￥22,600" })));
    assert.equal(await orders(), 0);
  });

  test("the order leads to the order's page, and a second click to the same", async () => {
    const form = hiddenIn((await reviewed()).body);
    const twice = await Promise.all([send("/order", form), send("/order", form)]);
    const [one, other] = twice.map(({ statusCode, headers }) => `${statusCode} ${headers.location}`);
    assert.match(one ?? "", /^303 \/sites\/site_aoba\/orders\/W/);
    assert.equal(one, other);
    assert.equal(await orders(), 1);
    const order = await open(twice[0]?.headers.location ?? "");
    assert.equal(order.statusCode, 200);
    assert.match(order.body, /PO-5/);
  });

  test("who may buy but not look at orders stays here, with the number", async () => {
    const JUN = "jun@aoba.example";
    await sql`update access_grants set reporting = 'none' where person_id = ${CAST.jun}`.execute(
      portal.owner,
    );
    await send("/lines", { partNumber: "D09LELL", quantity: "1" }, JUN);
    const review = await portal.as(JUN, { url: `${HERE}/order?step=review&channel=vendor` });
    const ordered = await send("/order", hiddenIn(review.body), JUN);
    assert.match(ordered.headers.location ?? "", /\/cart\?ordered=W\w+$/);
    const again = await send("/order", hiddenIn(review.body), JUN);
    assert.match(again.headers.location ?? "", /\/cart\?ordered=W\w+&before=1$/);
    const number = /ordered=(W\w+)/.exec(again.headers.location ?? "")?.[1] ?? "";
    const page = await portal.as(JUN, { url: again.headers.location ?? "" });
    assert.ok(page.body.includes(say("orderedBefore", { number })));
  });

  test("a purchase-order number that is too long comes back to the details", async () => {
    await send("/lines", { partNumber: "D09LELL", quantity: "1" });
    const wrong = await open(`${HERE}/order?step=review&purchaseOrderNumber=${"x".repeat(41)}`);
    assert.equal(wrong.statusCode, 400);
    assert.match(wrong.body, /aria-invalid/);
  });
});

describe("a quote's line in the cart", () => {
  test("D-13 says that its version was followed by another, with both amounts; BR-71 that prices are today's", async () => {
    portal = await testPortal({ now: "2010-01-02T03:00:00Z" });
    after(() => portal.close());
    await addQuote(portal);
    assert.equal((await send("/lines", { lineId: CAST.aobaWas })).statusCode, 303);
    const first = await open();
    const told = { quantity: "5", unitPrice: "￥1,200", months: "8", number: "QTEST0AB1", version: "1" };
    assert.ok(first.body.includes(say("renewalPrice", told)));
    const lines = [{ ...WAS, annualPrice: 1260, amount: 4200 }];
    await addQuote(portal, { ...AOBA_QUOTE, version: 2, datedOn: "2010-02-01", lines });
    const product = "WebSphere Application Server";
    const amounts = { before: "￥4,000", after: "￥4,200" };
    assert.ok(
      (await open()).body.includes(say("supersededText", { product, seen: "1", version: "2", ...amounts })),
    );
    portal.clock.set("2010-04-01T03:00:00Z");
    portal.signOut();
    const deferred = await open();
    const number = "QTEST0AB1";
    const today = { before: "￥4,000", after: "￥4,000" };
    assert.ok(deferred.body.includes(say("deferredText", { number, ...today })));
  });
});
