/** What members see of a key's uses, and a seat that they free. Source: issue 5, point 7. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CAST } from "../../../test/cast.ts";
import { HANA } from "../../../test/keys.ts";
import {
  countSeats,
  drawn,
  eventsOf,
  type LicensingStage,
  licensingStage,
  machine,
} from "../../../test/licensing.ts";

const MIO = "mio@aoba.example";
let stage: LicensingStage;
before(async () => {
  stage = await licensingStage();
});
after(() => stage.close());

const usesOf = async (keyId: string, email = HANA) =>
  stage.portal.as(email, { url: `/v1/sites/${CAST.aoba}/license-keys/${keyId}/uses` });
const end = (keyId: string, useId: string, email = HANA) =>
  stage.portal.as(email, {
    method: "POST",
    url: `/v1/sites/${CAST.aoba}/license-keys/${keyId}/uses/${useId}/end`,
  });

test("machines, seats, what is borrowed until when, and who waits", async () => {
  const key = await stage.key({ quantity: 2 });
  const asked = (of: number) => ({
    key: key.secret,
    machine: machine(of),
    nonce: drawn(of),
    attempt: drawn(of),
  });
  await stage.checkOut(asked(1));
  const { leaseId } = (await stage.checkOut({ ...asked(2), borrowDays: 3 })).json();
  await stage.checkOut({ ...asked(3), wait: true });
  const { used, quantity, uses, waiting, borrowedUntil } = (await usesOf(key.id)).json();
  assert.deepEqual([used, quantity, borrowedUntil], [2, 2, "2010-03-04T03:00:00Z"]);
  assert.deepEqual(
    uses
      .map((use: Record<string, string>) => [use["kind"], use["machine"], use["until"]])
      .sort((a: string[], b: string[]) => String(a[1]).localeCompare(String(b[1]))),
    [
      ["floating", machine(1), "2010-03-01T03:10:00Z"],
      ["borrowed", machine(2), "2010-03-04T03:00:00Z"],
    ],
  );
  assert.deepEqual(
    waiting.map(({ machine: of, position }: { machine: string; position: number }) => [of, position]),
    [[machine(3), 1]],
  );

  const ended = await end(key.id, leaseId);
  assert.deepEqual(
    [ended.statusCode, ended.json()],
    [200, { ended: true, offlineUntil: "2010-03-04T03:00:00.000Z" }],
  );
  assert.deepEqual(await countSeats(stage.portal, key.id), { used: 1, held: 1 });
  assert.equal((await stage.checkOut({ ...asked(3), wait: true })).statusCode, 201);
  const refused = await stage.renew(leaseId, {
    key: key.secret,
    machine: machine(2),
    nonce: drawn(2),
    sequence: 1,
    attempt: drawn(9),
  });
  assert.equal(refused.json().code, "lease_ended");
  assert.equal((await end(key.id, leaseId)).json().code, "license_use_not_found");
  assert.equal((await eventsOf(stage.portal, "license-seat.freed")).length, 1);
});

test("the seat of a machine that died: free for another at once; the dead one, alive again, is not active", async () => {
  const key = await stage.key({ lock: "node-locked", quantity: 1 });
  const [dead, next] = [
    { key: key.secret, machine: machine(1) },
    { key: key.secret, machine: machine(2) },
  ];
  const { activationId } = (await stage.activate(dead)).json();
  assert.equal((await stage.activate(next)).json().code, "activation_limit");
  assert.deepEqual((await end(key.id, activationId)).json(), { ended: true, offlineUntil: null });
  assert.equal((await stage.activate(next)).statusCode, 201);
  assert.equal((await stage.validate(dead)).json().code, "not_activated");
});

test("seats that ran out are not in use, swept or not", async () => {
  const key = await stage.key({ quantity: 2 });
  await stage.checkOut({
    key: key.secret,
    machine: machine(1),
    nonce: drawn(1),
    attempt: drawn(1),
    ttlSeconds: 60,
  });
  stage.at("2010-03-01T03:02:00Z");
  const { used, uses } = (await usesOf(key.id)).json();
  assert.deepEqual([used, uses], [0, []]);
  const { sweepAll } = await import("../housekeeping.operations.ts");
  assert.deepEqual(await countSeats(stage.portal, key.id), { used: 1, held: 1 });
  await sweepAll(stage.portal.portal);
  assert.deepEqual(await countSeats(stage.portal, key.id), { used: 0, held: 0 });
});

test("BR-94 who is no member of the Key Center is told who lets him in; another site's key is not there", async () => {
  const key = await stage.key();
  const reply = await end(key.id, "lease_nothing", MIO);
  assert.deepEqual([reply.statusCode, reply.json().code], [403, "key_membership_required"]);
  assert.equal((await usesOf(key.id, "rei@elsewhere.example")).statusCode, 404);
  const url = `/v1/sites/${CAST.hangang}/license-keys/${key.id}/uses`;
  assert.equal((await stage.portal.as("seoyeon@hangang.example", { url })).statusCode, 404);
});
