/** The catalog's pages: what each person sees of the same list, and BR-78f where a version is met. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CAST } from "../../test/cast.ts";
import { tableFeed } from "../../test/catalog-table.ts";
import { feed } from "../../test/feed.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";

const HANA = "hana@aoba.example";
const MIO = "mio@aoba.example";
const SEOYEON = "seoyeon@hangang.example";

let portal: TestPortal;
before(async () => {
  portal = await testPortal({ now: "2009-07-15T03:00:00Z" });
  await feed(portal, tableFeed());
});
after(() => portal.close());

async function page(url: string, email = HANA, language = "en") {
  const reply = await portal.as(email, { url, headers: { cookie: `language=${language}` } });
  return { status: reply.statusCode, body: reply.body };
}

describe("the list of products", () => {
  test("shows what the filter finds, and keeps whose prices are shown", async () => {
    const { status, body } = await page(
      `/catalog/products?siteId=${CAST.aoba}&q=%EF%BC%B7%EF%BC%A1%EF%BC%B3&brand=WebSphere`,
    );
    assert.equal(status, 200);
    assert.match(body, new RegExp(`href="/catalog/products/was\\?siteId=${CAST.aoba}"`));
    assert.doesNotMatch(body, /ClearCase/);
    assert.match(body, new RegExp(`<input type="hidden" name="siteId" value="${CAST.aoba}"`));
  });

  test("says what to do when nothing fits, and that there is no such product", async () => {
    assert.match((await page("/catalog/products?q=nonesuch")).body, /table-empty/);
    assert.equal((await page("/catalog/products/nonesuch")).status, 404);
    assert.equal((await page("/catalog/products?siteId=site_nonesuch")).status, 404);
    assert.equal((await page(`/catalog/products?siteId=${CAST.hangang}`)).status, 404);
  });
});

describe("A-27 the price of a part", () => {
  const url = `/catalog/products/was?siteId=${CAST.aoba}`;

  test("is the site's own, at its level, for whoever may buy there, with the way into the cart", async () => {
    const { body } = await page(url);
    assert.match(body, /<data value="6000">/);
    assert.match(body, /<data value="1200">/);
    assert.match(
      body,
      new RegExp(`<form class="form" action="/sites/${CAST.aoba}/cart/lines" method="post"`),
    );
    assert.equal(body.match(/name="partNumber" value="D55WJLL"/g)?.length, 1);
    assert.doesNotMatch(
      body,
      /name="partNumber" value="E025QLL"/,
      "what continues a line is not bought here",
    );
  });

  test("is hidden from others, with the rule, who helps and the way to ask", async () => {
    const { body } = await page(url, MIO);
    assert.doesNotMatch(body, /<data value="6000">|cart\/lines/);
    assert.match(body, /BR-44/);
    assert.match(body, /hana@aoba\.example/);
    assert.match(body, /name="permission" value="price.read"/);
  });

  test("is not told where the portal sells nothing", async () => {
    const { body } = await page(`/catalog/products/doors?siteId=${CAST.hangangFct}`, SEOYEON);
    assert.match(body, /BR-55/);
    assert.match(body, /sales@carnet\.example/);
    assert.doesNotMatch(body, /cart\/lines/);
  });
});
