/** What was revoked is refused by the very next question of a program. Source: BAR 11, case 33. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { sql } from "kysely";
import { licensingStage, machine } from "../../../test/licensing.ts";
import { OTTO } from "../../../test/signing.ts";

const stage = await licensingStage();
after(() => stage.close());

test("BAR case 33: online it is refused within a second of the answer that it was revoked, and its seat ends", async () => {
  const { id, secret: key } = await stage.key({ lock: "node-locked", quantity: 1 });
  await sql`update key_pools set issued = 1`.execute(stage.portal.owner); // as when it was got from its line
  assert.equal((await stage.activate({ key, machine: machine(1) })).statusCode, 201);
  const asked = { key, machine: machine(1), product: "doors", releasedOn: "2010-01-01" };
  assert.equal((await stage.validate(asked)).json().code, "valid");
  const done = await stage.portal.as(OTTO, {
    method: "POST",
    url: "/v1/license-key-revocations",
    payload: { keyId: id, reason: "leaked", ticket: "LS-1" },
  });
  assert.equal(done.statusCode, 201, done.body);
  const from = performance.now();
  assert.equal((await stage.validate(asked)).json().code, "revoked");
  const took = performance.now() - from;
  assert.ok(took < 1000, `${took} ms`);
  assert.equal((await stage.validate({ ...asked, machine: machine(2) })).json().code, "unknown");
  assert.equal((await stage.activate({ key, machine: machine(2) })).json().code, "license_not_found");
  const { list } = (await stage.portal.as(undefined, { url: "/v1/licensing/revocations" })).json();
  assert.match(Buffer.from(list.split("\n").slice(4, -2).join(""), "base64").toString(), new RegExp(id));
});
