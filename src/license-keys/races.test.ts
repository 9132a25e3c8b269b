/** Many at once for the last keys, beside returns and beside the vendor's feed. Source: BAR rows 6, 7; BR-100. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { feed, line, OTTO, order } from "../../test/feed.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../test/keys.ts";
import { readLicenseFile } from "../license-files/index.ts";
import { reconcileLicenses } from "./reconcile/cli.ts";

let stage: KeyStage;
let revision = 1;
before(async () => {
  stage = await keyStage();
});
after(() => stage.close());
beforeEach(() => clearKeys(stage.portal));

const HOST = { kind: "any", name: "farm" };

/** SO-4700 as the vendor says it now. */
const revise = (lines: object[]) => {
  revision += 1;
  return feed(stage.portal, [order({ number: "SO-4700", orderedOn: "2009-03-12", revision, lines })]);
};
const doors = (quantity: number) => line({ line: 1, part: "D09LELL", quantity });

const sumInForce = async () => {
  const { rows } = await sql<{ sum: number }>`
    select coalesce(sum(quantity), 0)::int as sum from license_keys where state = 'issued'`.execute(
    stage.portal.owner,
  );
  return rows[0]?.sum ?? 0;
};

test("a pool that was tampered with is told by the vendor's look and by the command line; nobody else may look", async () => {
  await stage.get({ quantity: 2, host: HOST });
  const look = async (email: string) => stage.as(email, { url: "/v1/license-pools/verification" });
  assert.deepEqual((await look(OTTO)).json(), { uneven: [] });
  const api = {
    baseUrl: "",
    call: async <Answer>(url: string) => (await stage.as(OTTO, { url })).json<Answer>(),
  };
  assert.equal(await reconcileLicenses.run(api, []), 0);
  await sql`update key_pools set issued = 3`.execute(stage.portal.owner);
  const told = [{ siteId: CAST.aoba, lineId: CAST.aobaDoors, quantity: 3, keys: 2 }];
  assert.deepEqual((await look(OTTO)).json(), { uneven: told });
  assert.equal(await reconcileLicenses.run(api, ["--json"]), 1);
  assert.equal((await look(HANA)).statusCode, 404);
});

test("BR-100 forty gets at once for ten keys: exactly ten are given, the others are told, on one host and on many", async () => {
  for (const host of [() => HOST, (at: number) => ({ kind: "any", name: `farm ${at}` })]) {
    await clearKeys(stage.portal);
    const replies = await Promise.all(
      Array.from({ length: 40 }, (_, at) => stage.get({ quantity: 1, host: host(at) })),
    );
    assert.equal(replies.filter(({ statusCode }) => statusCode === 201).length, 10);
    const refused = replies.filter(({ statusCode }) => statusCode !== 201);
    assert.ok(
      refused.every((reply) => reply.json().code === "quantity_exceeds_available"),
      refused.map(({ body }) => body).join("\n"),
    );
    assert.equal(await sumInForce(), 10);
    assert.deepEqual(await stage.uneven(), []);
  }
});

test("files of one host that are written at once are numbered without a gap, and the newest holds all keys", async () => {
  const replies = await Promise.all(Array.from({ length: 10 }, () => stage.get({ quantity: 1, host: HOST })));
  const files = replies.map((reply) => reply.json().file).toSorted((a, b) => a.sequence - b.sequence);
  assert.deepEqual(
    files.map(({ sequence }) => sequence),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
  const held = files.map(
    ({ text }) => readLicenseFile(stage.portal.portal.licenseSigning, text)?.keys.length,
  );
  assert.deepEqual(held, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test("one key returned by twenty at once goes back once", async () => {
  const { key } = (await stage.get({ quantity: 4, host: HOST })).json();
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, at) => stage.giveBack(key.id, at % 2 === 0 ? {} : { quantity: 1 })),
  );
  assert.equal(replies.filter(({ statusCode }) => statusCode === 200).length, 1);
  assert.ok(replies.every((reply) => reply.statusCode === 200 || reply.json().code === "license_key_over"));
  assert.deepEqual(await stage.uneven(), []);
});

test("gets beside returns beside a feed that lowers the line: whatever wins, keys and line agree, and nothing is 500", async () => {
  for (let round = 0; round < 6; round++) {
    await revise([doors(10)]);
    await clearKeys(stage.portal);
    const held = await Promise.all(Array.from({ length: 4 }, () => stage.get({ quantity: 2, host: HOST })));
    const ids = held.map((reply) => reply.json().key.id as string);
    const [lowered, ...replies] = await Promise.all([
      revise([doors(5)]),
      ...Array.from({ length: 8 }, () => stage.get({ quantity: 1, host: HOST })),
      ...ids.slice(0, 2).map((id) => stage.giveBack(id)),
    ]);
    assert.equal(lowered.state, "applied", JSON.stringify(lowered.faults));
    for (const reply of replies) assert.ok([200, 201, 409].includes(reply.statusCode), reply.body);
    assert.deepEqual(await stage.uneven(), []);
    const pool = await stage.pool();
    assert.equal(pool.issued, await sumInForce());
    assert.equal(pool.excess, Math.max(0, pool.issued - 5));
    const next = await stage.get({ quantity: 1, host: HOST });
    assert.equal(next.statusCode, pool.issued < 5 ? 201 : 409, next.body);
  }
  await revise([doors(10)]);
});

test("a line that the vendor lowered below what is out gives nothing more until enough is returned, and says how much", async () => {
  const ids = [];
  for (const quantity of [6, 2, 2]) ids.push((await stage.get({ quantity, host: HOST })).json().key.id);
  await revise([doors(7)]);
  const { quantity, issued, available, excess } = await stage.pool();
  assert.deepEqual(
    { quantity, issued, available, excess },
    { quantity: 7, issued: 10, available: 0, excess: 3 },
  );
  const refused = await stage.get({ quantity: 1, host: HOST });
  assert.deepEqual(
    [refused.statusCode, refused.json().code, refused.json().excess],
    [409, "line_in_excess", 3],
  );
  await stage.giveBack(ids[1]);
  assert.equal((await stage.pool()).excess, 1);
  await stage.giveBack(ids[2]);
  assert.deepEqual([(await stage.pool()).excess, (await stage.pool()).available], [0, 1]);
  assert.equal((await stage.get({ quantity: 1, host: HOST })).statusCode, 201);
  await revise([doors(10)]);
});

test("a line that the vendor took back: its keys are withdrawn, revoked, and leave the host's next file", async () => {
  const got = (await stage.get({ quantity: 6, host: HOST })).json();
  const online = (await stage.get({ quantity: 1, delivery: "online" })).json();
  const gone = await revise([line({ line: 9, part: "D55WJLL", quantity: 1 })]);
  assert.equal(gone.state, "applied", JSON.stringify(gone.faults));
  const read = async (id: string) =>
    (await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/license-keys/${id}` })).json();
  assert.deepEqual(
    [(await read(got.key.id)).state, (await read(online.key.id)).state],
    ["withdrawn", "withdrawn"],
  );
  const { rows } = await sql<{ reason: string }>`select reason from license_revocations`.execute(
    stage.portal.owner,
  );
  assert.deepEqual(rows, [{ reason: "withdrawn" }, { reason: "withdrawn" }]);
  const file = await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/hosts/${got.key.host.id}/license-file` });
  assert.deepEqual(readLicenseFile(stage.portal.portal.licenseSigning, file.body)?.keys, []);
  const history = (
    await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/license-keys/${got.key.id}/history` })
  ).json();
  assert.deepEqual(
    history.items.map(({ name }: { name: string }) => name),
    ["license-key.withdrawn", "license-key.issued"],
  );
  const told = (await stage.mails()).filter(({ text }) => text.includes("注文明細が取り消されたため"));
  assert.equal(told.length, 1, "one mail for both keys");
  assert.match(told[0]?.text ?? "", /Rational DOORS × 6：farm[\s\S]*Rational DOORS × 1：オンライン/);
  const back = await stage.giveBack(got.key.id);
  assert.deepEqual([back.json().code, back.json().state], ["license_key_over", "withdrawn"]);
  assert.deepEqual(await stage.uneven(), []);
});
