import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { asPortal, siteScopeOf } from "../access/index.ts";
import { systemContext } from "../platform/context.ts";

const [HANA, MIO, SEOYEON, LIHUA] = [
  "hana@aoba.example",
  "mio@aoba.example",
  "seoyeon@hangang.example",
  "lihua@formosa.example",
];
const [REI, OTTO] = ["rei@elsewhere.example", "otto@vendor.example"];

let portal: TestPortal;

before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

const get = (url: string, as?: string, language = "en") =>
  portal.as(as, { url, cookies: { language }, headers: { accept: "text/html" } });

/** What a reader sees, without tags. */
const textOf = (body: string) =>
  body
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

describe("GET /", () => {
  test("303 leads a stranger to sign in", async () => {
    const reply = await get("/");
    assert.deepEqual([reply.statusCode, reply.headers.location], [303, "/sign-in?next=%2F"]);
  });

  test("303 leads a person of one site home, and the operator to the sites", async () => {
    assert.equal((await get("/", HANA)).headers.location, `/sites/${CAST.aoba}`);
    assert.equal((await get("/", OTTO)).headers.location, "/operator/sites");
  });

  test("200 lets a person of several choose", async () => {
    const page = await get("/", SEOYEON);
    assert.equal(page.statusCode, 200);
    for (const id of [CAST.hangang, CAST.hangangFct]) assert.ok(page.body.includes(`href="/sites/${id}"`));
  });

  test("303 leads a person without a site to ask for access, then to what was asked", async () => {
    assert.equal((await get("/", REI)).headers.location, "/access-requests/new");
    const payload = { siteNumber: "7001234", isPrimaryContact: false };
    await portal.as(REI, { method: "POST", url: "/v1/access-requests", payload });
    assert.equal((await get("/", REI)).headers.location, "/access-requests");
    await sql`delete from access_requests`.execute(portal.owner);
  });
});

describe("GET /sites/{siteId}", () => {
  test("200 shows coverage in figures and as a chart, what ends next, and the latest orders", async () => {
    const { body, statusCode } = await get(`/sites/${CAST.aoba}`, HANA);
    assert.equal(statusCode, 200);
    const text = textOf(body);
    assert.match(text, /2 Lines covered/);
    assert.match(text, /1 Ends within 90 days/);
    assert.match(text, /Rational DOORS.*D09LELL.*10.*Mar 31, 2010.*30/);
    for (const order of ["SO-4711", "SO-4700"])
      assert.ok(body.includes(`/sites/${CAST.aoba}/orders/${order}`));
    assert.ok(body.includes("<svg"));
    assert.match(text, /1 line ends within 90 days/);
  });

  test("200 BR-55 shows at an FCT site neither orders nor proofs, and says why", async () => {
    const text = textOf((await get(`/sites/${CAST.hangangFct}`, SEOYEON)).body);
    assert.doesNotMatch(text, /Latest orders|Latest proofs/);
    assert.match(text, /See the order history Not part of FCT/);
    assert.match(text, /1 line has lapsed/);
  });

  test("200 shows a user what they may do, and who can grant the rest", async () => {
    const text = textOf((await get(`/sites/${CAST.aoba}`, MIO)).body);
    assert.doesNotMatch(text, /Lines covered|Latest orders|SO-47/);
    assert.match(text, /See the entitlements Not granted to you/);
    assert.match(text, /hana@aoba\.example/);
    assert.doesNotMatch(await denials(), /./);
  });

  test("200 has a button that asks for what is missing, except for what a user can never hold", async () => {
    const { body } = await get(`/sites/${CAST.aoba}`, MIO);
    const asked = [...body.matchAll(/name="permission" value="([\w.-]+)"/g)].map(([, name]) => name);
    assert.deepEqual(asked, ["entitlement.read", "order.read", "proof.read"]);
  });

  test("404 for another's site", async () =>
    assert.equal((await get(`/sites/${CAST.hangang}`, HANA)).statusCode, 404));

  for (const [language, word] of [
    ["ja", "まもなく終了する"],
    ["ko", "곧 종료되는"],
    ["zh-TW", "即將到期"],
  ] as const) {
    test(`BR-27 speaks ${language}`, async () => {
      const { body } = await get(`/sites/${CAST.aoba}`, HANA, language);
      assert.ok(textOf(body).includes(word));
      assert.ok(body.includes(`lang="${language === "zh-TW" ? "zh-Hant-TW" : language}"`));
    });
  }
});

/** Refusals that merely looking at the home left behind. */
async function denials(): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from events where name = 'access.denied' and site_id = ${CAST.aoba}`.execute(portal.owner);
  return rows.map(({ name }) => name).join();
}

describe("/first-access", () => {
  test("303 leads a stranger to sign in, and back", async () => {
    assert.equal(
      (await get("/first-access?site=7004321")).headers.location,
      "/sign-in?next=%2Ffirst-access%3Fsite%3D7004321",
    );
  });

  test("shows the site, says twice what is wrong, and opens", async () => {
    const { issuePasscode } = await import("../agreements/first-access/passcode.authorize.ts");
    const issued = await asPortal(systemContext(portal.portal, "test"), (scope) =>
      issuePasscode(siteScopeOf(scope, CAST.formosa), systemContext(portal.portal, "test"), "UTC"),
    );
    const page = textOf((await get("/first-access", LIHUA)).body);
    for (const told of ["福爾摩沙證券 台北", "7004321", "Temporary passcode"])
      assert.ok(page.includes(told), told);
    const post = (passcode: string) =>
      portal.as(LIHUA, {
        method: "POST",
        url: "/first-access",
        cookies: { language: "en" },
        headers: { "content-type": "application/x-www-form-urlencoded" },
        payload: new URLSearchParams({ siteNumber: "7004321", passcode }).toString(),
      });
    const [first, second] = [await post("0000-0000-016J-D"), await post("0000-0000-016J-D")];
    assert.deepEqual([first.statusCode, second.statusCode], [409, 409]);
    assert.match(textOf(first.body), /I, l and 1/);
    assert.match(textOf(second.body), /care@carnet\.example/);
    assert.ok(second.body.includes('value="0000-0000-016J-D"'));
    const opened = await post(issued.written);
    assert.deepEqual([opened.statusCode, opened.headers.location], [303, `/sites/${CAST.formosa}`]);
    assert.equal((await get(`/sites/${CAST.formosa}`, LIHUA)).statusCode, 200);
  });
});

test("first access shows a dead passcode as dead, and names customer care", async () => {
  await sql`delete from access_grants where site_id = ${CAST.formosa}`.execute(portal.owner);
  await sql`delete from passcodes where site_id = ${CAST.formosa}`.execute(portal.owner);
  await sql`update sites set primary_state = 'unclaimed' where id = ${CAST.formosa}`.execute(portal.owner);
  await sql`
    insert into passcodes (id, site_id, salt, hash, issued_at, expires_at, tries, state)
    values ('passcode_d', ${CAST.formosa}, 's', 'h', '2010-02-01', '2010-05-01', 5, 'exhausted')`.execute(
    portal.owner,
  );
  const { body } = await get("/first-access", LIHUA);
  assert.match(textOf(body), /can no longer be entered.*care@carnet\.example.*7004321/);
  assert.ok(!body.includes('name="passcode"'));
  await sql`update passcodes set state = 'issued', tries = 0, expires_at = '2010-02-28'`.execute(
    portal.owner,
  );
  assert.match(textOf((await get("/first-access", LIHUA)).body), /It has expired/);
});

test("every page of mine answers in every language", async () => {
  const pages = [
    [HANA, `/sites/${CAST.aoba}`],
    [HANA, `/sites/${CAST.aoba}/registration`],
    [HANA, `/sites/${CAST.aoba}/history`],
    [SEOYEON, "/"],
    [OTTO, "/operator/sites"],
    [OTTO, `/operator/sites/${CAST.formosa}`],
  ] as const;
  for (const language of ["en", "ja", "ko", "zh-TW"]) {
    for (const [as, url] of pages) {
      const { statusCode, body } = await get(url, as, language);
      assert.equal(statusCode, 200, `${url} ${language}`);
      assert.doesNotMatch(textOf(body), /\{\w+\}|undefined|\[object/, `${url} ${language}`);
    }
  }
});
