/** A floating seat over a bad network: taken once, kept, renewed, given back, borrowed. */
import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { type ClientOptions, openClient, readState, type SetTimer, trustKeys } from "../src/index.ts";
import { KEY, openPortal, type TestPortal } from "./portal.ts";

let portal: TestPortal;
const opened: TestPortal[] = [];
let kept: string | null;
after(async () => {
  for (const it of opened) await it.close();
});
beforeEach(async () => {
  portal = await openPortal();
  opened.push(portal);
  kept = null;
});

const store = {
  load: () => kept,
  save: (text: string) => {
    kept = text;
  },
};

async function client(change: Partial<ClientOptions> = {}) {
  const trust = await trustKeys([portal.keys.current.publicKey]);
  const program = { product: "doors", releasedOn: "2010-03-31" };
  const clock = { now: () => portal.now, sleep: async () => {} };
  const asker = { base: portal.address, key: KEY, machine: "m1:machine-one-0001" };
  return openClient({ ...asker, trust, store, ...program, ...clock, ...change });
}

async function seatOf(it: Awaited<ReturnType<typeof client>>, options = {}) {
  const seat = await it.checkout(options);
  assert.ok(seat.ok, seat.ok ? "" : seat.code);
  return seat;
}

describe("checkout", () => {
  test("a seat, and none when there is none", async () => {
    const seat = await seatOf(await client());
    assert.deepEqual([seat.check().code, seat.lease.sequence, portal.live()], ["ok", 1, 1]);
    const other = await (await client({ machine: "m1:machine-two-0002", store: undefined })).checkout();
    assert.equal(!other.ok && other.code, "no_seats");
  });

  test("an answer that is lost takes one seat, not two", async () => {
    portal.seats = 5;
    portal.lost = 2;
    await seatOf(await client());
    assert.equal(portal.leases.length, 1);
  });

  test("a program that died before the answer came asks the same question when it is back", async () => {
    portal.seats = 5;
    portal.lost = 3;
    const lost = await (await client()).checkout();
    assert.equal(!lost.ok && lost.code, "unreachable");
    const seat = await seatOf(await client());
    assert.deepEqual([seat.lease.leaseId, portal.leases.length], ["lease_1", 1]);
  });

  test("and when that was long ago, it takes a new seat", async () => {
    portal.seats = 5;
    portal.lost = 3;
    await (await client()).checkout();
    portal.now += 86_400_000;
    const seat = await seatOf(await client());
    assert.deepEqual([seat.lease.leaseId, portal.live()], ["lease_2", 1]);
  });

  test("a program that died with a seat finds it again", async () => {
    const seat = await seatOf(await client());
    portal.now += 60_000;
    const again = await seatOf(await client());
    assert.deepEqual([again.lease.leaseId, again.lease.sequence, portal.live()], [seat.lease.leaseId, 2, 1]);
  });

  test("waits in the queue, and hears of its place", async () => {
    const first = await seatOf(await client({ store: undefined }));
    const places: number[] = [];
    const sleep = async (): Promise<void> => {
      if (places.length === 2) await first.return();
    };
    const second = await client({ machine: "m1:machine-two-0002", sleep });
    const seat = await seatOf(second, { wait: true, onWait: (place: number) => places.push(place) });
    assert.deepEqual([places, seat.check().code, portal.live()], [[1, 1], "ok", 1]);
    assert.equal(portal.bodies.at(-1)?.["ticket"], "t-m1:machine-two-0002");
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
    const replies: Response[] = [];
    const other = await client({
      machine: "m1:machine-two-0002",
      store: undefined,
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        replies.push(response.clone());
        return response;
      },
    });
    await seatOf(other);
    const stolen = await client({ fetch: async () => replies[0]?.clone() ?? Response.error() });
    const told = await stolen.checkout();
    assert.equal(!told.ok && told.code, "bad_signature");
    assert.equal(readState(kept).seat, null);
  });
});

describe("renew and return", () => {
  test("each renewal has the next sequence and a later end", async () => {
    const seat = await seatOf(await client());
    const first = seat.lease.expiresAt;
    portal.now += 300_000;
    assert.equal((await seat.renew()).code, "ok");
    assert.deepEqual([seat.lease.sequence, seat.lease.expiresAt > first], [2, true]);
  });

  test("works on through an outage, within the lease, and no longer", async () => {
    const seat = await seatOf(await client());
    portal.isAway = true;
    portal.now += 599_000;
    assert.equal((await seat.renew()).code, "ok");
    portal.now += 1000;
    assert.equal((await seat.renew()).code, "expired");
  });

  test("a lost renewal is asked again with the same attempt; its old answer is renewed once more", async () => {
    const seat = await seatOf(await client());
    portal.now += 200_000;
    portal.lost = 3;
    assert.equal((await seat.renew()).code, "ok");
    assert.equal(seat.lease.sequence, 1);
    portal.now += 200_000;
    const again = await seatOf(await client()); // a new start of the program, from the store
    assert.deepEqual(
      [again.lease.sequence, again.lease.expiresAt],
      [3, new Date(portal.now + 600_000).toISOString()],
    );
  });

  test("BAR case 8 a returned seat: renewal is refused, a second return does no harm", async () => {
    const it = await client();
    const seat = await seatOf(it);
    assert.deepEqual([await seat.return(), await seat.return()], ["ok", "ok"]);
    assert.deepEqual(
      [(await seat.renew()).code, portal.live(), await it.resume()],
      ["lease_ended", 0, undefined],
    );
  });

  test("BAR case 32 a copied machine: both renew, the second is refused, and the first too until it checks out anew", async () => {
    const it = await client();
    const seat = await seatOf(it);
    const copy = kept;
    assert.equal((await seat.renew()).code, "ok");
    const twin = await openClient({
      base: portal.address,
      key: KEY,
      machine: "m1:machine-one-0001",
      product: "doors",
      releasedOn: "2010-03-31",
      trust: await trustKeys([portal.keys.current.publicKey]),
      now: () => portal.now,
      sleep: async () => {},
      store: { load: () => copy, save: () => {} },
    });
    const found = await twin.resume();
    assert.equal((await found?.renew())?.code, "stale_sequence");
    assert.equal((await seat.renew()).code, "lease_contested");
    assert.equal(readState(kept).seat, null);
    portal.now += 600_000;
    assert.equal((await seatOf(it)).lease.leaseId, "lease_2");
  });

  test("BAR case 32 an old state put back: the program's own memory is not lowered", async () => {
    const it = await client();
    const seat = await seatOf(it);
    const old = kept;
    portal.now += 60_000;
    await seat.renew();
    kept = old;
    await it.save();
    assert.equal(readState(kept).seen["lease_1"]?.sequence, 2);
    assert.equal(readState(kept).time, portal.now);
  });
});

describe("keep", () => {
  /** Alarms that ring when the test says so. */
  function bell() {
    const alarms: { work: () => void; at: number }[] = [];
    const timer: SetTimer = (work, milliseconds) => {
      const alarm = { work, at: portal.now + milliseconds };
      alarms.push(alarm);
      return () => void alarms.splice(alarms.indexOf(alarm), 1);
    };
    const ring = (): void => {
      const alarm = alarms.shift();
      portal.now = Math.max(portal.now, alarm?.at ?? 0);
      alarm?.work();
    };
    return { alarms, timer, ring };
  }

  test("renews at half time, tries oftener while the portal is away, and stops when the seat is lost", async () => {
    const seat = await seatOf(await client());
    const { alarms, timer, ring } = bell();
    const heard: string[] = [];
    let wake = (): void => {};
    const next = (): Promise<void> =>
      new Promise((done) => {
        wake = done;
        ring();
      });
    seat.keep((check) => {
      heard.push(`${check.code} ${seat.lease.sequence}`);
      wake();
    }, timer);
    const began = portal.now;
    await next();
    assert.equal(portal.now - began, 300_000);
    portal.isAway = true;
    await next();
    await next();
    assert.equal(portal.now - began, 300_000 + 300_000 + 150_000);
    portal.isAway = false;
    for (const lease of portal.leases) lease.isContested = true;
    await next();
    assert.deepEqual(heard, ["ok 2", "ok 2", "ok 2", "lease_contested 2"]);
    assert.equal(alarms.length, 0);
  });

  test("stops when it is told to", async () => {
    const seat = await seatOf(await client());
    const { alarms, timer } = bell();
    seat.keep(undefined, timer)();
    assert.equal(alarms.length, 0);
    seat.keep()();
  });
});

describe("borrow", () => {
  test("a seat for seven days without network, found again at every start, and given back", async () => {
    const lent = await (await client()).borrow(7);
    assert.ok(lent.ok);
    assert.equal(lent.lease.kind, "borrowed");
    portal.isAway = true;
    portal.now += 7 * 86_400_000 - 1000;
    const later = await client();
    assert.equal((await later.validate()).code, "ok");
    portal.now += 1000;
    assert.equal(await (await client()).resume(), undefined);
    portal.now -= 2 * 86_400_000;
    assert.equal((await (await client()).validate()).code, "unreachable");
  });

  test("a clock that is put back does not prolong it", async () => {
    const it = await client();
    const lent = await it.borrow(7);
    assert.ok(lent.ok);
    portal.now += 8 * 86_400_000;
    assert.equal(lent.check().code, "expired");
    await it.save();
    portal.now -= 6 * 86_400_000;
    assert.equal(lent.check().code, "clock_rolled_back");
    assert.equal(await (await client()).resume(), undefined);
  });

  test("in place of a floating seat: that is given back first", async () => {
    const it = await client();
    await seatOf(it);
    const lent = await it.borrow(3);
    assert.ok(lent.ok);
    assert.deepEqual([portal.live(), await lent.return()], [1, "ok"]);
  });
});
