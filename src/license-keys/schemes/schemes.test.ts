/** How keys of a product are made: what the vendor says counts from the next key and file on. Source: issue 5, BAR 11. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { addAgents } from "../../../test/agents.ts";
import { addKeyProducts } from "../../../test/key-products.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../../test/keys.ts";
import { readLicenseFile } from "../../license-files/index.ts";

let stage: KeyStage;
before(async () => {
  stage = await keyStage();
  await addAgents(stage.portal.owner);
  await addKeyProducts(stage.portal);
});
after(() => stage.close());
beforeEach(async () => {
  await clearKeys(stage.portal);
  await sql`delete from key_schemes`.execute(stage.portal.owner);
});

const OTTO = "otto@vendor.example";
const PATH = "/v1/vendor/key-schemes";
const HOST = { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "app01" };
const USUAL = {
  isLasting: false,
  fileDays: null,
  isOnline: true,
  hasFiles: true,
  locks: ["node-locked", "floating"],
  hostKinds: ["ethernet", "disk", "tpm", "hostname", "user", "internet", "any"],
  leaseSeconds: 600,
  borrowDays: 7,
  emergencyPerYear: 3,
};
const change = (payload: object, email = OTTO, product = "doors") =>
  stage.as(email, { method: "PUT", url: `${PATH}/${product}`, payload: { ...USUAL, ...payload } });
const endOf = (text: string) => readLicenseFile(stage.portal.portal.licenseSigning, text)?.keys[0]?.expiresAt;

describe("key schemes", () => {
  test("products with keys are listed with what counts for them; those without keys or with a kit are not", async () => {
    const { items } = (await stage.as(OTTO, { url: PATH })).json();
    assert.deepEqual(items.map((item: { productCode: string }) => item.productCode).toSorted(), [
      "change",
      "doors",
      "quest",
    ]);
    assert.equal(items[0].emergencyPerYear, 3);
    assert.equal((await change({}, OTTO, "was")).json().code, "no_keys_for_product");
    assert.equal((await change({}, OTTO, "none")).statusCode, 404);
  });

  test("BAR 11 the days of a file count from the next file on; what is out stays as it was given", async () => {
    const first = (await stage.get({ quantity: 1, host: HOST })).json().file;
    assert.equal(endOf(first.text), "2010-03-31T03:00:00Z");
    const told = (await change({ fileDays: 7 })).json();
    assert.deepEqual([told.inUse.sites, told.inUse.fileKeys, told.inUse.isLastingOut], [1, 1, false]);
    assert.equal(
      endOf((await stage.get({ quantity: 1, host: HOST })).json().file.text),
      "2010-03-08T03:00:00Z",
    );
    assert.equal(endOf(first.text), "2010-03-31T03:00:00Z");
    await change({ isLasting: true });
    assert.equal(endOf((await stage.get({ quantity: 1, host: HOST })).json().file.text), null);
    assert.equal((await stage.as(OTTO, { url: `${PATH}/doors` })).json().inUse.isLastingOut, true);
  });

  test("what is no longer offered is refused for new keys, and keys in use go on", async () => {
    const key = (await stage.get({ quantity: 1, host: HOST })).json().key;
    await change({ isOnline: false, hostKinds: ["tpm"], locks: ["floating"] });
    assert.equal((await stage.get({ quantity: 1, delivery: "online" })).json().code, "delivery_not_offered");
    assert.equal((await stage.get({ quantity: 1, host: HOST })).json().code, "host_kind_not_offered");
    assert.equal(
      (await stage.get({ quantity: 1, host: HOST, lock: "node-locked" })).json().code,
      "lock_not_offered",
    );
    const now = (await stage.as(HANA, { url: `/v1/sites/site_aoba/license-keys/${key.id}` })).json();
    assert.deepEqual([now.state, now.lock], ["issued", "node-locked"]);
  });

  test("a change is in the audit trail with what was before; the same again is no event", async () => {
    await change({ emergencyPerYear: 1 });
    await change({ emergencyPerYear: 1 });
    const { rows } = await sql<{ facts: { changes: unknown } }>`
      select facts from events where name = 'key-scheme.changed' order by position desc`.execute(
      stage.portal.owner,
    );
    assert.deepEqual(rows[0]?.facts.changes, { emergencyPerYear: { before: 3, after: 1 } });
    const count = rows.length;
    await change({ emergencyPerYear: 1 });
    const again = await sql`select from events where name = 'key-scheme.changed'`.execute(stage.portal.owner);
    assert.equal(again.rows.length, count);
  });

  test("what cannot be is told by field; only operators change it", async () => {
    const { fields } = (await change({ hasFiles: false, isOnline: false, locks: [] })).json();
    assert.deepEqual(Object.keys(fields).toSorted(), ["hasFiles", "locks"]);
    assert.equal((await change({ leaseSeconds: 59 })).statusCode, 400);
    assert.equal((await change({ fileDays: 0 })).statusCode, 400);
    assert.equal((await change({}, "sally@vendor.example")).statusCode, 403);
    assert.equal((await change({}, HANA)).statusCode, 404);
  });

  test("the page saves the same, says what a change reaches, and keeps what was typed when it is wrong", async () => {
    await stage.get({ quantity: 1, host: HOST });
    const send = (values: Record<string, string>) =>
      stage.as(OTTO, {
        method: "POST",
        url: "/operator/key-schemes/doors",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        payload: new URLSearchParams(values).toString(),
      });
    const values = {
      hasFiles: "on",
      "lock.floating": "on",
      "kind.tpm": "on",
      leaseSeconds: "600",
      borrowDays: "7",
      emergencyPerYear: "2",
    };
    const wrong = await send({ ...values, fileDays: "9999" });
    assert.equal(wrong.statusCode, 400);
    assert.match(wrong.body, /value="9999"/);
    const saved = await send({ ...values, fileDays: "14" });
    assert.equal(saved.statusCode, 303, saved.body);
    const page = (await stage.as(OTTO, { url: String(saved.headers.location) })).body;
    assert.match(page, /1 key in files/);
    const { scheme } = (await stage.as(OTTO, { url: `${PATH}/doors` })).json();
    assert.deepEqual(
      [scheme.fileDays, scheme.isOnline, scheme.locks, scheme.hostKinds, scheme.emergencyPerYear],
      [14, false, ["floating"], ["tpm"], 2],
    );
    assert.equal((await stage.as(OTTO, { url: "/operator/key-schemes" })).statusCode, 200);
  });
});
