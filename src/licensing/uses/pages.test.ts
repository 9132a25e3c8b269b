/** The page of who uses a key: what it says, and a seat that is freed there. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { HANA } from "../../../test/keys.ts";
import { countSeats, drawn, type LicensingStage, licensingStage, machine } from "../../../test/licensing.ts";

let stage: LicensingStage;
before(async () => {
  stage = await licensingStage();
});
after(() => stage.close());

const pathOf = (keyId: string) => `/sites/${CAST.aoba}/license-keys/${keyId}/uses`;
const look = async (url: string, email = HANA) => {
  const cookie = `${await stage.portal.cookieOf(email)}; language=en`;
  const { statusCode, body } = await stage.portal.app.inject({ url, headers: { cookie } });
  return { statusCode, text: textOf(body) };
};
const free = (keyId: string, useId: string) =>
  stage.portal.as(HANA, { method: "POST", url: `${pathOf(keyId)}/${useId}/end` });
const textOf = (html: string) =>
  html
    .replace(/.*<main/s, "<main")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");
const asked = (key: { secret: string }, of: number) => ({
  key: key.secret,
  machine: machine(of),
  nonce: drawn(of),
  attempt: drawn(of),
});

test("seats lent and borrowed, until when, and who waits; a borrowed one freed goes on offline, and the page says until when", async () => {
  const key = await stage.key({ quantity: 2 });
  await stage.checkOut(asked(key, 1));
  const { leaseId } = (await stage.checkOut({ ...asked(key, 2), borrowDays: 3 })).json();
  await stage.checkOut({ ...asked(key, 3), wait: true });
  const { statusCode, text } = await look(pathOf(key.id));
  assert.equal(statusCode, 200);
  for (const said of [
    "2 of 2",
    "Site 007001234",
    machine(1),
    "Seat lent",
    machine(2),
    "Seat borrowed",
    "Mar 4, 2010",
    "All 2 are in use",
    "Who waits for a seat",
    machine(3),
    "nothing reaches a machine without network",
  ])
    assert.ok(text.includes(said), `${said} in ${text}`);

  const reply = await free(key.id, leaseId);
  assert.equal(reply.statusCode, 303);
  const location = String(reply.headers["location"]);
  assert.equal(location, `${pathOf(key.id)}?freed=2010-03-04T03%3A00%3A00.000Z`);
  assert.match((await look(location)).text, /may go on until Mar 4, 2010/);
  assert.deepEqual(await countSeats(stage.portal, key.id), { used: 1, held: 1 });
  // Pressed twice: what was wished for is so.
  assert.equal((await free(key.id, leaseId)).headers["location"], `${pathOf(key.id)}?freed=before`);
  assert.match((await look(`${pathOf(key.id)}?freed=before`)).text, /had come back already/);
});

test("machines of a node-locked key, and the empty page after the last one was freed", async () => {
  const key = await stage.key({ lock: "node-locked", quantity: 1 });
  const { activationId } = (
    await stage.activate({ key: key.secret, machine: machine(4), name: "build-7" })
  ).json();
  const { text } = await look(pathOf(key.id));
  for (const said of ["build-7", "Activated", "Until it is freed", "1 of 1"])
    assert.ok(text.includes(said), said);
  assert.equal((await free(key.id, activationId)).headers["location"], `${pathOf(key.id)}?freed=now`);
  const after = (await look(`${pathOf(key.id)}?freed=now`)).text;
  for (const said of ["refused at its next question", "Nobody uses it now", "One machine can be activated"])
    assert.ok(after.includes(said), `${said} in ${after}`);
});

test("a key in a file, one that is over, one that is none, and a stranger", async () => {
  await stage.portal.as(HANA, {
    method: "POST",
    url: `/v1/sites/${CAST.aoba}/license-keys`,
    payload: {
      lineId: CAST.aobaDoors,
      quantity: 1,
      host: { kind: "hostname", value: "app01.aoba.example", name: "app01" },
    },
  });
  const { rows } = await sql<{ id: string }>`select id from license_keys where delivery = 'file'`.execute(
    stage.portal.owner,
  );
  assert.match((await look(pathOf(rows[0]?.id ?? ""))).text, /Only online keys are seen in use/);
  const key = await stage.key({ quantity: 1 });
  await stage.end(key.id);
  assert.match((await look(pathOf(key.id))).text, /no longer in force/);
  assert.equal((await look(pathOf("key_none"))).statusCode, 404);
  assert.equal((await free("key_none", "lease_none")).statusCode, 404);
  assert.equal((await look(pathOf(key.id), "mio@aoba.example")).statusCode, 403);
});
