/** Scenarios through the API: kept, shared or hidden, changed by one at a time, and never too many. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const ALL = `/v1/sites/${CAST.aoba}/renewal-scenarios`;

let portal: TestPortal;
before(async () => {
  portal = await testPortal({ now: "2010-01-02T03:00:00Z" });
});
after(() => portal.close());

const body = (name: string, more: object = {}) => ({ name, default: "renew-now", ...more });

async function add(name: string, more: object = {}, as = HANA) {
  return portal.as(as, { method: "POST", url: ALL, payload: body(name, more) });
}

async function put(id: string, payload: object, as = HANA) {
  return portal.as(as, { method: "PUT", url: `${ALL}/${id}`, payload });
}

async function eventsOf(name: string) {
  const { rows } = await sql<{ siteId: string | null; personId: string | null }>`
    select site_id, person_id from events where name = ${name} order by position`.execute(portal.owner);
  return rows;
}

describe("kept", () => {
  test("what was entered comes back, choices and days and all", async () => {
    const choices = [{ lineId: CAST.aobaWas, choice: "defer", on: "2010-07-15", quantity: null }];
    const more = { note: "予算会議", choices, default: "lapse-and-reinstate", defaultOn: "2010-09-01" };
    const added = await add("予算案", more);
    assert.equal(added.statusCode, 201, added.body);
    const { id, madeAt, changedAt, ...scenario } = added.json();
    assert.deepEqual(scenario, {
      ...more,
      name: "予算案",
      isShared: false,
      isMine: true,
      madeBy: "森 花",
      revision: 1,
    });
    const read = await portal.as(HANA, { url: `${ALL}/${id}` });
    assert.deepEqual(read.json(), added.json());
    assert.deepEqual([madeAt, changedAt], ["2010-01-02T03:00:00Z", "2010-01-02T03:00:00Z"]);
  });

  test("a name once for each person, whatever its case; each field that is wrong is named", async () => {
    assert.equal((await add("Budget")).statusCode, 201);
    assert.equal((await add("budget")).json().code, "scenario_name_taken");
    assert.equal((await add("budget", {}, JUN)).statusCode, 201, "somebody else's is another");
    const wrong = await add(" ".repeat(3), { note: "x".repeat(501), default: "wait" });
    assert.deepEqual(Object.keys(wrong.json().fields).sort(), ["default", "name", "note"]);
  });
});

describe("shared or hidden", () => {
  test("what is not shared does not exist for anybody else; what is can be read, not changed", async () => {
    const { id } = (await add("Mine")).json();
    assert.equal((await portal.as(JUN, { url: `${ALL}/${id}` })).json().code, "scenario_not_found");
    assert.equal((await put(id, { ...body("Mine"), revision: 1 }, JUN)).json().code, "scenario_not_found");
    assert.equal((await portal.as(JUN, { method: "DELETE", url: `${ALL}/${id}` })).statusCode, 404);
    await put(id, { ...body("Ours", { isShared: true }), revision: 1 });
    const seen = (await portal.as(JUN, { url: `${ALL}/${id}` })).json();
    assert.deepEqual([seen.name, seen.isMine, seen.madeBy], ["Ours", false, "森 花"]);
    const refused = await put(id, { ...body("Theirs"), revision: 2 }, JUN);
    assert.deepEqual([refused.statusCode, refused.json().code], [403, "scenario_of_somebody_else"]);
    const { items } = (await portal.as(JUN, { url: ALL })).json();
    assert.ok(items.every((item: { isMine: boolean; isShared: boolean }) => item.isMine || item.isShared));
  });

  test("another site's people and whoever may only download are refused", async () => {
    assert.equal((await portal.as("seoyeon@hangang.example", { url: ALL })).json().code, "site_not_found");
    assert.equal((await portal.as("mio@aoba.example", { url: ALL })).json().code, "permission_required");
    assert.equal((await add("Mio's", {}, "mio@aoba.example")).statusCode, 403);
  });

  test("the site's history tells of what is shared, the person's own of the rest", async () => {
    const [first] = await eventsOf("scenario.saved");
    assert.deepEqual({ ...first }, { siteId: null, personId: CAST.hana });
    const { id } = (await add("Told", { isShared: true })).json();
    assert.equal((await eventsOf("scenario.saved")).at(-1)?.siteId, CAST.aoba);
    await put(id, { ...body("Told"), revision: 1 });
    assert.equal(
      (await eventsOf("scenario.changed")).at(-1)?.siteId,
      CAST.aoba,
      "that it is shared no more too",
    );
  });
});

describe("one at a time", () => {
  test("of two changes of the same revision one is refused as changed meanwhile", async () => {
    const { id } = (await add("Race")).json();
    const names = ["Race a", "Race b", "Race c", "Race d"];
    const replies = await Promise.all(names.map((name) => put(id, { ...body(name), revision: 1 })));
    const statuses = replies.map(({ statusCode }) => statusCode).sort();
    assert.deepEqual(statuses, [200, 409, 409, 409]);
    const late = replies.find(({ statusCode }) => statusCode === 409)?.json();
    assert.deepEqual([late.code, late.revision], ["scenario_changed", 2]);
    const gone = await portal.as(HANA, { method: "DELETE", url: `${ALL}/${id}?revision=1` });
    assert.equal(gone.json().code, "scenario_changed");
    assert.equal(
      (await portal.as(HANA, { method: "DELETE", url: `${ALL}/${id}?revision=2` })).statusCode,
      204,
    );
    assert.equal((await portal.as(HANA, { url: `${ALL}/${id}` })).statusCode, 404);
  });

  test("two renamed to one name at once: one has it, the other is told", async () => {
    const ids = [(await add("Left")).json().id, (await add("Right")).json().id];
    const replies = await Promise.all(ids.map((id) => put(id, { ...body("Middle"), revision: 1 })));
    assert.deepEqual(replies.map(({ statusCode }) => statusCode).sort(), [200, 409]);
    assert.ok(replies.some((reply) => reply.json().code === "scenario_name_taken"));
  });

  test("at most 50 for each person and site, sixty released together; a deleted one makes room", async () => {
    const before = (await portal.as(JUN, { url: ALL }))
      .json()
      .items.filter((each: { isMine: boolean }) => each.isMine);
    const names = Array.from({ length: 60 }, (_, index) => `Burst ${index}`);
    const burst = await Promise.all(names.map((name) => add(name, {}, JUN)));
    const replies = [];
    for (const [index, reply] of burst.entries())
      replies.push(reply.statusCode === 503 ? await add(names[index] ?? "", {}, JUN) : reply); // all were busy
    const kept = replies.filter(({ statusCode }) => statusCode === 201);
    for (const reply of replies) assert.ok([201, 409].includes(reply.statusCode), reply.body);
    assert.equal(kept.length, 50 - before.length);
    assert.equal((await add("One more", {}, JUN)).json().code, "too_many_scenarios");
    await portal.as(JUN, { method: "DELETE", url: `${ALL}/${kept[0]?.json().id}` });
    assert.equal((await add("One more", {}, JUN)).statusCode, 201);
    assert.equal((await add("Hana's own", {}, HANA)).statusCode, 201);
  });
});
