/** Emergency keys: asked about after 48 hours, ended after 72, and made good or ended by an answer. Source: issue 5 point 8. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { addKeyProducts } from "../../../test/key-products.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../../test/keys.ts";
import { clearRescues } from "../../../test/rescues.ts";
import { readLicenseFile } from "../../license-files/index.ts";

let stage: KeyStage;
before(async () => {
  stage = await keyStage();
  await addKeyProducts(stage.portal);
});
after(() => stage.close());
beforeEach(async () => {
  await clearRescues(stage.portal);
  await clearKeys(stage.portal);
  stage.portal.clock.set(NOW);
  stage.portal.signOut();
});

const SITE = `/v1/sites/${CAST.aoba}`;
const NOW = "2010-03-01T03:00:00Z";
const DEAD = { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "app01" };
const NEW = { kind: "ethernet", value: "00:1B:44:11:3A:C8", name: "app02" };
const REASON = "power supply burnt";

async function dead(quantity = 6): Promise<{ hostId: string; keyId: string }> {
  const { key } = (await stage.get({ quantity, host: DEAD })).json();
  return { hostId: key.host.id, keyId: key.id };
}

async function rescue(payload: Record<string, unknown>, email = HANA) {
  const body = { host: NEW, reason: REASON, ...payload };
  return stage.portal.as(email, { method: "POST", url: `${SITE}/license-keys/rescues`, payload: body });
}

const settle = (rescueId: string, outcome: string) =>
  stage.portal.as(HANA, {
    method: "POST",
    url: `${SITE}/license-keys/rescues/${rescueId}/outcome`,
    payload: { outcome },
  });

async function mailsOf(template: string) {
  const { rows } = await sql<{ template: string; toAddress: string }>`
    select template, to_address from mails where template like ${template} order by template, to_address`.execute(
    stage.portal.owner,
  );
  return rows;
}

describe("issue 5 point 8: how it went on", () => {
  test("after 48 hours it is asked once, by mail; after 72 the emergency key is over and the question stays", async () => {
    const { hostId } = await dead();
    const { id } = (await rescue({ hostId })).json().rescue;
    stage.portal.clock.set("2010-03-03T02:59:59Z");
    await stage.portal.portal.jobs.catchUp();
    assert.deepEqual(await mailsOf("rescue.follow-up"), []);
    stage.portal.clock.set("2010-03-03T03:00:00Z");
    await stage.portal.portal.jobs.catchUp();
    await stage.portal.portal.jobs.catchUp();
    assert.deepEqual(await mailsOf("rescue.follow-up"), [{ template: "rescue.follow-up", toAddress: HANA }]);
    stage.portal.clock.set("2010-03-04T03:00:00Z");
    await stage.portal.portal.jobs.catchUp();
    stage.portal.signOut();
    const read = (await stage.portal.as(HANA, { url: `${SITE}/license-keys/rescues/${id}` })).json();
    assert.deepEqual([read.state, read.keys[0].isInForce], ["open", false]);
    assert.deepEqual(await stage.uneven(), []);
  });

  test("the host is dead: its keys return and stand on the new one for good in one step; the pool never moves", async () => {
    const { hostId, keyId } = await dead(6);
    const { id, keys } = (await rescue({ hostId })).json().rescue;
    const reply = await settle(id, "dead");
    assert.equal(reply.statusCode, 200, reply.body);
    const { moved, files, rescue: settled } = reply.json();
    assert.deepEqual(
      moved.map((each: { formerKeyId: string; quantity: number }) => [each.formerKeyId, each.quantity]),
      [[keyId, 6]],
    );
    assert.equal(settled.state, "dead");
    const [fresh, emptied] = files.map((file: { text: string }) =>
      readLicenseFile(stage.portal.portal.licenseSigning, file.text),
    );
    assert.deepEqual(
      fresh.keys.map((key: { kind: string; quantity: number }) => [key.kind, key.quantity]),
      [["permanent", 6]],
    );
    assert.deepEqual([fresh.host.name, emptied.host.name, emptied.keys], ["app02", "app01", []]);
    assert.equal((await stage.pool()).issued, 6);
    const revoked = await sql<{ id: string }>`select license_key_id as id from license_revocations`.execute(
      stage.portal.owner,
    );
    assert.deepEqual(revoked.rows.map((row) => row.id).toSorted(), [keyId, keys[0].keyId].toSorted());
    assert.deepEqual(
      [(await settle(id, "back")).json().code, (await settle(id, "dead")).json().state],
      ["rescue_settled", "dead"],
    );
  });

  test("the host is back: the emergency key ends and the old key goes on", async () => {
    const { hostId, keyId } = await dead(6);
    const { id } = (await rescue({ hostId })).json().rescue;
    const { files, moved } = (await settle(id, "back")).json();
    assert.deepEqual(moved, []);
    assert.deepEqual(readLicenseFile(stage.portal.portal.licenseSigning, files[0].text)?.keys, []);
    assert.equal(
      (await stage.portal.as(HANA, { url: `${SITE}/license-keys/${keyId}` })).json().state,
      "issued",
    );
    assert.equal((await stage.pool()).issued, 6);
  });

  test("the first page of the site asks until somebody answers; the pages take and settle the same", async () => {
    const { hostId } = await dead(2);
    const page = `/sites/${CAST.aoba}/license-keys/rescue`;
    const send = (url: string, values: Record<string, string>) =>
      stage.portal.as(HANA, {
        method: "POST",
        url,
        headers: { "content-type": "application/x-www-form-urlencoded" },
        payload: new URLSearchParams(values).toString(),
      });
    const values = { hostId, kind: "ethernet", value: "00:1B", name: "", reason: REASON };
    assert.equal((await send(page, values)).statusCode, 400);
    assert.equal((await send(page, { ...values, value: DEAD.value })).statusCode, 409);
    const taken = await send(page, { ...values, value: NEW.value });
    assert.equal(taken.statusCode, 303, taken.body);
    const one = String(taken.headers.location);
    const home = async () => (await stage.portal.as(HANA, { url: `/sites/${CAST.aoba}` })).body;
    assert.ok((await home()).includes(one));
    assert.equal((await send(one, { outcome: "back" })).statusCode, 303);
    assert.equal((await send(one, { outcome: "dead" })).statusCode, 303);
    assert.ok(!(await home()).includes(one));
    assert.equal((await stage.portal.as(HANA, { url: one })).statusCode, 200);
  });

  test("two answers at once: one counts, the other is told which", async () => {
    const { hostId } = await dead(6);
    const { id } = (await rescue({ hostId })).json().rescue;
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, i) => settle(id, i % 2 === 0 ? "dead" : "back")),
    );
    assert.deepEqual(
      replies.map(({ statusCode }) => statusCode).toSorted(),
      [200, 409, 409, 409, 409, 409, 409, 409],
    );
    assert.deepEqual(await stage.uneven(), []);
  });
});
