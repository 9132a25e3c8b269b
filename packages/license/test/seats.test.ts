/** A floating seat over a bad network: taken once, found again, renewed, given back. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openClient, readState, trustKeys } from "../src/index.ts";
import { KEY } from "./portal.ts";
import { leasePayload, token } from "./sign.ts";
import { openStage } from "./stage.ts";
import { keys } from "./vectors/texts.ts";

const { stage, client, seatOf } = await openStage();

describe("checkout", () => {
  test("a seat, and none when there is none", async () => {
    const seat = await seatOf(await client());
    assert.deepEqual([seat.check().code, seat.lease.sequence, stage.portal.live()], ["ok", 1, 1]);
    const other = await (await client({ machine: "m1:machine-two-0002", store: undefined })).checkout();
    assert.equal(!other.ok && other.code, "no_seats");
  });

  test("an answer that is lost takes one seat, not two", async () => {
    stage.portal.seats = 5;
    stage.portal.lost = 2;
    await seatOf(await client());
    assert.equal(stage.portal.leases.length, 1);
  });

  test("a program that died before the answer came asks the same question when it is back", async () => {
    stage.portal.seats = 5;
    stage.portal.lost = 3;
    const lost = await (await client()).checkout();
    assert.equal(!lost.ok && lost.code, "unreachable");
    const seat = await seatOf(await client());
    assert.deepEqual([seat.lease.leaseId, stage.portal.leases.length], ["lease_1", 1]);
  });

  test("and when that was long ago, it takes a new seat", async () => {
    stage.portal.seats = 5;
    stage.portal.lost = 3;
    await (await client()).checkout();
    stage.portal.now += 86_400_000;
    const seat = await seatOf(await client());
    assert.deepEqual([seat.lease.leaseId, stage.portal.live()], ["lease_2", 1]);
  });

  test("a program that died with a seat finds it again", async () => {
    const seat = await seatOf(await client());
    stage.portal.now += 60_000;
    const again = await seatOf(await client());
    assert.deepEqual(
      [again.lease.leaseId, again.lease.sequence, stage.portal.live()],
      [seat.lease.leaseId, 2, 1],
    );
  });

  test("waits in the queue, and hears of its place", async () => {
    const first = await seatOf(await client({ store: undefined }));
    const places: number[] = [];
    const sleep = async (): Promise<void> => {
      if (places.length === 2) await first.return();
    };
    const second = await client({ machine: "m1:machine-two-0002", sleep });
    const seat = await seatOf(second, { wait: true, onWait: (place: number) => places.push(place) });
    assert.deepEqual([places, seat.check().code, stage.portal.live()], [[1, 1], "ok", 1]);
    assert.equal(stage.portal.bodies.at(-1)?.["ticket"], "t-m1:machine-two-0002");
  });

  test("waits no longer than it is let", async () => {
    await seatOf(await client({ store: undefined }));
    const patience = new AbortController();
    const second = await client({ machine: "m1:machine-two-0002" });
    const told = await second.checkout({
      wait: true,
      onWait: () => patience.abort(),
      signal: patience.signal,
    });
    assert.equal(!told.ok && told.code, "unreachable");
  });

  test("a lease for another machine, by another key or for another question is none", async () => {
    const told = async (change: object, key = keys.current): Promise<string> => {
      const forging: typeof fetch = async (_, init) => {
        const { nonce, machine } = JSON.parse(String(init?.body)) as { nonce: string; machine: string };
        const issuedAt = new Date(stage.portal.now).toISOString();
        return Response.json({
          token: token(key, leasePayload(key, { nonce, machine, issuedAt, ...change })),
        });
      };
      const taken = await (await client({ fetch: forging })).checkout();
      return taken.ok ? "ok" : taken.code;
    };
    assert.equal(await told({}), "ok");
    assert.equal(await told({ machine: "m1:machine-two-0002" }), "bad_signature");
    assert.equal(await told({ nonce: "AAECAwQFBgcICQoLDA0ODw" }), "bad_signature");
    assert.equal(await told({}, keys.strange), "unknown_key");
    assert.equal(readState(stage.kept).seat, null);
  });
});

describe("renew and return", () => {
  test("each renewal has the next sequence and a later end", async () => {
    const seat = await seatOf(await client());
    const first = seat.lease.expiresAt;
    stage.portal.now += 300_000;
    assert.equal((await seat.renew()).code, "ok");
    assert.deepEqual([seat.lease.sequence, seat.lease.expiresAt > first], [2, true]);
  });

  test("works on through an outage, within the lease, and no longer", async () => {
    const seat = await seatOf(await client());
    stage.portal.isAway = true;
    stage.portal.now += 599_000;
    assert.equal((await seat.renew()).code, "ok");
    stage.portal.now += 1000;
    assert.equal((await seat.renew()).code, "expired");
  });

  test("a lost renewal is asked again with the same attempt; its old answer is renewed once more", async () => {
    const seat = await seatOf(await client());
    stage.portal.now += 200_000;
    stage.portal.lost = 3;
    assert.equal((await seat.renew()).code, "ok");
    assert.equal(seat.lease.sequence, 1);
    stage.portal.now += 200_000;
    const again = await seatOf(await client()); // a new start of the program, from the store
    assert.deepEqual(
      [again.lease.sequence, again.lease.expiresAt],
      [3, new Date(stage.portal.now + 600_000).toISOString()],
    );
  });

  test("BAR case 8 a returned seat: renewal is refused, a second return does no harm", async () => {
    const it = await client();
    const seat = await seatOf(it);
    assert.deepEqual([await seat.return(), await seat.return()], ["ok", "ok"]);
    assert.deepEqual(
      [(await seat.renew()).code, stage.portal.live(), await it.resume()],
      ["lease_ended", 0, undefined],
    );
  });

  test("BAR case 32 a copied machine: both renew, the second is refused, and the first too until it checks out anew", async () => {
    const it = await client();
    const seat = await seatOf(it);
    const copy = stage.kept;
    assert.equal((await seat.renew()).code, "ok");
    const twin = await openClient({
      base: stage.portal.address,
      key: KEY,
      machine: "m1:machine-one-0001",
      product: "doors",
      releasedOn: "2010-03-31",
      trust: await trustKeys([stage.portal.keys.current.publicKey]),
      now: () => stage.portal.now,
      sleep: async () => {},
      store: { load: () => copy, save: () => {} },
    });
    const found = await twin.resume();
    assert.equal((await found?.renew())?.code, "stale_sequence");
    assert.equal((await seat.renew()).code, "lease_contested");
    assert.equal(readState(stage.kept).seat, null);
    stage.portal.now += 600_000;
    assert.equal((await seatOf(it)).lease.leaseId, "lease_2");
  });

  test("BAR case 32 an old state put back: the program's own memory is not lowered", async () => {
    const it = await client();
    const seat = await seatOf(it);
    const old = stage.kept;
    stage.portal.now += 60_000;
    await seat.renew();
    stage.kept = old;
    await it.save();
    assert.equal(readState(stage.kept).seen["lease_1"]?.sequence, 2);
    const newer = { ...readState(stage.kept), time: stage.portal.now + 60_000 };
    stage.kept = JSON.stringify(newer);
    await it.save();
    assert.deepEqual([readState(stage.kept).time, it.state.time], [newer.time, newer.time]);
    stage.kept = old;
    await it.save();
    assert.equal(readState(stage.kept).time, newer.time);
  });
});
