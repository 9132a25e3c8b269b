/** The Key Center's members through the pages, as plain forms without scripts: BR-92 to BR-99, BR-107. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { clearKeyCenter, HANA, JUN, MIO, REI, sentOf } from "../../test/key-center.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());
beforeEach(() => clearKeyCenter(portal));

const OTTO = "otto@vendor.example";
const PAGE = `/sites/${CAST.aoba}/key-members`;
const cookies = { language: "en" };

const get = (as: string | undefined, url: string) =>
  portal.as(as, { url, cookies, headers: { accept: "text/html" } });
const post = (as: string, url: string, values: Record<string, string>) =>
  portal.as(as, {
    method: "POST",
    url,
    cookies,
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "text/html" },
    payload: new URLSearchParams(values).toString(),
  });
const textOf = (body: string) => body.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

describe("/key-center", () => {
  test("BR-92 shows a primary his account by its long number, and how he came to have it", async () => {
    const { body } = await get(HANA, "/key-center");
    assert.match(textOf(body), /青葉商事 本社 007001234 Administrator Primary contact, automatically/);
  });

  test("BR-93 says what to do without the welcome mail", async () => {
    const { body } = await get(REI, "/key-center");
    assert.match(body, /No welcome mail\?[\s\S]*href="\/reset"/);
  });

  test("BR-94 tells a user of the site whom to ask, and a stranger to ask the primary contact, without names", async () => {
    const mio = textOf((await get(MIO, "/key-center/join")).body);
    assert.match(mio, /ask whoever is named here to add you[\s\S]*森 花 hana@aoba\.example/);
    const rei = textOf((await get(REI, "/key-center/join")).body);
    assert.match(rei, /Ask the primary contact of your site to add you/);
    assert.doesNotMatch(rei, /hana@aoba/);
    const refused = await get(MIO, PAGE);
    assert.equal(refused.statusCode, 403);
    assert.match(textOf(refused.body), /BR-94[\s\S]*hana@aoba\.example/);
  });

  test("BR-95 both numbers: in at once; the start page leads here from now on", async () => {
    const sent = await post(REI, "/key-center/join", { siteNumber: "007001234", orderNumber: "so-4711" });
    assert.deepEqual([sent.statusCode, sent.headers.location], [303, "/key-center?news=joined"]);
    const { body } = await get(REI, "/key-center?news=joined");
    assert.match(textOf(body), /You are a member[\s\S]*007001234 User Own registration with an order number/);
    assert.equal((await get(REI, "/")).headers.location, "/key-center");
  });

  test("BR-96 a blank order number waits and can be taken back; BR-97 a wrong one comes back to the form", async () => {
    const wrong = await post(REI, "/key-center/join", { siteNumber: "7001234", orderNumber: "SO-5100" });
    assert.equal(wrong.statusCode, 422);
    assert.match(textOf(wrong.body), /These numbers do not belong together/);
    assert.match(wrong.body, /value="SO-5100"/);
    const none = await post(REI, "/key-center/join", { siteNumber: "12", orderNumber: "" });
    assert.match(textOf(none.body), /This is no site number/);
    const sent = await post(REI, "/key-center/join", { siteNumber: "7001234", orderNumber: "" });
    assert.equal(sent.headers.location, "/key-center?news=asked");
    const { body } = await get(REI, "/key-center?news=asked");
    const action = /action="(\/key-center\/registrations\/[^"]+)"/.exec(body)?.[1] ?? "";
    assert.equal((await post(REI, action, {})).statusCode, 303);
    assert.match(textOf((await get(REI, "/key-center")).body), /Withdrawn/);
  });
});

describe("/sites/:siteId/key-members", () => {
  test("adding, raising, taking out and leaving, each by a form; grave ones are confirmed", async () => {
    const added = await post(HANA, `${PAGE}/new`, { email: JUN, role: "user", language: "" });
    assert.equal(added.headers.location, `${PAGE}?news=added`);
    const one = `${PAGE}/${CAST.jun}`;
    assert.equal((await post(HANA, one, { role: "administrator" })).headers.location, `${PAGE}?news=changed`);
    assert.match(
      textOf((await get(HANA, PAGE)).body),
      /jun@aoba\.example Administrator Added by an administrator/,
    );
    assert.match((await get(HANA, `${one}/removal`)).body, /name="confirm" value="yes"/);
    assert.equal((await post(HANA, `${one}/removal`, {})).statusCode, 400);
    const left = await post(JUN, `${PAGE}/leave`, { confirm: "yes" });
    assert.equal(left.headers.location, "/key-center?news=left");
    assert.equal((await get(JUN, PAGE)).statusCode, 403);
    await post(HANA, `${PAGE}/new`, { email: JUN, role: "user", language: "" });
    const removed = await post(HANA, `${one}/removal`, { confirm: "yes" });
    assert.equal(removed.headers.location, `${PAGE}?news=removed`);
    assert.match(textOf((await get(HANA, `${PAGE}/leave`)).body), /You are a member by what you are/);
    for (const [email, told] of [
      ["no address", /This is no e-mail address/],
      [HANA, /are a member of this Key Center already/],
      ["", /fill this in/],
    ] as const) {
      const refused = await post(HANA, `${PAGE}/new`, { email, role: "user", language: "" });
      assert.ok(refused.statusCode >= 400, email);
      assert.match(textOf(refused.body), told);
    }
  });

  test("BR-98 the option is a box on the page; ticked, who comes in is mailed about", async () => {
    assert.match((await get(HANA, PAGE)).body, /name="notify"/);
    assert.doesNotMatch((await get(HANA, PAGE)).body, /name="notify"[^>]*checked/);
    assert.equal((await post(HANA, `${PAGE}/notices`, { notify: "on" })).statusCode, 303);
    assert.match((await get(HANA, PAGE)).body, /checked/);
    await post(REI, "/key-center/join", { siteNumber: "7001234", orderNumber: "SO-4711" });
    assert.deepEqual(await sentOf(portal, "key-member.came"), [HANA]);
    await post(HANA, `${PAGE}/notices`, {});
    assert.doesNotMatch((await get(HANA, PAGE)).body, /checked/);
  });

  test("BR-99 whoever adds a third administrator is told before and after, and may", async () => {
    await post(HANA, `${PAGE}/new`, { email: JUN, role: "administrator", language: "" });
    assert.match(textOf((await get(HANA, `${PAGE}/new`)).body), /two administrators or more already/);
    await post(HANA, `${PAGE}/new`, { email: MIO, role: "administrator", language: "" });
    const { body } = await get(HANA, PAGE);
    assert.match(textOf(body), /3 members, of them 3 administrators[\s\S]*this account has more/);
  });

  test("a user sees who is in it, and none of what administrators do", async () => {
    await post(HANA, `${PAGE}/new`, { email: MIO, role: "user", language: "" });
    const { body } = await get(MIO, PAGE);
    assert.match(textOf(body), /森 花[\s\S]*加藤 澪/);
    for (const part of ["/new", 'name="notify"', "requests", `${PAGE}/${CAST.jun}`])
      assert.ok(
        !body.includes(`key-members${part}`) && !(part.startsWith("name") && body.includes(part)),
        part,
      );
    assert.equal((await get(MIO, `${PAGE}/new`)).statusCode, 403);
  });

  test("the vendor, seeing the site as its primary does, leaves no look there and gets no form", async () => {
    await post(REI, "/key-center/join", { siteNumber: "7001234", orderNumber: "SO-4711" });
    const view = { siteId: CAST.aoba, personId: CAST.hana, reason: "Cannot find a key", ticket: "T-1" };
    const started = await portal.as(OTTO, { method: "POST", url: "/v1/views", payload: view });
    assert.equal(started.statusCode, 201, started.body);
    const seen = await get(OTTO, PAGE);
    assert.match(textOf(seen.body), /Rei Sato/);
    assert.doesNotMatch(seen.body, /key-members\/new|name="notify"/);
    assert.equal((await post(OTTO, `${PAGE}/notices`, { notify: "on" })).statusCode, 403);
    assert.equal(
      (await post(OTTO, "/key-center/join", { siteNumber: "3005678", orderNumber: "SO-5100" })).statusCode,
      403,
    );
    const { rows } = await sql`select person_id from key_member_looks`.execute(portal.owner);
    assert.deepEqual(rows, []);
  });
});
