/** A licensed program, with `@carnet/license` in it, before the real portal: keys that a member took, over a real port. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type ClientOptions,
  checkLicense,
  openClient,
  readLicense,
  type Trust,
  trustKeys,
} from "../packages/license/src/index.ts";
import { clearKeys, type KeyStage, keyStage, MAC } from "./keys.ts";

const NOW = "2010-03-01T03:00:00Z";
let stage: KeyStage;
let base: string;
let trust: Trust;

before(async () => {
  stage = await keyStage({ now: NOW });
  base = await stage.portal.app.listen({ port: 0, host: "127.0.0.1" });
  const reply = await fetch(`${base}/v1/licensing/public-keys`);
  const { keys } = (await reply.json()) as { keys: { publicKey: string }[] };
  trust = await trustKeys(keys.map(({ publicKey }) => publicKey));
});
after(() => stage.close());
beforeEach(() => clearKeys(stage.portal));

const PROGRAM = { product: "doors", releasedOn: "2010-02-01" };
const now = (): number => stage.portal.clock.now().getTime();
const machine = (name: string): string => `m1:machine-of-${name}-0001`;

/** A program on a machine of this name, with a memory of its own. */
function program(key: string, name: string, change: Partial<ClientOptions> = {}) {
  let kept: string | null = null;
  const store = {
    load: () => kept,
    save: (text: string) => {
      kept = text;
    },
  };
  const noPause = async (): Promise<void> => {};
  return openClient({
    base,
    key,
    machine: machine(name),
    trust,
    store,
    now,
    sleep: noPause,
    ...PROGRAM,
    ...change,
  });
}

async function online(
  lock: "floating" | "node-locked",
  quantity: number,
): Promise<{ id: string; secret: string }> {
  const reply = await stage.get({ delivery: "online", lock, quantity });
  assert.equal(reply.statusCode, 201, reply.body);
  return { id: reply.json().key.id, secret: reply.json().secret };
}

describe("a floating key of two seats", () => {
  test("is good for whoever has a seat; effective at once after it was taken", async () => {
    const { secret } = await online("floating", 2);
    const it = await program(secret, "one");
    assert.equal((await it.validate()).code, "lease_required");
    const seat = await it.checkout();
    assert.ok(seat.ok, seat.ok ? "" : seat.code);
    assert.deepEqual([seat.check().code, (await it.validate()).code], ["ok", "ok"]);
    assert.deepEqual([(await seat.renew()).code, seat.lease.sequence], ["ok", 2]);
    assert.deepEqual(
      [await seat.return(), await seat.return(), (await it.validate()).code],
      ["ok", "ok", "lease_required"],
    );
    assert.equal((await (await program(secret, "one", { product: "was" })).validate()).code, "wrong_product");
    assert.equal(
      (await (await program(secret, "one", { releasedOn: "2010-04-01" })).validate()).code,
      "not_covered",
    );
    assert.equal((await (await program(`${secret.slice(0, -1)}!`, "one")).validate()).code, "unknown");
  });

  test("BAR case 6 takes two and no third, who waits and is next", async () => {
    const { secret } = await online("floating", 2);
    const [one, two] = [
      await (await program(secret, "one")).checkout(),
      await (await program(secret, "two")).checkout(),
    ];
    assert.ok(one.ok && two.ok);
    const none = await (await program(secret, "three")).checkout();
    assert.equal(!none.ok && none.code, "no_seats");
    const places: number[] = [];
    const third = await program(secret, "three", { sleep: async () => void (await one.return()) });
    const seat = await third.checkout({ wait: true, onWait: (place) => places.push(place) });
    assert.ok(seat.ok, seat.ok ? "" : seat.code);
    assert.deepEqual(places, [1]);
  });

  test("BAR case 8 a lost answer takes one seat and loses no renewal", async () => {
    const { secret } = await online("floating", 1);
    let losing = 0;
    const leaky: typeof fetch = async (input, init) => {
      const reply = await fetch(input, init);
      if (losing-- > 0) throw new TypeError("the line is cut");
      return reply;
    };
    const it = await program(secret, "one", { fetch: leaky });
    losing = 2;
    const seat = await it.checkout();
    assert.ok(seat.ok, seat.ok ? "" : seat.code);
    losing = 2;
    assert.deepEqual([(await seat.renew()).code, seat.lease.sequence], ["ok", 2]);
    losing = 3;
    assert.deepEqual([(await seat.renew()).code, seat.lease.sequence], ["ok", 2]);
    assert.deepEqual([(await seat.renew()).code, seat.lease.sequence], ["ok", 4]);
    losing = 1;
    assert.equal(await seat.return(), "ok");
  });

  test("BAR case 32 two programs with one memory: both are refused until one checks out anew", async () => {
    const { secret } = await online("floating", 1);
    const it = await program(secret, "one");
    const seat = await it.checkout();
    assert.ok(seat.ok);
    const copy = JSON.stringify(it.state);
    const twin = await (
      await program(secret, "one", { store: { load: () => copy, save: () => {} } })
    ).resume();
    assert.equal((await seat.renew()).code, "ok");
    assert.equal((await twin?.renew())?.code, "stale_sequence");
    assert.equal((await seat.renew()).code, "lease_contested");
    const anew = await it.checkout();
    assert.ok(anew.ok, anew.ok ? "" : anew.code);
  });

  test("is borrowed for a week, and given back", async () => {
    const { secret } = await online("floating", 1);
    const it = await program(secret, "one");
    const lent = await it.borrow(7);
    assert.ok(lent.ok, lent.ok ? "" : lent.code);
    assert.deepEqual([lent.lease.kind, lent.lease.expiresAt.slice(0, 10)], ["borrowed", "2010-03-08"]);
    assert.equal((await (await program(secret, "two")).checkout()).ok, false);
    assert.equal(await lent.return(), "ok");
    assert.equal((await (await program(secret, "two")).checkout()).ok, true);
  });

  test("BAR case 33 returned by a member: refused from now on; its machine is told, a stranger is not", async () => {
    const { id, secret } = await online("floating", 2);
    const it = await program(secret, "one");
    assert.ok((await it.checkout()).ok);
    assert.equal((await stage.giveBack(id)).statusCode, 200);
    // Refused from now on; that it was revoked is known to every process within a second.
    const began = performance.now();
    let told = await it.validate();
    for (; told.code === "lease_required" && performance.now() - began < 1000; told = await it.validate())
      await sleep(20);
    assert.deepEqual([told.ok, told.code], [false, "revoked"]);
    assert.equal((await (await program(secret, "stranger")).validate()).code, "unknown");
  });
});

describe("a key for one machine", () => {
  test("is activated there, and nowhere else until it is given back", async () => {
    const { secret } = await online("node-locked", 1);
    const hosts = [
      { kind: "ethernet", value: "00:1B:44:11:3A:B7" },
      { kind: "hostname", value: "app01" },
    ];
    const one = await program(secret, "one", { hosts });
    const two = await program(secret, "two");
    assert.equal((await one.validate()).code, "not_activated");
    assert.deepEqual([(await one.activate("app01")).code, (await one.activate()).facts["inUse"]], ["ok", 1]);
    assert.equal((await one.validate()).code, "ok");
    assert.deepEqual(
      [(await two.activate()).code, (await two.validate()).code],
      ["activation_limit", "not_activated"],
    );
    assert.deepEqual([(await one.deactivate()).code, (await two.activate()).code], ["ok", "ok"]);
    const told = await two.checkout();
    assert.equal(!told.ok && told.code, "not_activated");
  });
});

describe("a host's file", () => {
  test("opens the program on its host; the newest is fetched, the older refused from then on", async () => {
    const host = { kind: "ethernet", value: MAC, name: "app01" };
    const first = (await stage.get({ host })).json().file.text as string;
    const second = (await stage.get({ host, quantity: 2 })).json().file.text as string;
    const it = await program("carnet_lic_none", "one", { hosts: [host] });
    const { text, code } = await it.refresh(first);
    assert.deepEqual([code, text], ["ok", second]);
    const question = { ...PROGRAM, hosts: [host], now: now(), state: it.state };
    const codes: string[] = [];
    for (const file of [second, first]) {
      const read = await readLicense(file, trust);
      assert.ok(read.ok, read.code);
      codes.push(checkLicense(read.value, question).code);
    }
    assert.deepEqual(codes, ["ok", "older_file"]);
  });

  test("BAR case 33 returned: the newest revocation list ends the old file", async () => {
    const host = { kind: "ethernet", value: MAC, name: "app01" };
    const { key, file } = (await stage.get({ host })).json();
    const it = await program("carnet_lic_none", "one", { hosts: [host] });
    const read = await readLicense(file.text, trust);
    assert.ok(read.ok);
    const question = { ...PROGRAM, hosts: [host], now: now(), state: it.state };
    assert.equal(checkLicense(read.value, question).code, "ok");
    assert.equal((await stage.giveBack(key.id)).statusCode, 200);
    await stage.portal.portal.jobs.drain();
    assert.ok((await it.update()).ok);
    assert.equal(checkLicense(read.value, question).code, "revoked");
  });
});
