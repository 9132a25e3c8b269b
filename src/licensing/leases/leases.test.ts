/** Seats of a floating key: the codes of the API, one by one. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { newState, readLease, trustKeys } from "../../../packages/license/src/index.ts";
import {
  countSeats,
  drawn,
  eventsOf,
  type LicensingStage,
  licensingStage,
  machine,
  type OnlineKey,
} from "../../../test/licensing.ts";
import { newLicenseSecret } from "../../platform/tokens.ts";

let stage: LicensingStage;
let key: OnlineKey;
let draws = 0;
let day = 0;
/** Time never goes back: each test has a day of its own. */
const on = (time: string) => `2010-03-${String(day).padStart(2, "0")}T${time}`;

before(async () => {
  stage = await licensingStage();
});
after(() => stage.close());
beforeEach(async () => {
  day += 1;
  stage.at(on("03:00:00Z"));
  key = await stage.key({ quantity: 2 });
});

const draw = () => drawn(++draws);
const asking = (of = 1, more: object = {}) => ({
  key: key.secret,
  machine: machine(of),
  nonce: draw(),
  attempt: draw(),
  ...more,
});

async function hold(of = 1, more: object = {}) {
  const asked = asking(of, more);
  const reply = await stage.checkOut(asked);
  assert.equal(reply.statusCode, 201, reply.body);
  const { leaseId, ...lease } = reply.json();
  const holder = { key: asked.key, machine: asked.machine, nonce: asked.nonce };
  return { asked, leaseId, ...lease, holder };
}

const refusal = (reply: { statusCode: number; json(): { code: string } }) =>
  `${reply.statusCode} ${reply.json().code}`;

test("201 with a signed lease that says whose it is, for ten minutes when nobody says another time", async () => {
  const { token, leaseId, sequence, expiresAt, renewAfter, asked } = await hold(1);
  assert.deepEqual([sequence, expiresAt, renewAfter], [1, on("03:10:00.000Z"), 300]);
  const { keys } = (await stage.portal.app.inject({ url: "/v1/licensing/public-keys" })).json();
  const read = await readLease(
    token,
    await trustKeys(keys.map(({ publicKey }: { publicKey: string }) => publicKey)),
  );
  assert.ok(read.ok, read.code);
  const { nonce, machine: of } = asked;
  const said = {
    leaseId,
    licenseKeyId: key.id,
    product: "doors",
    coveredThrough: "2010-03-31",
    machine: of,
    nonce,
  };
  for (const [name, value] of Object.entries({ ...said, sequence: 1, kind: "floating", expiresAt }))
    assert.equal(read.value[name as "leaseId"], value, name);
  assert.ok(newState());
});

test("the same question again gives the same lease, byte for byte, and one seat is taken", async () => {
  const asked = asking(1, { ttlSeconds: 60 });
  const replies = await Promise.all(Array.from({ length: 10 }, () => stage.checkOut(asked)));
  assert.deepEqual(new Set(replies.map(({ body }) => body)).size, 1);
  assert.deepEqual(await countSeats(stage.portal, key.id), { used: 1, held: 1 });
  stage.at(on("03:00:30Z"));
  assert.equal((await stage.checkOut(asked)).body, replies[0]?.body);
});

test("renewed: the sequence grows; the same attempt again gets the same answer", async () => {
  const { leaseId, holder } = await hold(1, { ttlSeconds: 600 });
  stage.at(on("03:05:00Z"));
  const asked = { ...holder, sequence: 1, attempt: draw() };
  const reply = await stage.renew(leaseId, asked);
  assert.equal(reply.statusCode, 200, reply.body);
  assert.deepEqual([reply.json().sequence, reply.json().expiresAt], [2, on("03:15:00.000Z")]);
  stage.at(on("03:06:00Z"));
  assert.equal((await stage.renew(leaseId, asked)).body, reply.body);
});

test("409 stale_sequence: both are refused until one checks out anew, who takes over the seat", async () => {
  const { leaseId, holder } = await hold(1);
  await hold(2);
  await stage.renew(leaseId, { ...holder, sequence: 1, attempt: draw() });
  assert.equal(
    refusal(await stage.renew(leaseId, { ...holder, sequence: 1, attempt: draw() })),
    "409 stale_sequence",
  );
  assert.equal(
    refusal(await stage.renew(leaseId, { ...holder, sequence: 2, attempt: draw() })),
    "409 lease_contested",
  );
  assert.equal(refusal(await stage.giveBack(leaseId, { ...holder, sequence: 2 })), "409 lease_contested");
  assert.equal(refusal(await stage.checkOut(asking(3))), "409 no_seats"); // the seat stays taken: one of them may be right
  await hold(1);
  assert.equal(
    refusal(await stage.renew(leaseId, { ...holder, sequence: 2, attempt: draw() })),
    "409 lease_ended",
  );
  assert.deepEqual(await countSeats(stage.portal, key.id), { used: 2, held: 2 });
  const told = (await eventsOf(stage.portal, "license-seat.copy-suspected")).at(-1);
  assert.deepEqual([told?.["leaseId"], told?.["reason"]], [leaseId, "stale_sequence"]);
});

test("409 no_seats says how many, and when the next is free at the latest", async () => {
  await hold(1, { ttlSeconds: 60 });
  await hold(2, { ttlSeconds: 600 });
  const { statusCode, json } = await stage.checkOut(asking(3));
  const { code, quantity, inUse, nextFreeAt } = json();
  assert.deepEqual(
    [statusCode, code, quantity, inUse, nextFreeAt],
    [409, "no_seats", 2, 2, on("03:01:00.000Z")],
  );
  stage.at(on("03:01:00Z"));
  await hold(3);
});

test("404 license_not_found for a key that never was, and for one that has ended, in the same words", async () => {
  const replies = [await stage.checkOut(asking(1, { key: newLicenseSecret() }))];
  await stage.end(key.id);
  replies.push(await stage.checkOut(asking(1)));
  const bodies = replies.map((reply) => ({ ...reply.json(), requestId: "" }));
  assert.deepEqual(bodies[0], bodies[1]);
  assert.deepEqual([bodies[0].status, bodies[0].code], [404, "license_not_found"]);
});

test("a key that ends ends its leases at once: 409 lease_ended, and its seats are free", async () => {
  const { leaseId, holder } = await hold(1);
  await stage.end(key.id, "returned");
  assert.equal(
    refusal(await stage.renew(leaseId, { ...holder, sequence: 1, attempt: draw() })),
    "409 lease_ended",
  );
  assert.equal((await stage.giveBack(leaseId, { ...holder, sequence: 1 })).statusCode, 200);
  assert.deepEqual(await countSeats(stage.portal, key.id), { used: 0, held: 0 });
});

test("borrowed for days: 201, a longer lease, an event; 409 borrow_not_offered beyond what the vendor allows", async () => {
  const { expiresAt, leaseId } = await hold(1, { borrowDays: 7 });
  const days = (Date.parse(expiresAt) - stage.portal.clock.now().getTime()) / 86_400_000;
  assert.equal(days, 7);
  const reply = await stage.checkOut(asking(2, { borrowDays: 8 }));
  assert.equal(refusal(reply), "409 borrow_not_offered");
  assert.equal(reply.json().borrowDays, 7);
  assert.equal((await eventsOf(stage.portal, "license-seat.borrowed")).length, 1);
  assert.ok(leaseId.startsWith("lease_"));
});

test("409 not_activated: a node-locked key lends no seats; 409 license_expired after the key's own end", async () => {
  const locked = await stage.key({ lock: "node-locked" });
  assert.equal(refusal(await stage.checkOut(asking(1, { key: locked.secret }))), "409 not_activated");
  const short = await stage.key({ expiresAt: on("03:05:00Z") });
  const { expiresAt } = await hold(1, { key: short.secret });
  assert.equal(expiresAt, on("03:05:00.000Z")); // no longer than the key
  stage.at(on("03:05:00Z"));
  assert.equal(refusal(await stage.checkOut(asking(2, { key: short.secret }))), "409 license_expired");
});

test("400 names every field that is wrong", async () => {
  const { statusCode, json } = await stage.checkOut({
    key: "",
    machine: "short",
    nonce: "a b",
    attempt: draw(),
    ttlSeconds: 59,
  });
  assert.equal(statusCode, 400);
  assert.deepEqual(Object.keys(json().fields).sort(), ["key", "machine", "nonce", "ttlSeconds"]);
  const both = await stage.checkOut(asking(1, { ttlSeconds: 60, borrowDays: 1 }));
  assert.deepEqual(both.json().fields, { borrowDays: ["ttl_or_days"] });
});
