import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import type { Context } from "./context.ts";
import { transaction } from "./database.ts";
import { emit, type Happening, listBrokenLinks, listEvents } from "./events.ts";

const NOW = new Date("2010-03-01T03:00:00Z");

let database: TestDatabase;
before(async () => {
  database = await testDatabase({ empty: true });
});
after(() => database.close());

const happen = (happening: Happening) =>
  transaction(database.db, {}, (query) => emit(query, contextOf(), happening));

function contextOf(): Context {
  const visitor = { actor: { kind: "visitor" }, now: NOW, requestId: "req_1", address: "192.0.2.1" };
  return visitor as unknown as Context;
}

const brokenLinks = () => transaction(database.db, { vendor: true }, listBrokenLinks);

/** Does something to the table that only its owner can, looks, and undoes it. */
async function tampered(statement: string): Promise<{ chain: string; link: number }[]> {
  await sql
    .raw(`alter table events disable trigger user; create table kept as table events;
                 create table kept_chains as table event_chains; ${statement}`)
    .execute(database.owner);
  const broken = await brokenLinks();
  await sql
    .raw(`delete from events; insert into events overriding system value select * from kept;
                 delete from event_chains; insert into event_chains select * from kept_chains;
                 drop table kept; drop table kept_chains; alter table events enable trigger user`)
    .execute(database.owner);
  assert.deepEqual(await brokenLinks(), []);
  return broken;
}

describe("events", () => {
  test("continue the chain of their site, else of their person, else of the vendor", async () => {
    const whose = [
      { siteId: "site_a" },
      { siteId: "site_a", personId: "person_p" },
      { personId: "person_p" },
      {},
      {},
    ];
    for (const of of whose) await happen({ name: "order.booked", ...of });
    const { rows } = await sql<{ chain: string; links: number[] }>`
      select chain, array_agg(link order by position) as links from events group by chain order by chain`.execute(
      database.owner,
    );
    assert.deepEqual(rows, [
      { chain: "person_p", links: [1] },
      { chain: "site_a", links: [1, 2] },
      { chain: "vendor", links: [1, 2] },
    ]);
    assert.deepEqual(await brokenLinks(), []);
  });

  test("form one unbroken chain when fifty happen at once", async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        happen({ name: "line.counted", siteId: "site_busy", facts: { i } }),
      ),
    );
    const events = await transaction(database.db, { siteId: "site_busy" }, (query) =>
      listEvents(query, { siteId: "site_busy", before: null, limit: 100 }),
    );
    assert.equal(new Set(events.map(({ facts }) => facts["i"])).size, 50);
    assert.deepEqual(await brokenLinks(), []);
  });

  test("that a transaction undoes leave no gap", async () => {
    const undone = transaction(database.db, {}, async (query) => {
      await emit(query, contextOf(), { name: "order.booked", siteId: "site_gap" });
      throw new Error("undone");
    });
    await assert.rejects(undone);
    await happen({ name: "order.booked", siteId: "site_gap" });
    assert.deepEqual(await brokenLinks(), []);
  });

  test("are read by their own site, their own person and the vendor only", async () => {
    const count = async (reach: object) => {
      const { rows } = await transaction(database.db, reach, (query) =>
        sql<{ chain: string }>`select distinct chain from events order by chain`.execute(query),
      );
      return rows.map(({ chain }) => chain);
    };
    assert.deepEqual(await count({ siteId: "site_a" }), ["site_a"]);
    assert.deepEqual(await count({ personId: "person_p" }), ["person_p"]);
    assert.deepEqual(await count({}), []);
    assert.deepEqual(await count({ vendor: true }), [
      "person_p",
      "site_a",
      "site_busy",
      "site_gap",
      "vendor",
    ]);
  });

  test("keep what a hostile request said, with a mark in place of what no database holds", async () => {
    await happen({ name: "access.denied", siteId: "site_odd", facts: { said: "a\0b\ud83d", 𠮷: "\u202e" } });
    const [event] = await transaction(database.db, { siteId: "site_odd" }, (query) =>
      listEvents(query, { siteId: "site_odd", before: null, limit: 1 }),
    );
    assert.deepEqual(event?.facts, { said: "a\ufffdb\ufffd", 𠮷: "\u202e" });
    assert.equal(event?.at, "2010-03-01T03:00:00Z");
  });
});

describe("the check of the chains names the link", () => {
  const at = "where chain = 'site_busy' and link = 7";
  const changes = {
    "whose fact was changed": `update events set facts = '{"i": 99}' ${at}`,
    "whose actor was changed": `update events set actor = '{"kind": "system"}' ${at}`,
    "whose name was changed": `update events set name = 'line.forgotten' ${at}`,
    "whose instant was changed": `update events set at = at + interval '1 microsecond' ${at}`,
    "whose address was removed": `update events set address = null ${at}`,
    "of which one byte of the hash was flipped": `update events set hash = set_byte(hash, 3, get_byte(hash, 3) # 1) ${at}`,
    "that was given to another person": `update events set person_id = 'person_x' ${at}`,
    "that was moved in the order of the histories": `
      alter table events alter position set generated by default; update events set position = 999999 ${at};
      alter table events alter position set generated always`,
    "that was cut out of the middle": `delete from events ${at}`,
    "that was written anew with a hash of its own": `
      update events set facts = '{}' ${at}; update events event set hash = event_hash(event) ${at}`,
  };
  for (const [title, statement] of Object.entries(changes)) {
    test(title, async () => {
      const [found] = await tampered(statement);
      assert.equal(found?.chain, "site_busy");
      assert.ok(found.link === 7 || found.link === 8, `link ${found.link}`);
    });
  }

  test("that was cut off the end", async () => {
    const cut = await tampered("delete from events where chain = 'site_busy' and link > 48");
    assert.deepEqual(cut, [{ chain: "site_busy", link: 49 }]);
  });

  test("of a chain that was removed whole", async () => {
    assert.deepEqual(await tampered("delete from events where chain = 'site_a'"), [
      { chain: "site_a", link: 1 },
    ]);
  });

  test("that was added without the trigger", async () => {
    const added = await tampered(`
      insert into events (id, name, actor, facts, at, chain, link, previous_hash, hash)
      select 'event_new', name, actor, facts, at, chain, 51, hash, hash from events where chain = 'site_busy' and link = 50`);
    assert.deepEqual(added, [{ chain: "site_busy", link: 51 }]);
  });

  test("of a chain whose head was moved back", async () => {
    const moved = await tampered("update event_chains set link = 1 where chain = 'site_a'");
    assert.deepEqual(moved, [{ chain: "site_a", link: 2 }]);
  });
});

test("the heads of the chains are told to the vendor's side only", async () => {
  const heads = (reach: object) =>
    transaction(
      database.db,
      reach,
      async (query) => (await sql`select chain from event_heads()`.execute(query)).rows.length,
    );
  assert.deepEqual(
    [await heads({ siteId: "site_a" }), await heads({}), (await heads({ vendor: true })) > 0],
    [0, 0, true],
  );
});

test("a temporary table does not stand in for the heads", async () => {
  await transaction(database.db, {}, async (query) => {
    await sql
      .raw("create temporary table event_chains (chain text, link int, hash bytea) on commit drop")
      .execute(query);
    await emit(query, contextOf(), { name: "order.booked", siteId: "site_a" });
  });
  assert.deepEqual(await brokenLinks(), []);
});
