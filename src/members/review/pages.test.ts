/** The pages of access reviews: plain forms, in four languages. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { systemContext } from "../../platform/context.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { watchReviews } from "./watch.operations.ts";

const [HANA, JUN, MIO] = ["hana@aoba.example", "jun@aoba.example", "mio@aoba.example"];
const PAGE = `/sites/${CAST.aoba}/members/review`;

let portal: TestPortal;
let review: string;
before(async () => {
  portal = await testPortal({ now: "2010-04-01T03:00:00Z" });
  await watchReviews(systemContext(portal.portal, "test"));
  const { items } = (await portal.as(HANA, { url: `/v1/sites/${CAST.aoba}/access-reviews` })).json();
  review = items[0].id;
});
after(() => portal.close());

const get = (url: string, as = HANA, language = "en") =>
  portal.as(as, { url, cookies: { language }, headers: { accept: "text/html" } });

const post = (url: string, form: Record<string, string>, as = HANA) =>
  portal.as(as, {
    method: "POST",
    url,
    cookies: { language: "en" },
    headers: { accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(form).toString(),
  });

const textOf = (body: string) => body.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

test("every page answers in every language", async () => {
  for (const language of LANGUAGES) {
    for (const url of [
      PAGE,
      `${PAGE}?only=all`,
      `${PAGE}/${review}`,
      `${PAGE}/${review}/remove/${CAST.mio}`,
    ]) {
      const { statusCode, body } = await get(url, HANA, language);
      assert.equal(statusCode, 200, `${url} ${language}`);
      assert.doesNotMatch(textOf(body), /\{\w+\}|undefined|\[object/, `${url} ${language}`);
    }
  }
});

describe("the page of the open review", () => {
  test("lists who is left, with rights and last visit, and what happens when it is due", async () => {
    const text = textOf((await get(PAGE)).body);
    assert.match(text, /Due on May 1, 2010 0 of 3 people reviewed/);
    assert.match(text, /is listed to the primary contact, and stays/);
    assert.match(text, /jun@aoba\.example.*manages access/);
    assert.match(text, /Confirm all who are left \(3\)/);
  });

  test("a secondary contact finds no button for the own access, a user finds no page", async () => {
    const { body } = await get(PAGE, JUN);
    assert.match(textOf(body), /your own/);
    assert.equal((await get(PAGE, MIO)).statusCode, 403);
  });

  test("confirms with one button, removes after asking, and tells whoever comes second", async () => {
    const confirmed = await post(`${PAGE}/${review}`, { confirmed: CAST.jun });
    assert.deepEqual([confirmed.statusCode, confirmed.headers.location], [303, `${PAGE}?news=confirmed`]);
    assert.equal(
      (await post(`${PAGE}/${review}`, { removed: CAST.jun })).headers.location,
      `${PAGE}?news=already`,
    );
    assert.match(textOf((await get(`${PAGE}?news=already`)).body), /Somebody has already decided this/);
    assert.match(
      textOf((await get(`${PAGE}/${review}/remove/${CAST.mio}`)).body),
      /Access to this site ends at once/,
    );
    const removed = await post(`${PAGE}/${review}`, { removed: CAST.mio });
    assert.equal(removed.headers.location, `${PAGE}?news=removed`);
    assert.equal((await get(`/sites/${CAST.aoba}`, MIO)).statusCode, 404);
    await post(`${PAGE}/${review}`, { all: "confirmed" });
    assert.match(textOf((await get(PAGE)).body), /Everybody is reviewed/);
    const whole = textOf((await get(`${PAGE}/${review}`)).body);
    assert.match(whole, /mio@aoba\.example.*Removed by 森 花/);
  });

  test("a site chooses that unconfirmed access ends", async () => {
    const chosen = await post(`/sites/${CAST.aoba}/members/review-settings`, { expiresUnconfirmed: "on" });
    assert.equal(chosen.headers.location, `${PAGE}?news=settings`);
    assert.match(textOf((await get(PAGE)).body), /Access that nobody confirms by then ends\./);
    const { rows } = await sql<{ facts: object }>`
      select facts from events where name = 'review-settings.changed'`.execute(portal.owner);
    assert.deepEqual(rows, [{ facts: { unconfirmed: "ends" } }]);
    const history = textOf((await get(`/sites/${CAST.aoba}/history`)).body);
    assert.match(
      history,
      /it was chosen: it ends.*The quarterly access review opened: 3 people, due on May 1, 2010/,
    );
  });

  test("once closed, it is among the past ones", async () => {
    await sql`update access_reviews set closed_at = '2010-05-02'`.execute(portal.owner);
    const { body } = await get(PAGE);
    assert.match(textOf(body), /No review is open/);
    assert.match(body, new RegExp(`href="${PAGE}/${review}"`));
    assert.equal((await post(`${PAGE}/${review}`, { all: "confirmed" })).statusCode, 409);
  });
});
