/** `POST /v1/licensing/files`: a program swaps its host's file for the newest one. Source: docs/license-file.md. */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { CAST } from "../../../test/cast.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../../test/keys.ts";
import { eventsOf } from "../../../test/licensing.ts";
import { testPortal } from "../../../test/portal.ts";
import { addApiKey } from "../../../test/signing.ts";
import { readLicenseFile } from "../../license-files/index.ts";

const APP = { kind: "hostname", value: "app01.aoba.example", name: "app01" };
let stage: KeyStage;
before(async () => {
  stage = await keyStage();
});
after(() => stage.close());
beforeEach(() => clearKeys(stage.portal));
afterEach(() => stage.portal.clock.set("2010-03-01T03:00:00Z"));

const swap = (file: string) =>
  stage.as(undefined, { method: "POST", url: "/v1/licensing/files", payload: { file } });
const got = async (payload: object = {}) => {
  const { key, file } = (await stage.get({ host: APP, ...payload })).json();
  return { keyId: key.id as string, text: file.text as string, sequence: file.sequence as number };
};
const held = (text: string) =>
  readLicenseFile(stage.portal.portal.licenseSigning, text)?.keys.map(({ id }) => id);

test("an older file of the host is swapped for the newest, which stays the same while it is fresh", async () => {
  const first = await got();
  const second = await got();
  const reply = await swap(first.text);
  assert.deepEqual([reply.statusCode, reply.json()], [200, { file: second.text, sequence: second.sequence }]);
  assert.deepEqual((await swap(second.text)).json().file, second.text);
  assert.deepEqual((await swap(first.text.replaceAll("\n", "\r\n"))).json().file, second.text);
  assert.deepEqual(await eventsOf(stage.portal, "license-file.refreshed"), []);
});

test("a file whose time is over still swaps: the new one begins now, and the site reads of it", async () => {
  const { keyId, text, sequence } = await got();
  stage.portal.clock.set("2010-06-01T03:00:00Z");
  const { file, sequence: next } = (await swap(text)).json();
  assert.equal(next, sequence + 1);
  const { issuedAt, keys } = readLicenseFile(stage.portal.portal.licenseSigning, file) ?? {};
  assert.deepEqual([issuedAt, keys?.[0]?.expiresAt], ["2010-06-01T03:00:00Z", "2010-07-01T03:00:00Z"]);
  const [told] = await eventsOf(stage.portal, "license-file.refreshed");
  assert.deepEqual([told?.["host"], told?.["keyIds"]], ["app01", [keyId]]);
});

test("a host whose keys were all returned gets the empty file, by which it forgets them", async () => {
  const { keyId, text } = await got();
  await stage.giveBack(keyId);
  assert.deepEqual(held((await swap(text)).json().file), []);
});

test("an altered file, one of another portal, and what is no file: not found, none told from the other", async () => {
  const { text } = await got();
  const lines = text.split("\n");
  const body = lines[4] ?? "";
  const altered = text.replace(body, `${body.slice(0, 40)}${body[40] === "A" ? "B" : "A"}${body.slice(41)}`);
  const other = await testPortal();
  const foreign = await other.as(HANA, {
    method: "POST",
    url: `/v1/sites/${CAST.aoba}/license-keys`,
    payload: { lineId: CAST.aobaDoors, quantity: 1, host: APP },
  });
  await other.close();
  const texts = [altered, foreign.json().file.text, "-----BEGIN CARNET LICENSE-----", "hello"];
  for (const each of texts) {
    const { statusCode, body: said } = await swap(each);
    assert.deepEqual([statusCode, JSON.parse(said).code], [404, "license_not_found"], each.slice(0, 200));
  }
});

test("a file by a key that was compromised since: the very file that we gave is swapped, a forged one is not", async () => {
  const { keyId, text } = await got();
  const { licenseSigning } = stage.portal.portal;
  const [stolen, sign] = [licenseSigning.keyId, licenseSigning.sign];
  // What a thief can write: the file with one thing changed, signed by the stolen key.
  const forged = forge(text, (bytes) => sign(bytes, stolen));
  const bearer = await addApiKey(stage.portal.owner, "signing-key.manage");
  const done = await stage.portal.app.inject({
    method: "POST",
    url: `/v1/signing-keys/${stolen}/compromise`,
    headers: { authorization: `Bearer ${bearer}` },
    payload: { reason: "laptop lost" },
  });
  assert.equal(done.statusCode, 201);
  assert.equal(readLicenseFile(licenseSigning, text), null, "the signature proves nothing any more");

  const reply = await swap(text.replaceAll("\n", "\r\n"));
  assert.equal(reply.statusCode, 200, reply.body);
  assert.deepEqual(held(reply.json().file), [keyId]);
  assert.match(reply.json().file, new RegExp(`^Key: ${licenseSigning.keyId}$`, "m"));
  assert.deepEqual((await swap(forged)).json().code, "license_not_found");
});

function forge(text: string, sign: (bytes: Buffer) => Buffer): string {
  const [begin = "", key = "", , , ...rest] = text.split("\n");
  const payload = Buffer.from(rest.slice(0, -2).join(""), "base64")
    .toString()
    .replace('"quantity":1', '"quantity":9');
  const lines =
    Buffer.from(payload)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  const signature = `Signature: ${sign(Buffer.from(payload)).toString("base64")}`;
  return [begin, key, signature, "", ...lines, "-----END CARNET LICENSE-----", ""].join("\n");
}
