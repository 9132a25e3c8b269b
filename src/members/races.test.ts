/** Limits and rights under concurrency: what holds when everybody comes at once. Source: BAR 6, 17, 18, 30, cases 1, 21. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { CAST, PASSWORD } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { addFile, type TestFile } from "../../test/releases.ts";
import { transaction, violatedConstraint } from "../platform/database.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const MIO = "mio@aoba.example";
const MEMBERS = `/v1/sites/${CAST.aoba}/members`;

let stage: TestPortal;
let file: TestFile;
before(async () => {
  stage = await testPortal();
  file = await addFile(stage, { name: "was.tar.gz", content: "x".repeat(100_000) });
  await stage.portal.jobs.catchUp();
});
after(() => stage.close());

beforeEach(async () => {
  await sql`delete from access_grants where person_id not in ('person_hana', 'person_jun', 'person_seoyeon')`.execute(
    stage.owner,
  );
  await sql`
    insert into access_grants (site_id, person_id, role, software_and_services, reporting, entitlements,
                               entitlement_allocation, manage_access, contact_update, account_documents, granted_at, granted_by)
    values ('site_aoba', 'person_mio', 'user', 'download', 'view', 'none', 'none', 'none', 'none', 'none', '2009-04-02', 'person_hana')`.execute(
    stage.owner,
  );
  await sql`update access_grants set manage_access = 'update' where person_id = 'person_jun'`.execute(
    stage.owner,
  );
});

const add = (as: string, payload: object) => stage.as(as, { method: "POST", url: MEMBERS, payload });

async function countOf(what: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.raw(what)}`.execute(
    stage.owner,
  );
  return rows[0]?.count ?? -1;
}

const tally = (codes: readonly (number | string)[]) =>
  Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, each]) => [code, each.length]));

const SECONDARIES = "access_grants where site_id = 'site_aoba' and role = 'secondary'";
const MAILS = "mails where template = 'member.added'";
const ADDED = "events where name = 'member.added' and site_id = 'site_aoba'";

test("BAR case 1: of 40 who add a fourth secondary at once, one does", async () => {
  for (const n of [2, 3]) await add(HANA, { email: `s${n}@aoba.example`, role: "secondary" });
  const [events, mails, people] = [await countOf(ADDED), await countOf(MAILS), await countOf("people")];
  const replies = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      add(n % 2 === 0 ? HANA : JUN, { email: `c${n}@aoba.example`, role: "secondary" }),
    ),
  );
  assert.deepEqual(
    tally(replies.map((reply) => (reply.statusCode === 409 ? reply.json().code : reply.statusCode))),
    {
      201: 1,
      secondary_limit: 39,
    },
  );
  assert.equal(await countOf(SECONDARIES), 4);
  assert.equal((await countOf(ADDED)) - events, 1);
  assert.equal((await countOf(MAILS)) - mails, 1);
  assert.equal((await countOf("people")) - people, 1, "who was refused leaves no row");
});

test("BR-40 the constraint alone holds: 40 inserts without lock or look get one place", async () => {
  for (const n of [2, 3]) await add(HANA, { email: `s${n}@aoba.example`, role: "secondary" });
  await sql`
    insert into people (id, email, email_key, given_name, family_name, country, language, state, registered_at)
    select 'person_raw' || n, n || '@raw.example', n || '@raw.example', '', '', 'JP', 'ja', 'invited', now()
      from generate_series(0, 39) n on conflict do nothing`.execute(stage.owner);
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      transaction(stage.portal.db, { siteId: CAST.aoba }, (query) =>
        sql`
          insert into access_grants (site_id, person_id, role, secondary_place, software_and_services, reporting,
                                     entitlements, entitlement_allocation, manage_access, contact_update,
                                     account_documents, granted_at, granted_by)
          values ('site_aoba', ${`person_raw${n}`}, 'secondary', ${1 + (n % 4)}, 'none', 'none', 'none', 'none', 'none',
                  'none', 'none', now(), 'person_hana')`.execute(query),
      ).then(
        () => "in",
        (error: unknown) => violatedConstraint(error) ?? String(error),
      ),
    ),
  );
  assert.deepEqual(tally(outcomes), { in: 1, access_grants_secondary_places: 39 });
  assert.equal(await countOf(SECONDARIES), 4);
  for (const place of [0, 5, null]) {
    const fifth = sql`update access_grants set role = 'secondary', secondary_place = ${place}
                       where site_id = 'site_aoba' and person_id = 'person_mio'`.execute(stage.owner);
    await assert.rejects(fifth, /access_grants_four_secondaries/);
  }
});

test("of 20 who remove the same member at once, one does", async () => {
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => stage.as(HANA, { method: "DELETE", url: `${MEMBERS}/${CAST.mio}` })),
  );
  assert.deepEqual(tally(replies.map(({ statusCode }) => statusCode)), { 204: 1, 404: 19 });
});

test("BAR 18: who was demoted while waiting is refused, and nothing is done", async () => {
  let release = () => {};
  const isDemoted = new Promise<void>((done) => {
    release = done;
  });
  const demotion = transaction(stage.portal.db, { siteId: CAST.aoba }, async (query) => {
    await sql`select from sites where id = 'site_aoba' for no key update`.execute(query);
    await sql`update access_grants set manage_access = 'view' where person_id = 'person_jun'`.execute(query);
    await isDemoted;
  });
  await sleep(50);
  const late = add(JUN, { email: "late@aoba.example" });
  await sleep(150);
  release();
  await demotion;
  const reply = await late;
  assert.deepEqual([reply.statusCode, reply.json().code], [403, "permission_required"]);
  assert.equal(await countOf("people where email_key = 'late@aoba.example'"), 0);
});

async function newSession(email: string): Promise<string> {
  const reply = await stage.app.inject({
    method: "POST",
    url: "/v1/session",
    payload: { email, password: PASSWORD },
  });
  const cookie = reply.cookies.find(({ name }) => name.endsWith("carnet"));
  return `${cookie?.name}=${cookie?.value}`;
}

describe("BAR case 21: a right that was taken is gone everywhere from then on", () => {
  for (const [what, take, refused] of [
    [
      "the privilege",
      () =>
        stage.as(HANA, {
          method: "PATCH",
          url: `${MEMBERS}/${CAST.mio}`,
          payload: { privileges: { reporting: "none" } },
        }),
      403,
    ],
    ["the membership", () => stage.as(HANA, { method: "DELETE", url: `${MEMBERS}/${CAST.mio}` }), 404],
  ] as const) {
    test(`${what}, in three sessions that ask all the time`, async () => {
      const sessions = await Promise.all([newSession(MIO), newSession(MIO), newSession(MIO)]);
      const asked: { at: number; statusCode: number }[] = [];
      let isOver = false;
      const loop = async (cookie: string) => {
        while (!isOver) {
          const at = performance.now();
          const { statusCode } = await stage.app.inject({
            url: `/v1/sites/${CAST.aoba}/orders`,
            headers: { cookie },
          });
          asked.push({ at, statusCode });
          await sleep(20);
        }
      };
      const loops = sessions.map(loop);
      await sleep(200);
      assert.ok((await take()).statusCode < 300);
      const takenAt = performance.now();
      const isEnough = () => asked.filter(({ at }) => at >= takenAt).length > 30;
      for (let waits = 0; waits < 200 && !isEnough(); waits++) await sleep(25);
      isOver = true;
      await Promise.all(loops);
      const later = asked.filter(({ at }) => at >= takenAt);
      assert.ok(asked.some(({ statusCode }) => statusCode === 200) && later.length > 30);
      assert.deepEqual([...new Set(later.map(({ statusCode }) => statusCode))], [refused]);
    });
  }

  test("the next range of an open download is 403", async () => {
    const made = await stage.as(MIO, {
      method: "POST",
      url: `/v1/sites/${CAST.aoba}/downloads/${file.id}/links`,
    });
    assert.equal(made.statusCode, 201, made.body);
    const { pathname } = new URL(made.json().href);
    const range = (bytes: string) =>
      stage.app.inject({ url: pathname, headers: { range: `bytes=${bytes}` } });
    assert.equal((await range("0-999")).statusCode, 206);
    await stage.as(HANA, { method: "DELETE", url: `${MEMBERS}/${CAST.mio}` });
    assert.equal((await range("1000-1999")).statusCode, 403);
  });
});

describe("BAR 17: only listed fields come in", () => {
  test("each column of the model is refused, in adding and in changing", async () => {
    const { rows } = await sql<{ name: string }>`
      select distinct column_name as name from information_schema.columns
       where table_schema = 'public' and table_name in ('access_grants', 'people', 'member_imports')`.execute(
      stage.owner,
    );
    const allowed = ["email", "role", "privileges", "validThrough", "language"];
    const names = rows.map(({ name }) =>
      name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    );
    const foreign = [...names, ...rows.map(({ name }) => name), "isMe", "state", "__proto__", "constructor"];
    for (const name of foreign.filter((each) => !allowed.includes(each))) {
      const body = JSON.parse(`{"email": "m@aoba.example", ${JSON.stringify(name)}: "x"}`);
      for (const [method, url, payload] of [
        ["POST", MEMBERS, body],
        ["PATCH", `${MEMBERS}/${CAST.mio}`, { ...body, email: undefined }],
      ] as const) {
        const headers = { "content-type": "application/json" };
        const reply = await stage.as(HANA, { method, url, headers, payload: JSON.stringify(payload) });
        assert.equal(reply.statusCode, 400, `${method} ${name}: ${reply.body}`);
      }
    }
    const inner = await add(HANA, { email: "m@aoba.example", privileges: { secondaryPlace: 1 } });
    assert.deepEqual(inner.json().fields, { "privileges.secondaryPlace": ["unknown_field"] });
    assert.equal(await countOf("people where email_key = 'm@aoba.example'"), 0);
  });

  test("an answer holds what it lists, and nothing else", async () => {
    const { items } = (await stage.as(HANA, { url: MEMBERS })).json();
    const fields =
      "personId name romanizedName email role privileges validThrough grantedAt grantedBy lastSeenOn state isMe";
    for (const item of items) assert.deepEqual(Object.keys(item).sort(), fields.split(" ").sort());
  });
});
