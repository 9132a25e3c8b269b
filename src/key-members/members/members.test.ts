/** Administrators keep the circle: adding, changing, removing, leaving; who is told; what is advised. BR-98, BR-99, BR-107. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import {
  AOBA_KEYS,
  clearKeyCenter,
  countOf,
  HANA,
  JUN,
  MIO,
  REI,
  readMail,
  SEOYEON,
  sentOf,
} from "../../../test/key-center.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());
beforeEach(() => clearKeyCenter(portal));

const KEYS = AOBA_KEYS;
const ACCOUNT = `/v1/sites/${CAST.aoba}/key-center`;

/** A second passes. */
const later = () => portal.clock.set(new Date(portal.portal.clock.now().getTime() + 1000).toISOString());

const add = (email: string, role = "user", as = HANA) =>
  portal.as(as, { method: "POST", url: KEYS, payload: { email, role } });
const change = (personId: string, role: string, as = HANA) =>
  portal.as(as, { method: "PATCH", url: `${KEYS}/${personId}`, payload: { role } });
const remove = (personId: string, as = HANA) =>
  portal.as(as, { method: "DELETE", url: `${KEYS}/${personId}` });
const tell = (isOn: boolean, as = HANA) =>
  portal.as(as, { method: "PATCH", url: ACCOUNT, payload: { notifyAdminsOnRegistration: isOn } });
const account = async (as = HANA) => (await portal.as(as, { url: ACCOUNT })).json();
const join = (as: string, siteNumber = "7001234", orderNumber = "SO-4711") =>
  portal.as(as, {
    method: "POST",
    url: "/v1/key-center/registrations",
    payload: { siteNumber, orderNumber },
  });

describe("the circle", () => {
  test("added by address: a member at once with a mail; without an ID invited, a member once registered", async () => {
    const known = await add(REI);
    assert.equal(known.statusCode, 201, known.body);
    assert.partialDeepStrictEqual(known.json(), { role: "user", because: "added", hasId: true });
    assert.equal(known.json().name, REI); // an address tells nobody's name
    assert.equal((await portal.as(REI, { url: KEYS })).statusCode, 200);
    const unknown = await add("new@aoba.example", "administrator");
    assert.partialDeepStrictEqual(unknown.json(), { role: "administrator", hasId: false });
    assert.deepEqual(await sentOf(portal), [
      "key-member.added new@aoba.example",
      "key-member.added rei@elsewhere.example",
    ]);
    assert.match((await readMail(portal, "new@aoba.example")).text, /007001234[\s\S]*\/register\?email=new/);
    assert.match((await readMail(portal, REI)).text, /\/key-center/);
    assert.deepEqual((await add(REI)).json().code, "already_member");
    await portal.as(REI, { url: `/sites/${CAST.aoba}/key-members` }); // has been here: the name is known from now on
    const { items } = (await portal.as(HANA, { url: KEYS })).json();
    assert.equal(items.find(({ email }: { email: string }) => email === REI).name, "Rei Sato");
  });

  test("only administrators add, change and remove; a user reads", async () => {
    await add(REI);
    for (const reply of [
      await add("x@aoba.example", "user", REI),
      await change(CAST.nobody, "administrator", REI),
      await remove(CAST.hana, REI),
      await tell(true, REI),
    ])
      assert.deepEqual([reply.statusCode, reply.json().code], [403, "key_membership_required"]);
    assert.equal((await portal.as(REI, { url: KEYS })).json().items.length, 2);
    assert.equal((await add(MIO, "user", JUN)).statusCode, 403); // manages access to the site, not to its keys
  });

  test("the role changes at once; removed, the next request finds nothing; leaving needs nobody", async () => {
    const { personId } = (await add(REI)).json();
    assert.equal((await change(personId, "administrator")).json().role, "administrator");
    assert.equal((await add(MIO, "user", REI)).statusCode, 201);
    assert.equal((await change(personId, "user")).statusCode, 200);
    assert.equal((await add(JUN, "user", REI)).statusCode, 403);
    assert.equal((await remove(personId)).statusCode, 204);
    assert.equal((await portal.as(REI, { url: KEYS })).statusCode, 404);
    assert.match((await readMail(portal, REI, /no longer/)).subject, /no longer/);
    assert.equal((await remove(CAST.mio, MIO)).statusCode, 204); // leaves
    assert.equal((await portal.as(MIO, { url: KEYS })).statusCode, 403);
    assert.equal((await sentOf(portal, "key-member.removed")).length, 1);
  });

  test("BR-92 nobody removes or demotes who is a member by what he is; the page says where it is changed", async () => {
    for (const reply of [await remove(CAST.hana), await change(CAST.hana, "user")]) {
      assert.partialDeepStrictEqual(reply.json(), {
        status: 409,
        code: "key_member_automatic",
        where: `/sites/${CAST.aoba}/primary`,
      });
    }
    await sql`
      insert into key_contacts (site_id, type, version, name, email, email_key, phone, street, city, region, postal_code, country,
                                language, saved_at, saved_by)
      values (${CAST.aoba}, 'TECHNICAL', 'v', 'Rei', ${REI}, ${REI}, '1', 's', 'c', '', '1', 'JP', 'ja', now(), 'x')`.execute(
      portal.owner,
    );
    assert.equal((await remove(CAST.nobody)).json().where, `/sites/${CAST.aoba}/contacts`);
    const raised = await change(CAST.nobody, "administrator"); // the backup that A-36 asks to be named
    assert.deepEqual([raised.json().role, raised.json().because], ["administrator", "added"]);
    assert.equal((await remove(CAST.nobody)).statusCode, 204); // no administrator any more, but still technical contact
    const { items } = (await portal.as(REI, { url: KEYS })).json();
    assert.equal(items.find(({ isMe }: { isMe: boolean }) => isMe).because, "technical");
  });

  test("who loses the access to the site loses the keys with it", async () => {
    await add(MIO);
    const grant = await sql`select * from access_grants where person_id = ${CAST.mio}`.execute(portal.owner);
    await portal.as(HANA, { method: "DELETE", url: `/v1/sites/${CAST.aoba}/members/${CAST.mio}` });
    assert.equal(await countOf(portal, "key_members"), 0);
    assert.equal((await portal.as(MIO, { url: KEYS })).statusCode, 404);
    assert.equal(grant.rows.length, 1);
    const back = await portal.as(HANA, {
      method: "POST",
      url: `/v1/sites/${CAST.aoba}/members`,
      payload: { email: MIO },
    });
    assert.equal(back.statusCode, 201);
  });

  test("twenty at once add the same address: one is added, the others are told", async () => {
    const codes = (await Promise.all(Array.from({ length: 20 }, () => add(REI)))).map(
      ({ statusCode }) => statusCode,
    );
    assert.deepEqual(
      [codes.filter((code) => code === 201).length, codes.filter((code) => code === 409).length],
      [1, 19],
    );
    assert.equal((await sentOf(portal, "key-member.added")).length, 1);
  });
});

describe("who is told", () => {
  test("BR-98 switched off, as it is at first: no mail; the home and the Key Center tell until somebody has looked", async () => {
    assert.equal((await account()).notifyAdminsOnRegistration, false);
    assert.equal((await join(REI)).statusCode, 201);
    assert.deepEqual(await sentOf(portal), []);
    const home = () => portal.as(HANA, { url: `/sites/${CAST.aoba}`, cookies: { language: "en" } });
    const told = /1 new member of the Key Center since you last looked/;
    assert.match((await home()).body, told);
    const mine = async () => (await portal.as(HANA, { url: "/v1/key-center/accounts" })).json().items[0];
    assert.equal((await mine()).newcomers, 1);
    const history = await portal.as(HANA, {
      url: `/sites/${CAST.aoba}/history`,
      cookies: { language: "en" },
    });
    assert.match(history.body, /rei@elsewhere.example became a member of the Key Center by an order number/);
    later();
    await portal.as(HANA, { url: `/sites/${CAST.aoba}/key-members` });
    assert.doesNotMatch((await home()).body, told);
    assert.equal((await mine()).newcomers, 0);
  });

  test("BR-98 switched on: one mail to each administrator, with time and path; not to who came", async () => {
    await add(JUN, "administrator");
    assert.equal((await tell(true)).statusCode, 204);
    await sql`delete from mails`.execute(portal.owner);
    assert.equal((await join(REI)).statusCode, 201);
    assert.deepEqual(await sentOf(portal), [`key-member.came ${HANA}`, `key-member.came ${JUN}`]);
    const { text } = await readMail(portal, HANA);
    for (const part of ["Rei Sato", REI, "注文番号による本人の登録", "12:00"])
      assert.ok(text.includes(part), part);
    await add("new@aoba.example");
    assert.equal((await sentOf(portal, "key-member.came")).length, 4);
    assert.equal((await tell(false)).statusCode, 204);
    await add("other@aoba.example");
    assert.equal((await sentOf(portal, "key-member.came")).length, 4);
  });
});

describe("what is advised", () => {
  test("BR-99 a third administrator is warned of and allowed", async () => {
    assert.deepEqual((await account()).advice, ["name-a-backup"]);
    assert.deepEqual((await add(JUN, "administrator")).json().advice, []);
    const third = await add(REI, "administrator");
    assert.deepEqual([third.statusCode, third.json().advice], [201, ["many-administrators"]]);
    const page = await portal.as(HANA, {
      url: `/sites/${CAST.aoba}/key-members`,
      cookies: { language: "en" },
    });
    assert.match(page.body, /One administrator and one backup are recommended; this account has more/);
  });

  test("BR-107 the page counts and advises a small circle; there is no limit", async () => {
    for (let n = 1; n <= 11; n++) assert.equal((await add(`m${n}@aoba.example`)).statusCode, 201);
    assert.partialDeepStrictEqual(await account(), { members: 12, administrators: 1 });
    const page = await portal.as(HANA, {
      url: `/sites/${CAST.aoba}/key-members`,
      cookies: { language: "en" },
    });
    assert.match(page.body, /12 members, of them 1 administrator/);
    assert.match(page.body, /Keep the circle small/);
    assert.match(page.body, /Many people can reach the keys/);
  });
});

test("lists go on by pages to their end, in every order; other sites' are not there", async () => {
  for (const email of ["b@aoba.example", "a@aoba.example", "c@aoba.example"]) {
    later();
    await add(email);
  }
  for (const [sort, expected] of [
    ["role", ["hana", "b", "a", "c"]],
    ["since", ["hana", "b", "a", "c"]],
    ["-since", ["c", "a", "b", "hana"]],
    ["name", ["a", "b", "c", "hana"]],
  ] as const) {
    const seen: string[] = [];
    for (let after = ""; ; ) {
      const url = `${KEYS}?limit=1&sort=${sort}${after}`;
      const { items, next } = (await portal.as(HANA, { url })).json();
      seen.push(...items.map(({ email }: { email: string }) => email.split("@")[0]));
      if (next === null) break;
      after = `&after=${encodeURIComponent(next)}`;
    }
    assert.deepEqual(seen, expected, sort);
  }
  assert.equal((await portal.as(SEOYEON, { url: KEYS })).statusCode, 404);
  const csv = await portal.as(HANA, {
    url: `/sites/${CAST.aoba}/key-members.csv`,
    cookies: { language: "en" },
  });
  assert.match(csv.body, /a@aoba\.example,.*User,.*Added by an administrator/);
  assert.equal((await portal.as(HANA, { url: `/v1/sites/${CAST.aoba}/key-members.xlsx` })).statusCode, 200);
});
