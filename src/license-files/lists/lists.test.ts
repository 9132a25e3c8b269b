/** The signed lists that programs load: numbered, never behind, never twice. Source: BAR rows 9 and 11, case 33. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { testPortal } from "../../../test/portal.ts";
import { Program } from "../../../test/signing.ts";
import { asPortal } from "../../access/index.ts";
import { newestRevocations } from "../index.ts";

const carnet = await testPortal();
after(() => carnet.close());
const { owner, clock, portal } = carnet;
const URL = "/v1/licensing/revocations";

const load = async () => (await carnet.as(undefined, { url: URL })).json();
/** As ending a key does it. */
const revoke = (id: string, until: string | null, reason = "revoked") =>
  sql`insert into license_revocations (site_id, license_key_id, reason, since, until)
      values (${CAST.aoba}, ${id}, ${reason}, ${clock.now()}, ${until})`.execute(owner);
const keysIn = (list: string): string[] =>
  JSON.parse(Buffer.from(list.split("\n").slice(4, -2).join(""), "base64").toString()).keys;

describe("the revocation list", () => {
  test("is there from the start, empty, and stays the same while nothing changes", async () => {
    const first = await load();
    assert.deepEqual([first.sequence, keysIn(first.list)], [1, []]);
    assert.deepEqual(await load(), first);
    assert.equal(Date.parse(first.nextBy) - Date.parse(first.issuedAt), 7 * 86_400_000);
  });

  test("BAR case 33: the next list names a revoked key at once; the program with list n refuses list n − 1", async () => {
    const program = await Program.built(carnet);
    const old = await load();
    await revoke("key_b", "2010-03-20T00:00:00Z");
    await revoke("key_a", null);
    const fresh = await load();
    assert.deepEqual([fresh.sequence, keysIn(fresh.list)], [old.sequence + 1, ["key_a", "key_b"]]);
    assert.equal(await program.learn(carnet, fresh.list), "ok");
    assert.deepEqual(program.state.revoked, ["key_a", "key_b"]);
    assert.equal(await program.learn(carnet, old.list), "older_list");
    assert.deepEqual(program.state.revoked, ["key_a", "key_b"]);
  });

  test("200 who ask at once while keys are revoked: one list for each number, none missing, the last names all", async () => {
    const before = (await load()).sequence;
    const asked = Array.from({ length: 200 }, (_, i) =>
      i % 10 === 0 ? revoke(`key_burst${i}`, null).then(() => undefined) : load(),
    );
    await Promise.all(asked);
    const last = await load();
    assert.equal(keysIn(last.list).filter((id) => id.startsWith("key_burst")).length, 20);
    const { rows } = await sql<{ sequence: number; many: number }>`
      select sequence, count(*)::int as many from license_lists where kind = 'revocations' group by sequence order by 1`.execute(
      owner,
    );
    assert.deepEqual(
      rows.map(({ sequence }) => sequence),
      Array.from({ length: last.sequence }, (_, i) => i + 1),
    );
    assert.ok(rows.every(({ many }) => many === 1));
    assert.ok(last.sequence > before);
  });

  test("is kept for a minute and answered by its tag", async () => {
    const reply = await carnet.as(undefined, { url: URL });
    assert.equal(reply.headers["cache-control"], "public, max-age=60");
    const headers = { "if-none-match": String(reply.headers.etag) };
    const again = await carnet.as(undefined, { url: URL, headers });
    assert.deepEqual([again.statusCode, again.body], [304, ""]);
    const keys = await carnet.as(undefined, { url: "/v1/licensing/public-keys" });
    const known = { "if-none-match": String(keys.headers.etag) };
    assert.equal(
      (await carnet.as(undefined, { url: "/v1/licensing/public-keys", headers: known })).statusCode,
      304,
    );
  });

  test("a key drops off once its last file is over, and a new list comes before the old one's promise ends", async () => {
    const { sequence, nextBy } = await load();
    clock.set(new Date(Date.parse(nextBy) - 3_600_000).toISOString());
    await portal.jobs.catchUp();
    const newest = await asPortal({ db: portal.db } as never, newestRevocations);
    assert.equal(newest?.sequence, sequence + 1);
    clock.set("2010-03-20T00:00:01Z");
    await portal.jobs.catchUp();
    const { list } = await load();
    assert.ok(!keysIn(list).includes("key_b") && keysIn(list).includes("key_a"));
  });

  test("the database keeps what was published: no number twice, none skipped, none changed", async () => {
    const query = sql`update license_list_heads set sequence = sequence - 1 where kind = 'revocations'`;
    await assert.rejects(query.execute(owner), /only goes on/);
    await assert.rejects(sql`update license_lists set text = ''`.execute(portal.db), /permission denied/);
    await assert.rejects(sql`delete from license_lists`.execute(portal.db), /permission denied/);
  });
});
