/** Signing in through the own company, at a real provider: who comes in, who is linked, who is refused. ASVS 6.8.1, BAR 5. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST, PASSWORD } from "../../../test/cast.ts";
import {
  CLIENT,
  type Company,
  type Names,
  openCompany,
  openNames,
  visitCompany,
} from "../../../test/company.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const OURS = "http://localhost:8080/sign-in/company/callback";
const HANA = "hana@aoba.example";
const SEOYEON = "seoyeon@hangang.example";

let stage: TestPortal;
let names: Names;
let aoba: Company;
let hangang: Company;
let aobaProvider = "";

before(async () => {
  names = await openNames();
  stage = await testPortal({
    settings: { CARNET_DNS_SERVERS: names.server, CARNET_ALLOW_PRIVATE_TARGETS: "true" },
  });
  const named = { email_verified: true, given_name: "葵", family_name: "田中" };
  aoba = await openCompany(OURS, {
    new: { email: "aoi@aoba.example", ...named },
    invited: { email: "invited@aoba.example", email_verified: true },
    mio: { email: "mio@aoba.example", ...named },
    unverified: { email: "u@aoba.example", email_verified: false },
    outside: { email: "rei@elsewhere.example", ...named },
    staff: { email: "otto@aoba.example", ...named },
    same: { email: "same@aoba.example", ...named },
    locked: { email: "locked@aoba.example", ...named },
    disabled: { email: "gone@aoba.example", ...named },
  });
  // This one says the address at its user-info endpoint alone, as the standard has it.
  hangang = await openCompany(
    OURS,
    { same: { email: "same@hangang.example", ...named } },
    { claimsInToken: false },
  );
  aobaProvider = await setUp(HANA, CAST.aoba, { domain: "aoba.example", issuer: aoba.issuer });
  await setUp(SEOYEON, CAST.hangang, { domain: "hangang.example", issuer: hangang.issuer });
});
after(async () => {
  aoba.close();
  hangang.close();
  names.close();
  await stage.close();
});

async function setUp(email: string, siteId: string, of: { domain: string; issuer: string }): Promise<string> {
  const url = `/v1/sites/${siteId}/identity-providers`;
  const entered = await stage.as(email, { method: "POST", url, payload: { ...of, ...CLIENT } });
  assert.equal(entered.statusCode, 201, entered.body);
  const { id, record } = entered.json();
  names.records.set(record.name, [record.value]);
  const proved = await stage.as(email, { method: "POST", url: `${url}/${id}/proof` });
  assert.equal(proved.statusCode, 200, proved.body);
  assert.equal(proved.json().state, "active");
  return id;
}

/** Cookies that one browser keeps. */
type Jar = Map<string, string>;

async function browse(jar: Jar, url: string, payload?: Record<string, string>) {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const reply = await stage.app.inject({
    method: payload === undefined ? "GET" : "POST",
    url,
    headers: {
      cookie,
      ...(payload === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    },
    ...(payload === undefined ? {} : { payload: new URLSearchParams(payload).toString() }),
  });
  for (const { name, value } of reply.cookies) jar.set(name, value);
  return reply;
}

const startOf = (email: string) => `/sign-in/company/start?email=${encodeURIComponent(email)}&next=/profile`;

async function goThere(jar: Jar, email: string, sub: string): Promise<string> {
  const away = await browse(jar, startOf(email));
  assert.equal(away.statusCode, 303, away.body);
  const back = await visitCompany(String(away.headers.location), sub, OURS);
  return back.pathname + back.search;
}

async function comeBack(jar: Jar, email: string, sub: string) {
  return browse(jar, await goThere(jar, email, sub));
}

async function whoIs(jar: Jar): Promise<string | undefined> {
  return (await browse(jar, "/v1/session")).json().person?.email;
}

describe("the way there", () => {
  test("leads to a page that names the provider, for every address of the domain alike", async () => {
    const pages = await Promise.all(
      [HANA, "nobody@aoba.example"].map((email) => browse(new Map(), `/sign-in/company?email=${email}`)),
    );
    const [known = "", unknown = ""] = pages.map(({ body }) => body.replaceAll(/hana|nobody/g, "x"));
    assert.equal(known, unknown);
    assert.match(known, /127\.0\.0\.1:\d+/);
    const none = await browse(new Map(), "/sign-in/company?email=rei@elsewhere.example");
    assert.equal(none.statusCode, 200);
    assert.match(none.body, /No company sign-in has been set up for elsewhere\.example/);
  });

  test("asks for a code by PKCE S256, with state and nonce", async () => {
    const away = await browse(new Map(), startOf(HANA));
    const asked = new URL(String(away.headers.location)).searchParams;
    assert.equal(asked.get("response_type"), "code");
    assert.equal(asked.get("code_challenge_method"), "S256");
    for (const name of ["state", "nonce", "code_challenge"]) assert.equal(asked.get(name)?.length, 43, name);
  });
});

describe("the first time", () => {
  test("whoever has no ID gets one, without a password, and comes in", async () => {
    const jar: Jar = new Map();
    const done = await comeBack(jar, "aoi@aoba.example", "new");
    assert.equal(done.statusCode, 303, done.body);
    assert.equal(done.headers.location, "/profile");
    assert.equal(await whoIs(jar), "aoi@aoba.example");
    const { rows } = await sql`
      select given_name, family_name, password_hash, strength from people
        join sessions on person_id = people.id where email = 'aoi@aoba.example'`.execute(stage.owner);
    assert.deepEqual(rows, [{ givenName: "葵", familyName: "田中", passwordHash: null, strength: "sso" }]);
    const again: Jar = new Map();
    await comeBack(again, "aoi@aoba.example", "new");
    assert.equal(await whoIs(again), "aoi@aoba.example");
  });

  test("whoever was invited finds the access that waits", async () => {
    const payload = { email: "invited@aoba.example", role: "user" };
    const url = `/v1/sites/${CAST.aoba}/members`;
    const added = await stage.as(HANA, { method: "POST", url, payload });
    assert.equal(added.statusCode, 201, added.body);
    const jar: Jar = new Map();
    await comeBack(jar, "invited@aoba.example", "invited");
    const session = (await browse(jar, "/v1/session")).json();
    assert.deepEqual(
      session.sites.map(({ siteId }: { siteId: string }) => siteId),
      [CAST.aoba],
    );
  });

  test("an ID is never linked by its address: its owner signs in otherwise first, then connects the two", async () => {
    const jar: Jar = new Map();
    const done = await comeBack(jar, "mio@aoba.example", "mio");
    assert.equal(done.headers.location, "/sign-in?next=%2Fsign-in%2Fcompany%2Flink");
    assert.equal(await whoIs(jar), undefined);
    await browse(jar, "/sign-in", { email: "mio@aoba.example", password: PASSWORD });
    assert.match((await browse(jar, "/sign-in/company/link")).body, /mio@aoba\.example/);
    const linked = await browse(jar, "/sign-in/company/link", {});
    assert.equal(linked.statusCode, 303, linked.body);
    const again: Jar = new Map();
    await comeBack(again, "mio@aoba.example", "mio");
    assert.equal(await whoIs(again), "mio@aoba.example");
    const twice = await browse(jar, "/sign-in/company/link", {});
    assert.equal(twice.statusCode, 400);
    const { rows } = await sql`select 1 from mails where template = 'company.linked'`.execute(stage.owner);
    assert.equal(rows.length, 1);
  });

  test("nobody connects another's ID with what waits in the browser", async () => {
    await sql`delete from external_identities where person_id = ${CAST.mio}`.execute(stage.owner);
    const jar: Jar = new Map();
    await comeBack(jar, "mio@aoba.example", "mio");
    await browse(jar, "/sign-in", { email: HANA, password: PASSWORD });
    const linked = await browse(jar, "/sign-in/company/link", {});
    assert.equal(linked.statusCode, 409, linked.body);
    const { rows } =
      await sql`select 1 from external_identities where person_id in (${CAST.mio}, ${CAST.hana})`.execute(
        stage.owner,
      );
    assert.equal(rows.length, 0);
  });
});

describe("who is refused", () => {
  for (const sub of ["unverified", "outside"]) {
    test(`an address that is ${sub}`, async () => {
      const jar: Jar = new Map();
      const done = await comeBack(jar, "aoi@aoba.example", sub);
      assert.equal(done.statusCode, 403, done.body);
      assert.equal(await whoIs(jar), undefined);
    });
  }

  test("BAR 5 a locked address and a disabled person, however right the company's word", async () => {
    for (const sub of ["locked", "disabled"])
      assert.equal((await comeBack(new Map(), HANA, sub)).statusCode, 303);
    const wrong = { email: "locked@aoba.example", password: "wrong-wrong-wrong" };
    for (let i = 0; i < 5; i++) await browse(new Map(), "/sign-in", wrong);
    await sql`update people set state = 'disabled' where email = 'gone@aoba.example'`.execute(stage.owner);
    for (const sub of ["locked", "disabled"]) {
      const jar: Jar = new Map();
      const done = await comeBack(jar, HANA, sub);
      assert.equal(done.statusCode, 401, `${sub} ${done.body}`);
      assert.equal(await whoIs(jar), undefined);
    }
  });

  test("the vendor's people: never by a customer's provider", async () => {
    const jar: Jar = new Map();
    await comeBack(jar, HANA, "staff");
    await sql`
      insert into staff_members (person_id, role, invited_at, invited_by)
      select id, 'care', now(), 'system' from people where email = 'otto@aoba.example'`.execute(stage.owner);
    assert.equal((await comeBack(new Map(), HANA, "staff")).statusCode, 403);
  });

  test("ASVS 6.8.1 the same subject at two issuers is two people", async () => {
    const [one, two]: [Jar, Jar] = [new Map(), new Map()];
    await comeBack(one, "same@aoba.example", "same");
    await comeBack(two, "same@hangang.example", "same");
    assert.deepEqual([await whoIs(one), await whoIs(two)], ["same@aoba.example", "same@hangang.example"]);
  });

  test("a state that was used, another browser's way back, and one that took too long", async () => {
    const jar: Jar = new Map();
    const back = await goThere(jar, HANA, "new");
    assert.equal((await browse(new Map(), back)).statusCode, 400); // another browser: and the state is spent
    assert.equal((await browse(jar, back)).statusCode, 400);
    const fresh = await goThere(jar, HANA, "new");
    assert.equal((await browse(jar, fresh)).statusCode, 303);
    assert.equal((await browse(jar, fresh)).statusCode, 400);
    const late = await goThere(jar, HANA, "new");
    stage.clock.set("2010-03-01T03:10:01Z");
    assert.equal((await browse(jar, late)).statusCode, 400);
    stage.clock.set("2010-03-01T03:00:00Z");
    const made = await goThere(jar, HANA, "new");
    assert.equal((await browse(jar, made.replace(/state=[^&]+/, "state=made-up"))).statusCode, 400);
  });

  test("everybody, from the moment the sign-in is switched off, also who is on the way", async () => {
    const jar: Jar = new Map();
    const back = await goThere(jar, HANA, "new");
    const url = `/v1/sites/${CAST.aoba}/identity-providers/${aobaProvider}`;
    const off = await stage.as(HANA, { method: "PATCH", url, payload: { isOn: false } });
    assert.equal(off.json().state, "off", off.body);
    assert.equal((await browse(jar, back)).statusCode, 403);
    assert.match(String((await browse(jar, startOf(HANA))).headers.location), /^\/sign-in\/company\?/);
    const on = await stage.as(HANA, { method: "PATCH", url, payload: { isOn: true } });
    assert.equal(on.json().state, "active", on.body);
  });
});
