/** A seat that is kept by itself, and one that is borrowed. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { SetTimer } from "../src/index.ts";
import { openStage } from "./stage.ts";

const { stage, client, seatOf } = await openStage();

describe("keep", () => {
  /** Alarms that ring when the test says so. */
  function bell() {
    const alarms: { work: () => void; at: number }[] = [];
    const timer: SetTimer = (work, milliseconds) => {
      const alarm = { work, at: stage.portal.now + milliseconds };
      alarms.push(alarm);
      return () => void alarms.splice(alarms.indexOf(alarm), 1);
    };
    const ring = (): void => {
      const alarm = alarms.shift();
      stage.portal.now = Math.max(stage.portal.now, alarm?.at ?? 0);
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
    const began = stage.portal.now;
    await next();
    assert.equal(stage.portal.now - began, 300_000);
    stage.portal.isAway = true;
    await next();
    await next();
    assert.equal(stage.portal.now - began, 300_000 + 300_000 + 150_000);
    stage.portal.isAway = false;
    for (const lease of stage.portal.leases) lease.isContested = true;
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
    stage.portal.isAway = true;
    stage.portal.now += 7 * 86_400_000 - 1000;
    const later = await client();
    assert.equal((await later.validate()).code, "ok");
    stage.portal.now += 1000;
    assert.equal(await (await client()).resume(), undefined);
    stage.portal.now -= 2 * 86_400_000;
    assert.equal((await (await client()).validate()).code, "unreachable");
  });

  test("a clock that is put back does not prolong it", async () => {
    const it = await client();
    const lent = await it.borrow(7);
    assert.ok(lent.ok);
    stage.portal.now += 8 * 86_400_000;
    assert.equal(lent.check().code, "expired");
    await it.save();
    stage.portal.now -= 6 * 86_400_000;
    assert.equal(lent.check().code, "clock_rolled_back");
    assert.equal(await (await client()).resume(), undefined);
  });

  test("in place of a floating seat: that is given back first", async () => {
    const it = await client();
    await seatOf(it);
    const lent = await it.borrow(3);
    assert.ok(lent.ok);
    assert.deepEqual([stage.portal.live(), await lent.return()], [1, "ok"]);
  });
});
