/** What an auditor tried on keys, and what it found. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { feed, order } from "../../test/feed.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../test/keys.ts";

const OTTO = "otto@vendor.example";
let stage: KeyStage;
before(async () => {
  stage = await keyStage();
});
after(() => stage.close());
beforeEach(() => clearKeys(stage.portal));

test("BR-100 the first gets of a line, ten at once for ten keys: each is given one", async () => {
  for (let round = 0; round < 2; round++) {
    await clearKeys(stage.portal);
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        stage.get({ quantity: 1, host: { kind: "any", name: `farm ${at}` } }),
      ),
    );
    assert.deepEqual(
      replies.map(({ statusCode }) => statusCode),
      Array.from({ length: 10 }, () => 201),
      replies.map(({ body }) => body.slice(0, 200)).join("\n"),
    );
    assert.equal((await stage.pool()).issued, 10);
  }
});

test("a key that licence support got on behalf is the vendor's still when a part of it is returned", async () => {
  const issued = await stage.as(OTTO, {
    method: "POST",
    url: `/v1/vendor/license-keys/sites/${CAST.aoba}/keys`,
    payload: { lineId: CAST.aobaDoors, quantity: 3, host: { kind: "any", name: "lab" }, ticket: "LS-1" },
  });
  assert.equal(issued.statusCode, 201, issued.body);
  const returned = await stage.giveBack(issued.json().keyId, { quantity: 1 });
  assert.equal(returned.json().kept.issuedBy, null);
  const list = await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/license-keys` });
  assert.doesNotMatch(list.body, /person_otto|Operator/);
});

test("a hundred and one hosts are moved to one in one step, or it is refused: never a fault of ours", async () => {
  await sql`update entitlement_lines set quantity = 200 where id = ${CAST.aobaDoors}`.execute(
    stage.portal.owner,
  );
  const keys: string[] = [];
  for (let at = 0; at < 101; at++) {
    const got = await stage.get({ host: { kind: "any", name: `farm ${at}` } });
    keys.push(got.json().key.id);
  }
  const moved = await stage.as(HANA, {
    method: "POST",
    url: `/v1/sites/${CAST.aoba}/license-keys/moves`,
    payload: { keys, to: { kind: "any", name: "all" } },
  });
  assert.equal(moved.statusCode, 201, moved.body.slice(0, 300));
  await clearKeys(stage.portal);
  await sql`update entitlement_lines set quantity = 10 where id = ${CAST.aobaDoors}`.execute(
    stage.portal.owner,
  );
});

test("BAR 18 many keys are not revoked by one person with an API key of his own", async () => {
  await stage.get({ quantity: 1, host: { kind: "any", name: "lab" } });
  const made = await stage.as(OTTO, {
    method: "POST",
    url: "/v1/api-keys",
    payload: { name: "mine", scopes: ["license-key.revoke"] },
  });
  assert.equal(made.statusCode, 201, made.body);
  const asked = await stage.portal.app.inject({
    method: "POST",
    url: "/v1/license-key-revocations",
    headers: { authorization: `Bearer ${made.json().key}` },
    payload: { siteNumber: "7001234", reason: "x", ticket: "LS-1" },
  });
  assert.equal(asked.statusCode, 201, asked.body);
  const confirmed = await stage.as(OTTO, {
    method: "POST",
    url: `/v1/license-key-revocations/${asked.json().id}/confirmation`,
    payload: {},
  });
  assert.deepEqual([confirmed.statusCode, confirmed.json().code], [403, "second_agent_for_keys_required"]);
});

test("a list of a million columns is refused in few words, and soon", async () => {
  const post = (payload: string) =>
    stage.as(HANA, {
      method: "POST",
      url: `/v1/sites/${CAST.aoba}/license-keys/imports?dryRun=true`,
      headers: { "content-type": "text/csv" },
      payload,
    });
  const wide = await post(`action,host_kind${",".repeat(1_000_000)}\nget,any`);
  assert.ok(wide.body.length < 20_000, `${wide.statusCode} with ${wide.body.length} characters`);
  assert.equal(wide.json().faults[0].code, "column_unknown");
  const long = await post(
    `action,host_kind,host_name,quantity,product\nget,any,a,1,${"\ufdfa".repeat(300_000)}`,
  );
  assert.ok(long.body.length < 20_000, `${long.statusCode} with ${long.body.length} characters`);
});

test("BAR 11 the revocation list names the keys, too, whose place an ended key had taken: their files are about", async () => {
  const host = { kind: "any", name: "lab" };
  const before = (await stage.get({ quantity: 3, host })).json().key.id;
  await sql`update license_keys set covered_through = '2009-12-31'`.execute(stage.portal.owner);
  const lines = [{ line: 1, part: "E075NLL", quantity: 10, renews: { order: "SO-4700", line: 1 } }];
  await feed(stage.portal, [order({ number: "SO-9411", orderedOn: "2010-02-20", lines })]);
  const renewed = await stage.renew(before);
  assert.equal(renewed.statusCode, 201, renewed.body);
  const after = renewed.json().key.id;
  assert.equal((await stage.giveBack(after)).statusCode, 200);
  const { list } = (await stage.as(undefined, { url: "/v1/licensing/revocations" })).json();
  const payload = Buffer.from(list.split("\n").slice(4, -2).join(""), "base64").toString();
  assert.deepEqual(
    [before, after].map((id) => payload.includes(id)),
    [true, true],
  );
});
