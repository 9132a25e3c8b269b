/** Lists of people, applied: whole or not at all, and exactly what was shown before. Source: DOMAIN §3.11, BR-40, BR-41. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const IMPORTS = `/v1/sites/${CAST.aoba}/member-imports`;
const PAGES = `/sites/${CAST.aoba}/members`;

let stage: TestPortal;
before(async () => {
  stage = await testPortal();
});
after(() => stage.close());
beforeEach(async () => {
  await sql`delete from access_grants where person_id not in ('person_hana', 'person_jun', 'person_mio', 'person_seoyeon')`.execute(
    stage.owner,
  );
  await sql`delete from spendings`.execute(stage.owner);
});

const send = (as: string, text: string | Buffer, query = "") =>
  stage.as(as, {
    method: "POST",
    url: `${IMPORTS}${query}`,
    headers: { "content-type": "text/csv" },
    payload: text,
  });

async function traces() {
  const { rows } = await sql<{ all: string }>`
    select (select count(*) from people) || ' ' || (select count(*) from mails) || ' ' || (select count(*) from events) || ' ' ||
           (select string_agg(grants::text, ';' order by person_id) from access_grants grants where site_id = 'site_aoba') as all`.execute(
    stage.owner,
  );
  return rows[0]?.all;
}

test("BR-41 users are unlimited: 500 are added by one list, each with a mail of their own", async () => {
  const text = ["email", ...Array.from({ length: 500 }, (_, n) => `u${n}@aoba.example`)].join("\r\n");
  const reply = await send(HANA, text);
  assert.equal(reply.statusCode, 200, reply.body);
  assert.deepEqual(reply.json().counts, { added: 500, changed: 0, removed: 0, unchanged: 0 });
  const { rows } = await sql<{ mails: number; events: number }>`
    select (select count(distinct to_address)::int from mails where template = 'member.added') as mails,
           (select count(*)::int from events where name = 'member.added') as events`.execute(stage.owner);
  assert.deepEqual(rows, [{ mails: 500, events: 500 }]);
  const list = await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/members?role=user&limit=200` });
  assert.equal(list.json().items.length, 200);
  assert.notEqual(list.json().next, null);
});

test("a dry run tells the same and leaves no trace", async () => {
  const text =
    "email,action,role,reporting\nnew@aoba.example,add,secondary,\nmio@aoba.example,change,,view\n";
  await send(HANA, text, "?dryRun=true"); // the day's first request of Hana's is noted
  const before = await traces();
  const dry = await send(HANA, text, "?dryRun=true");
  assert.equal(dry.statusCode, 200);
  assert.deepEqual(dry.json().counts, { added: 1, changed: 1, removed: 0, unchanged: 0 });
  assert.equal(dry.json().isApplied, false);
  assert.equal(await traces(), before);
  const real = await send(HANA, text);
  assert.deepEqual({ ...real.json<object>(), isApplied: false }, dry.json());
  const again = await send(HANA, "email,action,reporting\nmio@aoba.example,change,view\n");
  assert.deepEqual(again.json().counts, { added: 0, changed: 0, removed: 0, unchanged: 1 });
  await send(HANA, "email,action,reporting\nmio@aoba.example,change,none\n");
});

test("one row that is wrong keeps the whole list from being applied; every row that is wrong is told", async () => {
  await stage.as(HANA, { url: "/v1/session" });
  await send(HANA, "email\nx@y.example", "?dryRun=true");
  const before = await traces();
  const text = [
    "email,action,role,manageAccess,validThrough",
    "good@aoba.example,add,user,,",
    "hana@aoba.example,remove,,,",
    "nobody-here@aoba.example,change,user,,",
    "mio@aoba.example,add,,,",
    "u@aoba.example,add,user,update,",
    "v@aoba.example,add,user,,2010-02-28",
    "w@aoba.example,add,primary,,",
  ].join("\n");
  const reply = await send(HANA, text);
  assert.deepEqual([reply.statusCode, reply.json().code], [422, "member_import_refused"]);
  const faults: { line: number; field: string; code: string; message: string }[] = reply.json().faults;
  assert.deepEqual(
    faults.map(({ line, field, code }) => `${line} ${field ?? "-"} ${code}`),
    [
      "3 - primary_by_hand_over",
      "4 email member_not_found",
      "5 email already_member",
      "6 manageAccess users_manage_nothing",
      "7 validThrough day_over",
      "8 - primary_by_hand_over",
    ],
  );
  for (const { message } of faults) assert.match(message, /[\u3040-\u30ff]/, "in Hana's language");
  assert.equal(await traces(), before);
});

describe("the four places", () => {
  test("are exact in a list, and rows that free one come first", async () => {
    const five = ["email,role", ...[1, 2, 3, 4].map((n) => `s${n}@aoba.example,secondary`)].join("\n");
    const refused = await send(HANA, five);
    assert.deepEqual(
      refused.json().faults.map(({ code, field }: { code: string; field: string }) => [code, field]),
      [["secondary_limit", "role"]],
    );
    const swapped = await send(
      HANA,
      `${five}\njun@aoba.example,user`
        .replace("email,role", "email,role,action")
        .replaceAll("secondary", "secondary,add")
        .replace("jun@aoba.example,user", "jun@aoba.example,user,change"),
    );
    assert.equal(swapped.statusCode, 200, swapped.body);
    await sql`delete from access_grants where role = 'secondary'`.execute(stage.owner);
    const back = await send(HANA, "email,action,role\njun@aoba.example,change,secondary");
    assert.equal(back.statusCode, 200, back.body);
  });

  test("are exact when lists and single requests come at once", async () => {
    const lists = Array.from({ length: 5 }, (_, n) =>
      send(HANA, `email,role\nl${n}@aoba.example,secondary\nm${n}@aoba.example,secondary`),
    );
    const singles = Array.from({ length: 5 }, (_, n) =>
      stage.as(JUN, {
        method: "POST",
        url: `/v1/sites/${CAST.aoba}/members`,
        payload: { email: `n${n}@aoba.example`, role: "secondary" },
      }),
    );
    const replies = await Promise.all([...lists, ...singles]);
    assert.ok(replies.every(({ statusCode }) => [200, 201, 409, 422, 503].includes(statusCode)));
    const waiting = replies.filter(({ statusCode }) => statusCode === 503);
    assert.ok(waiting.length > 0 && waiting.every(({ headers }) => headers["retry-after"] === "5"));
    const { rows } =
      await sql`select from access_grants where site_id = 'site_aoba' and role = 'secondary'`.execute(
        stage.owner,
      );
    assert.equal(rows.length, 4);
  });
});

describe("who may send a list", () => {
  test("BR-43 no user; a secondary within his own rights", async () => {
    assert.equal((await send("mio@aoba.example", "email\nx@y.example")).statusCode, 403);
    const beyond = await send(JUN, "email,entitlements\nx@y.example,update");
    assert.deepEqual(
      beyond.json().faults.map(({ field, code }: { field: string; code: string }) => [field, code]),
      [["entitlements", "beyond_own_rights"]],
    );
  });

  test("of what kind and size", async () => {
    const url = IMPORTS;
    const json = await stage.as(HANA, { method: "POST", url, payload: { email: "x" } });
    assert.equal(json.statusCode, 415);
    const large = await send(HANA, Buffer.alloc(2 * 1024 * 1024 + 1, "x"));
    assert.equal(large.statusCode, 413);
    const many = await send(HANA, `email\n${"x@y.example\n".repeat(5001)}`);
    assert.deepEqual([many.statusCode, many.json().faults[0].code], [422, "too_many_rows"]);
  });
});

describe("the pages of a list", () => {
  const form = (name: string, content: string) => ({
    headers: { "content-type": "multipart/form-data; boundary=b" },
    payload: `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n${content}\r\n--b--\r\n`,
  });

  test("show what will happen, then apply just that", async () => {
    const url = `${PAGES}/import`;
    assert.equal((await stage.as(HANA, { url })).statusCode, 200);
    const template = await stage.as(HANA, { url: `${url}/template.csv` });
    assert.match(template.body, /^\ufeffemail,action,role,/);
    assert.equal((await stage.as(HANA, { method: "POST", url, ...form("", "") })).statusCode, 400);
    const sent = await stage.as(HANA, {
      method: "POST",
      url,
      ...form("l.csv", "email\nlisted@aoba.example"),
    });
    assert.deepEqual([sent.statusCode, sent.headers.location], [303, `${url}/preview`]);
    const preview = await stage.as(HANA, { url: `${url}/preview` });
    assert.match(preview.body, /listed@aoba\.example/);
    const digest = /name="digest" value="(\w+)"/.exec(preview.body)?.[1] ?? "";
    const other = await stage.as(HANA, { method: "POST", url: `${url}/preview`, payload: { digest: "0" } });
    assert.equal(other.statusCode, 409);
    const applied = await stage.as(HANA, { method: "POST", url: `${url}/preview`, payload: { digest } });
    assert.equal(applied.statusCode, 303, applied.body);
    const list = await stage.as(HANA, { url: String(applied.headers.location) });
    assert.match(list.body, /追加 1 名/);
    assert.equal((await stage.as(HANA, { url: `${url}/preview` })).statusCode, 303, "it is gone");
  });

  test("show what is wrong by line, and offer nothing to apply", async () => {
    const url = `${PAGES}/import`;
    await stage.as(HANA, { method: "POST", url, ...form("l.csv", "email,role\nlisted@aoba.example,boss") });
    const preview = await stage.as(HANA, { url: `${url}/preview` });
    assert.equal(preview.statusCode, 422);
    assert.match(preview.body, /役割は user または secondary/);
    assert.doesNotMatch(preview.body, /name="digest"/);
    assert.equal((await stage.as(JUN, { url: `${url}/preview` })).statusCode, 303, "each sees the own list");
  });
});
