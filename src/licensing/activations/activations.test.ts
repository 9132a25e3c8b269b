/** Machines of a node-locked key, and limits of asking. Source: issue 5, point 7; BAR 6, 43, case 34. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  countSeats,
  eventsOf,
  type LicensingStage,
  licensingStage,
  machine,
} from "../../../test/licensing.ts";
import { createApp } from "../../app.ts";
import { newLicenseSecret } from "../../platform/tokens.ts";
import { openPortal } from "../../portal.ts";
import { deskOf } from "../desk/desk.documents.ts";

let stage: LicensingStage;
before(async () => {
  stage = await licensingStage();
});
after(() => stage.close());

const refusal = (reply: { statusCode: number; json(): { code: string } }) =>
  `${reply.statusCode} ${reply.json().code}`;

test("201, the same machine again 200 with the same activation; taken off 200, twice 200; another machine's 409 wrong_machine", async () => {
  const key = await stage.key({ lock: "node-locked", quantity: 2 });
  const asked = { key: key.secret, machine: machine(1) };
  const first = await stage.activate({ ...asked, name: "花子のPC" });
  assert.equal(first.statusCode, 201);
  const { activationId, quantity, inUse } = first.json();
  assert.deepEqual([quantity, inUse], [2, 1]);
  const again = await stage.activate(asked);
  assert.deepEqual([again.statusCode, again.json()], [200, first.json()]);
  assert.equal(
    refusal(await stage.deactivate(activationId, { ...asked, machine: machine(2) })),
    "409 wrong_machine",
  );
  for (const _ of [1, 2]) assert.equal((await stage.deactivate(activationId, asked)).statusCode, 200);
  assert.deepEqual(await countSeats(stage.portal, key.id), { used: 0, held: 0 });
  assert.equal((await stage.validate(asked)).json().code, "not_activated");
  const names = (await eventsOf(stage.portal, "license-machine.activated")).map(({ machine: name }) => name);
  assert.deepEqual(names, ["花子のPC"]);
});

test("404 license_not_found for no key and for one that ended; its activations are over, and freeing them is no fault", async () => {
  const key = await stage.key({ lock: "node-locked" });
  const asked = { key: key.secret, machine: machine(1) };
  const { activationId } = (await stage.activate(asked)).json();
  await stage.end(key.id, "withdrawn");
  assert.deepEqual(await countSeats(stage.portal, key.id), { used: 0, held: 0 });
  const start = performance.now();
  while (refusal(await stage.activate(asked)) !== "404 license_not_found")
    assert.ok(performance.now() - start < 1_000);
  assert.equal((await stage.deactivate(activationId, asked)).statusCode, 200);
  assert.equal(refusal(await stage.activate({ ...asked, key: newLicenseSecret() })), "404 license_not_found");
});

test("409 lease_required of a floating key; 409 license_expired of one whose time is over", async () => {
  const floating = await stage.key();
  assert.equal(
    refusal(await stage.activate({ key: floating.secret, machine: machine(1) })),
    "409 lease_required",
  );
  const over = await stage.key({ lock: "node-locked", expiresAt: "2010-02-28T00:00:00Z" });
  assert.equal(
    refusal(await stage.activate({ key: over.secret, machine: machine(1) })),
    "409 license_expired",
  );
});

test("BAR case 34 who tries many keys is told to wait, 429 with Retry-After; who has a key goes on; a restart forgets nothing", async () => {
  const strict = await licensingStage({
    settings: { CARNET_LICENSING_UNKNOWN: "20", CARNET_LICENSING_PER_KEY: "10" },
  });
  try {
    const key = await strict.key({ lock: "node-locked", quantity: 1 });
    const guess = (on = strict.portal.app) =>
      on.inject({ method: "POST", url: "/v1/licensing/validations", payload: { key: newLicenseSecret() } });
    const guesses = await Promise.all(Array.from({ length: 60 }, () => guess()));
    assert.equal(guesses.filter(({ statusCode }) => statusCode === 200).length, 20);
    const late = guesses.filter(({ statusCode }) => statusCode === 429);
    assert.equal(late.length, 40);
    assert.ok(
      late.every(
        ({ headers }) => Number(headers["retry-after"]) >= 1 && Number(headers["retry-after"]) <= 60,
      ),
    );
    const ask = () => strict.validate({ key: key.secret });
    const mine = await Promise.all(Array.from({ length: 40 }, ask)); // 10, and 20 for its seat
    assert.equal(mine.filter(({ statusCode }) => statusCode === 200).length, 30);
    await deskOf(strict.portal.portal).flush();
    const { portal: before, database } = strict.portal;
    const second = await openPortal(before.config, database.connection, {
      log: before.log,
      clock: before.clock,
    });
    const app = await createApp(second.portal);
    try {
      assert.equal((await guess(app)).statusCode, 429);
      const own = await app.inject({
        method: "POST",
        url: "/v1/licensing/validations",
        payload: { key: key.secret },
      });
      assert.equal(own.statusCode, 429);
    } finally {
      await app.close();
      await second.close();
    }
  } finally {
    await strict.close();
  }
});
