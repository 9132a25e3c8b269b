import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";

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

const get = (url: string, as?: string) => portal.as(as, { url });
const bare = (body: string) => body.replace(/"requestId":"[^"]+"/, "");

describe("GET /v1/sites", () => {
  test("200 lists the person's sites with their role, in the order that is asked", async () => {
    const numbers = async (query: string) =>
      (await get(`/v1/sites${query}`, SEOYEON)).json().items.map(({ number }: { number: string }) => number);
    assert.deepEqual(await numbers(""), ["3005678", "7009999"]);
    assert.deepEqual(await numbers("?sort=-number"), ["7009999", "3005678"]);
    assert.deepEqual(await numbers("?sort=name"), ["7009999", "3005678"]);
  });

  test("200 BR-30 tells the long form and the zone of a site", async () => {
    const [site] = (await get("/v1/sites", SEOYEON)).json().items;
    assert.deepEqual(site, {
      siteId: CAST.hangang,
      number: "3005678",
      longNumber: "003005678",
      name: "한강시스템 서울",
      program: "PA",
      country: "KR",
      timeZone: "Asia/Seoul",
      role: "primary",
    });
  });

  test("200 reads on by its cursor", async () => {
    const first = (await get("/v1/sites?limit=1&sort=-name", SEOYEON)).json();
    const second = (await get(`/v1/sites?limit=1&sort=-name&after=${first.next}`, SEOYEON)).json();
    assert.deepEqual(
      [first.items[0].number, second.items[0].number, second.next],
      ["3005678", "7009999", null],
    );
    assert.equal((await get(`/v1/sites?after=${first.next}`, SEOYEON)).statusCode, 400);
  });

  test("200 is empty for a person without a site", async () => {
    assert.deepEqual((await get("/v1/sites", REI)).json(), { items: [], next: null, limit: 50 });
  });

  test("400 refuses an unknown order", async () =>
    assert.equal((await get("/v1/sites?sort=role", HANA)).statusCode, 400));
  test("401 without sign-in", async () => assert.equal((await get("/v1/sites")).statusCode, 401));
});

interface Told {
  permission: string;
  isAllowed: boolean;
  reason: string | null;
  rule: string | null;
  privilege: string | null;
}

describe("GET /v1/sites/{siteId}", () => {
  test("200 BR-55 tells what the program offers: FCT only downloads", async () => {
    const { services } = (await get(`/v1/sites/${CAST.hangangFct}`, SEOYEON)).json();
    const offered = services.filter(({ isOffered }: { isOffered: boolean }) => isOffered);
    assert.deepEqual(offered, [
      { service: "download", isOffered: true, needsCoverage: true, reason: null, rule: null },
    ]);
    const proofs = services.find(({ service }: { service: string }) => service === "proofs");
    assert.deepEqual([proofs.reason, proofs.rule], ["program_not_eligible", "BR-55"]);
  });

  test("200 tells a user each no with its reason, and who can help", async () => {
    const { permissions, helpers, role } = (await get(`/v1/sites/${CAST.aoba}`, MIO)).json();
    assert.equal(role, "user");
    const rules = permissions.map(({ isAllowed, rule }: Told) =>
      isAllowed ? rule === null : ["BR-44", "BR-39", "BR-94"].includes(rule ?? ""),
    );
    assert.ok(rules.every(Boolean));
    const refused = permissions.filter(({ isAllowed }: Told) => !isAllowed);
    const named = ["registration.read", "order.read", "entitlement.read", "proof.read", "succession.update"];
    assert.deepEqual(
      refused
        .filter(({ permission }: Told) => named.includes(permission))
        .map(({ permission, reason, privilege }: Told) => [permission, reason, privilege]),
      [
        ["registration.read", "permission_required", "contactUpdate"],
        ["order.read", "permission_required", "reporting"],
        ["entitlement.read", "permission_required", "entitlements"],
        ["proof.read", "permission_required", "accountDocuments"],
        ["succession.update", "primary_required", null],
      ],
    );
    assert.deepEqual(
      helpers.map(({ email }: { email: string }) => email),
      [HANA, "jun@aoba.example"],
    );
  });

  test("200 names nobody to a primary, who lacks nothing", async () => {
    const { permissions, helpers } = (await get(`/v1/sites/${CAST.aoba}`, HANA)).json();
    assert.ok(permissions.every(({ isAllowed }: Told) => isAllowed));
    assert.deepEqual(helpers, []);
  });

  test("404 BAR 22 of another's site is that of a site that is not there", async () => {
    const answers = await Promise.all(
      [CAST.hangang, CAST.formosa, "site_absent", "7001234", "site_'%00"].map((id) =>
        get(`/v1/sites/${id}`, HANA),
      ),
    );
    assert.deepEqual(new Set(answers.slice(0, 4).map(({ body }) => bare(body))).size, 1);
    assert.deepEqual(new Set(answers.slice(0, 4).map(({ statusCode }) => statusCode)), new Set([404]));
    assert.ok((answers[4]?.statusCode ?? 500) < 500);
  });
});

describe("GET /v1/sites/{siteId}/registration", () => {
  test("200 tells what is registered", async () => {
    const registration = (await get(`/v1/sites/${CAST.aoba}/registration`, HANA)).json();
    assert.deepEqual(
      [
        registration.number,
        registration.longNumber,
        registration.agreementNumber,
        registration.level,
        registration.anniversary,
      ],
      ["7001234", "007001234", "100200", "E", "04.01"],
    );
    assert.deepEqual(registration.customer, { number: "1234567", name: "青葉商事", country: "JP" });
    assert.deepEqual(registration.contact, { givenName: "Hana", familyName: "Mori", email: HANA });
  });

  test("403 BR-55 at an FCT site, for its primary too", async () => {
    const reply = await get(`/v1/sites/${CAST.hangangFct}/registration`, SEOYEON);
    assert.deepEqual(
      [reply.statusCode, reply.json().code, reply.json().rule],
      [403, "program_not_eligible", "BR-55"],
    );
  });

  test("403 for a user, and names who can help", async () => {
    const reply = await get(`/v1/sites/${CAST.aoba}/registration`, MIO);
    assert.deepEqual(
      [reply.statusCode, reply.json().privilege, reply.json().helpers.length],
      [403, "contactUpdate", 2],
    );
  });
});

describe("where a sign-in leads: GET /v1/session", () => {
  const nextOf = async (as: string) => (await get("/v1/session", as)).json().next;

  test("one site: home; several: the chooser; none: what to do next", async () => {
    assert.equal(await nextOf(HANA), "home");
    assert.equal(await nextOf(SEOYEON), "choose-site");
    assert.equal(await nextOf(REI), "request-access");
  });

  test("BR-14 a user whose access was granted is asked for no passcode", async () => {
    assert.equal(await nextOf(MIO), "home");
    assert.equal((await get("/first-access", MIO)).headers.location, "/");
  });

  test("BR-18 a contact whose site has no passcode yet is not asked for one", async () => {
    assert.equal(await nextOf(LIHUA), "request-access");
  });

  test("BR-09 the contact with an open passcode is asked for it; the same person under another address is not", async () => {
    await sql`
      insert into passcodes (id, site_id, salt, hash, issued_at, expires_at)
      values ('passcode_a', ${CAST.formosa}, 's', 'h', '2010-01-01', '2010-04-01')`.execute(portal.owner);
    assert.equal(await nextOf(LIHUA), "first-access");
    assert.equal((await get("/", LIHUA)).headers.location, "/first-access");
    assert.equal(await nextOf(REI), "request-access");
    assert.equal((await get("/first-access", REI)).headers.location, "/");
  });

  test("BR-11 a contact whose predecessor came in is not asked, though a passcode is open", async () => {
    await sql`update sites set primary_state = 'claimed' where id = ${CAST.formosa}`.execute(portal.owner);
    assert.equal(await nextOf(LIHUA), "request-access");
    await sql`update sites set primary_state = 'unclaimed' where id = ${CAST.formosa}`.execute(portal.owner);
  });

  test("BR-08 the contact goes first: nobody else comes in before", async () => {
    const payload = { siteNumber: "7004321", passcode: "0000-0000-016J-D" };
    const reply = await portal.as(REI, { method: "POST", url: "/v1/first-access", payload });
    assert.deepEqual([reply.statusCode, reply.json().code], [404, "first_access_not_open"]);
    assert.equal((await get(`/v1/sites/${CAST.formosa}`, REI)).statusCode, 404);
  });

  test("BR-12, BR-13 a contact without a passcode learns why", async () => {
    await sql`update sites set registered_on = '2003-05-31', program = 'PA' where id = ${CAST.formosa}`.execute(
      portal.owner,
    );
    await sql`delete from passcodes where site_id = ${CAST.formosa}`.execute(portal.owner);
    const start = await portal.as(LIHUA, { url: "/" });
    assert.deepEqual([start.statusCode, start.headers.location], [303, "/access-requests/new"]);
    const page = await portal.as(LIHUA, {
      url: "/access-requests/new",
      headers: { "accept-language": "en" },
    });
    assert.ok(page.body.includes("7004321"));
    assert.ok(page.body.includes("2003"));
  });
});

describe("GET /v1/vendor/sites", () => {
  const numbers = async (q: string) =>
    (await get(`/v1/vendor/sites?q=${encodeURIComponent(q)}`, OTTO))
      .json()
      .items.map(({ number }: { number: string }) => number);

  test("200 finds sites by every number, by name and by address", async () => {
    assert.deepEqual(await numbers(""), ["3005678", "7001234", "7004321", "7009999"]);
    assert.deepEqual(await numbers("007001234"), ["7001234"]);
    assert.deepEqual(await numbers("７００１２３４"), ["7001234"]);
    assert.deepEqual(await numbers("654321"), ["3005678", "7009999"]);
    assert.deepEqual(await numbers("100200"), ["7001234"]);
    assert.deepEqual(await numbers("福爾摩沙"), ["7004321"]);
    assert.deepEqual(await numbers("HANA@aoba"), ["7001234"]);
    assert.deepEqual(await numbers("Seo-yeon Kim"), ["3005678", "7009999"]);
    for (const nothing of ["%", "_", "\\", "'"]) assert.deepEqual(await numbers(nothing), [], nothing);
  });

  test("200 reads on by its cursor", async () => {
    const first = (await get("/v1/vendor/sites?limit=3&sort=-number", OTTO)).json();
    const second = (await get(`/v1/vendor/sites?limit=3&sort=-number&after=${first.next}`, OTTO)).json();
    assert.deepEqual(
      [first.items.length, second.items.map(({ number }: { number: string }) => number)],
      [3, ["3005678"]],
    );
  });

  test("404 for customers, 401 for strangers", async () => {
    for (const url of [
      "/v1/vendor/sites",
      `/v1/vendor/sites/${CAST.aoba}`,
      "/operator/sites",
      `/operator/sites/${CAST.aoba}`,
    ]) {
      assert.equal((await get(url, HANA)).statusCode, 404, url);
      assert.equal((await get(url)).statusCode, 401, url);
    }
  });
});

describe("GET /v1/vendor/sites/{siteId}", () => {
  test("200 tells the facts, the documents and the passcode's state, but no passcode", async () => {
    await sql`
      insert into passcodes (id, site_id, salt, hash, issued_at, expires_at, tries)
      values ('passcode_b', ${CAST.formosa}, 'canary-salt', 'canary-hash', '2010-01-01', '2010-02-01', 2)`.execute(
      portal.owner,
    );
    const reply = await get(`/v1/vendor/sites/${CAST.formosa}`, OTTO);
    const { passcode, number } = reply.json();
    assert.equal(number, "7004321");
    assert.deepEqual([passcode.state, passcode.tries, passcode.isExpired], ["issued", 2, true]);
    assert.ok(!reply.body.includes("hash") && !reply.body.includes("salt"));
  });

  test("404 for a site that is not there", async () => {
    assert.equal((await get("/v1/vendor/sites/site_absent", OTTO)).statusCode, 404);
  });
});

test("BR-84 a customer number is unique in its country, and may be another's elsewhere", async () => {
  const insert = (id: string, country: string) =>
    sql`insert into customers (id, country, number, name) values (${id}, ${country}, '0654321', 'x')`.execute(
      portal.owner,
    );
  await insert("customer_jp", "JP");
  await assert.rejects(insert("customer_kr", "KR"), /customers_number_once_a_country/);
});
