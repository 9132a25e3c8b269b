/** The vendor's report of keys that are used in more places than they are for. Source: BAR case 34. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { drawn, type LicensingStage, licensingStage, machine } from "../../../test/licensing.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { deskOf } from "../desk/desk.documents.ts";
import { networkOf } from "../desk/network.rules.ts";
import { reasonsOf } from "./rules.ts";

const OTTO = "otto@vendor.example";
let stage: LicensingStage;

before(async () => {
  stage = await licensingStage();
});
after(() => stage.close());

const report = async (query = "") =>
  (await stage.portal.as(OTTO, { url: `/v1/operator/sharing${query}` })).json();

test("BAR case 34 ‖50 activations from 50 places for 2 seats: exactly 2, and the report says what was tried", async () => {
  const key = await stage.key({ lock: "node-locked", quantity: 2 });
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_, of) =>
      stage.portal.app.inject({
        method: "POST",
        url: "/v1/licensing/activations",
        remoteAddress: `203.0.${of}.7`,
        payload: { key: key.secret, machine: machine(of) },
      }),
    ),
  );
  assert.equal(replies.filter(({ statusCode }) => statusCode === 201).length, 2);
  const refused = replies.filter(({ statusCode }) => statusCode === 409).map((reply) => reply.json());
  assert.equal(refused.length, 48);
  assert.ok(
    refused.every(
      ({ code, quantity, inUse }) => code === "activation_limit" && quantity === 2 && inUse === 2,
    ),
  );
  const [first] = (await report()).items;
  assert.deepEqual(
    [first.keyId, first.quantity, first.machines, first.networks, first.refused, first.reasons],
    [key.id, 2, 2, 50, 48, ["many_networks", "refused"]],
  );
});

test("a key that wanders over more machines than seats, and a lease that two have, are the first in the report", async () => {
  const wandering = await stage.key({ lock: "node-locked", quantity: 1 });
  for (let of = 0; of < 4; of++) {
    const asked = { key: wandering.secret, machine: machine(of) };
    const { activationId } = (await stage.activate(asked)).json();
    await stage.deactivate(activationId, asked);
  }
  const copied = await stage.key({ quantity: 5 });
  const asked = { key: copied.secret, machine: machine(1), nonce: drawn(1), attempt: drawn(2) };
  const { leaseId } = (await stage.checkOut(asked)).json();
  const { attempt: _, ...holder } = asked;
  await stage.renew(leaseId, { ...holder, machine: machine(2), sequence: 1, attempt: drawn(3) });
  const { items } = await report();
  assert.deepEqual(
    items.slice(0, 2).map(({ keyId, reasons }: { keyId: string; reasons: string[] }) => [keyId, reasons]),
    [
      [copied.id, ["possible_copy"]],
      [wandering.id, ["more_machines"]],
    ],
  );
  const page = await report("?limit=1");
  assert.equal(
    (await report(`?limit=1&after=${encodeURIComponent(page.next)}`)).items[0].keyId,
    wandering.id,
  );
  assert.deepEqual(
    (await report("?reason=more_machines")).items.map(({ keyId }: { keyId: string }) => keyId),
    [wandering.id],
  );
  assert.equal((await report("?q=nobody")).items.length, 0);
});

test("a key that is used as it may be is in no report; one that has ended neither", async () => {
  const floating = await stage.key({ quantity: 2 });
  for (let of = 0; of < 8; of++) {
    const asked = { key: floating.secret, machine: machine(of), nonce: drawn(of), attempt: drawn(of) };
    const { leaseId } = (await stage.checkOut(asked)).json();
    const { attempt: _, ...holder } = asked;
    await stage.giveBack(leaseId, { ...holder, sequence: 1 });
  }
  const keys = (await report()).items.map(({ keyId }: { keyId: string }) => keyId);
  assert.ok(!keys.includes(floating.id));
  await stage.end(keys[0]);
  assert.ok(!(await report()).items.some(({ keyId }: { keyId: string }) => keyId === keys[0]));
});

test("the page, its sheets and their words in four languages", async () => {
  for (const language of LANGUAGES) {
    const headers = { cookie: `${await stage.portal.cookieOf(OTTO)}; language=${language}` };
    const { statusCode, body } = await stage.portal.app.inject({ url: "/operator/sharing", headers });
    assert.equal(statusCode, 200, body.slice(0, 300));
    assert.match(body, /007001234/);
  }
  const csv = await stage.portal.as(OTTO, { url: "/operator/sharing.csv" });
  assert.match(csv.body, /007001234/);
  assert.equal((await stage.portal.as(OTTO, { url: "/v1/operator/sharing.xlsx" })).statusCode, 200);
  assert.equal((await stage.portal.as("hana@aoba.example", { url: "/v1/operator/sharing" })).statusCode, 404);
});

test("addresses are never kept, networks are, and are forgotten after the days of the settings", async () => {
  const { rows } = await sql<{
    mark: string;
  }>`select mark from license_sightings where kind = 'network'`.execute(stage.portal.owner);
  assert.ok(
    rows.length > 0 && rows.every(({ mark }) => /^\d+\.\d+\.\d+\.0\/24$/.test(mark)),
    JSON.stringify(rows),
  );
  stage.at("2010-05-30T04:00:00Z"); // ninety days on
  await deskOf(stage.portal.portal).flush();
  const { forgetOld } = await import("../housekeeping.operations.ts");
  await forgetOld(stage.portal.portal);
  const left = await sql`select mark from license_sightings`.execute(stage.portal.owner);
  assert.equal(left.rows.length, 0);
});

test("a network is the first three numbers of an IPv4 address, the first 48 bits of an IPv6 one", () => {
  const cases: [string, string][] = [
    ["203.0.113.9", "203.0.113.0/24"],
    ["::ffff:203.0.113.9", "203.0.113.0/24"],
    ["2001:DB8:1:2:3:4:5:6", "2001:db8:1::/48"],
    ["2001:db8::1", "2001:db8:0::/48"],
    ["::1", "0:0:0::/48"],
    ["fe80::1%eth0", "fe80:0:0::/48"],
  ];
  for (const [address, network] of cases) assert.equal(networkOf(address), network);
});

test("reasons: as many as seats is usual, one more is not; a floating key may see many machines", () => {
  const usual = {
    lock: "node-locked",
    quantity: 2,
    machines: 2,
    networks: 4,
    refused: 0,
    copies: 0,
  } as const;
  assert.deepEqual(reasonsOf(usual), []);
  assert.deepEqual(reasonsOf({ ...usual, machines: 3 }), ["more_machines"]);
  assert.deepEqual(reasonsOf({ ...usual, lock: "floating", machines: 300 }), []);
  assert.deepEqual(reasonsOf({ ...usual, networks: 5 }), ["many_networks"]);
  assert.deepEqual(reasonsOf({ ...usual, quantity: 1, machines: 1, networks: 3 }), []);
});
