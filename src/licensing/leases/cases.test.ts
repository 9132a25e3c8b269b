/** Seats under races, replays and clocks that are set. Source: BAR rows 6, 12; cases 6, 7, 8, 9. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sql } from "kysely";
import {
  countSeats,
  drawn,
  eventsOf,
  type LicensingStage,
  licensingStage,
  machine,
  type OnlineKey,
} from "../../../test/licensing.ts";
import { closeDesk, deskOf } from "../desk/desk.documents.ts";

let stage: LicensingStage;
let key: OnlineKey;
let draws = 0;
let day = 0;
const on = (time: string) => `2010-03-${String(day).padStart(2, "0")}T${time}Z`;

before(async () => {
  stage = await licensingStage();
});
after(() => stage.close());
beforeEach(async () => {
  day += 1;
  stage.at(on("03:00:00"));
  key = await stage.key({ quantity: 5 });
});

const draw = () => drawn(++draws);
const asking = (of: number, more: object = {}) => ({
  key: key.secret,
  machine: machine(of),
  nonce: draw(),
  attempt: draw(),
  ...more,
});
const refusal = (reply: { statusCode: number; json(): { code: string } }) =>
  `${reply.statusCode} ${reply.json().code}`;

async function hold(of: number, more: object = {}) {
  const asked = asking(of, more);
  const reply = await stage.checkOut(asked);
  assert.equal(reply.statusCode, 201, reply.body);
  return {
    id: reply.json().leaseId as string,
    holder: { key: asked.key, machine: asked.machine, nonce: asked.nonce },
  };
}

test("BAR case 6 ‖200 check-outs for 5 seats: 5 × 201, 195 × 409 no_seats, and a crowd for 50 likewise", async () => {
  for (const quantity of [5, 50]) {
    key = await stage.key({ quantity });
    const replies = await Promise.all(Array.from({ length: 200 }, (_, of) => stage.checkOut(asking(of))));
    const codes = replies.map((reply) => (reply.statusCode === 201 ? "201" : refusal(reply)));
    assert.equal(codes.filter((code) => code === "201").length, quantity);
    assert.equal(codes.filter((code) => code === "409 no_seats").length, 200 - quantity);
    assert.deepEqual(await countSeats(stage.portal, key.id), { used: quantity, held: quantity });
  }
});

test("BAR case 6 an hour of check-outs, returns and crashes: the database never saw more than 5 seats taken", async () => {
  await sql`create table seat_log (used integer not null, held integer not null)`.execute(stage.portal.owner);
  await sql`
    create function log_seats() returns trigger language plpgsql security definer as $$
    begin
      insert into seat_log
      select used, (select count(*) from leases where license_key_id = new.license_key_id and state in ('live', 'contested'))
        from seats where license_key_id = new.license_key_id;
      return null;
    end $$`.execute(stage.portal.owner);
  await sql`create constraint trigger log_seats after insert or update on leases deferrable initially deferred
            for each row execute function log_seats()`.execute(stage.portal.owner);
  const start = Date.parse(on("03:00:00"));
  const held: Awaited<ReturnType<typeof hold>>[] = [];
  for (let minute = 0; minute < 60; minute++) {
    stage.at(new Date(start + minute * 60_000).toISOString());
    const leaving = held.splice(0).filter((_, at) => (minute + at) % 3 !== 0); // every third one crashes
    const replies = await Promise.all([
      ...leaving.map(({ id, holder }) => stage.giveBack(id, { ...holder, sequence: 1 })),
      ...Array.from({ length: 8 }, async (_, of) => {
        const asked = asking(of + minute, { ttlSeconds: 120 });
        const reply = await stage.checkOut(asked);
        const { key: secret, machine: name, nonce } = asked;
        if (reply.statusCode === 201)
          held.push({ id: reply.json().leaseId, holder: { key: secret, machine: name, nonce } });
        return reply;
      }),
    ]);
    assert.ok(replies.every(({ statusCode }) => [200, 201, 409].includes(statusCode)));
  }
  const { rows } = await sql<{ most: number; uneven: number; looks: number }>`
    select max(held)::int as most, count(*) filter (where used <> held)::int as uneven, count(*)::int as looks
      from seat_log`.execute(stage.portal.owner);
  await sql`drop trigger log_seats on leases`.execute(stage.portal.owner);
  assert.deepEqual([rows[0]?.most, rows[0]?.uneven], [5, 0]);
  assert.ok((rows[0]?.looks ?? 0) > 200, `${rows[0]?.looks} looks`);
});

test("BAR case 7 at the end ± 50 ms: renew ‖ check-out by another: exactly one holds the seat", async () => {
  const won = { holder: 0, other: 0 };
  for (let round = 0; round < 60; round++) {
    key = await stage.key({ quantity: 1 });
    const start = Date.parse(on("04:00:00")) + round * 120_000;
    stage.at(new Date(start).toISOString());
    const { id, holder } = await hold(1, { ttlSeconds: 60 });
    stage.at(new Date(start + 60_000 - 50 + (round % 11) * 10).toISOString());
    const [renewed, taken] = await Promise.all([
      stage.renew(id, { ...holder, sequence: 1, attempt: draw() }),
      stage.checkOut(asking(2)),
    ]);
    const codes = [renewed, taken].map((reply) => (reply.statusCode < 300 ? "yes" : refusal(reply)));
    assert.equal(codes.filter((code) => code === "yes").length <= 1, true, codes.join());
    if (codes[0] === "yes") assert.equal(codes[1], "409 no_seats");
    if (codes[1] === "yes") assert.equal(codes[0], "409 lease_ended");
    won[codes[1] === "yes" ? "other" : "holder"] += 1;
    const { used, held } = await countSeats(stage.portal, key.id);
    assert.deepEqual([used, held], [1, 1]);
  }
  assert.ok(won.holder > 5 && won.other > 5, JSON.stringify(won));
});

test("BAR case 8 a returned lease: renewed 409 lease_ended, returned again 200, from machine 2 409 wrong_machine", async () => {
  const { id, holder } = await hold(1);
  assert.equal((await stage.giveBack(id, { ...holder, sequence: 1 })).statusCode, 200);
  assert.equal(
    refusal(await stage.renew(id, { ...holder, sequence: 1, attempt: draw() })),
    "409 lease_ended",
  );
  const again = await stage.giveBack(id, { ...holder, sequence: 1 });
  assert.deepEqual([again.statusCode, again.json()], [200, { ended: true }]);
  assert.deepEqual(await countSeats(stage.portal, key.id), { used: 0, held: 0 });
  const copied = { ...holder, machine: machine(2), sequence: 1 };
  assert.equal(refusal(await stage.renew(id, { ...copied, attempt: draw() })), "409 wrong_machine");
  assert.equal(refusal(await stage.giveBack(id, copied)), "409 wrong_machine");
  const told = await eventsOf(stage.portal, "license-seat.copy-suspected");
  assert.deepEqual(
    told.map(({ leaseId, other, reason }) => [leaseId, other, reason]),
    [[id, machine(2), "wrong_machine"]], // once an hour
  );
});

test("BAR case 9 the clock steps back an hour: no lease is lost, none is longer than its time, and it is told", async () => {
  stage.at(on("12:00:00"));
  let elapsed = performance.now();
  deskOf(stage.portal.portal).steady = () => elapsed;
  const held = await Promise.all([1, 2, 3, 4, 5].map((of) => hold(of, { ttlSeconds: 600 })));
  stage.at(on("11:00:00"));
  assert.equal(refusal(await stage.checkOut(asking(6))), "409 no_seats");
  for (const { id, holder } of held) {
    const reply = await stage.renew(id, { ...holder, sequence: 1, attempt: draw() });
    assert.equal(reply.statusCode, 200, reply.body);
    const end = Date.parse(reply.json().expiresAt);
    const limit = Date.parse(on("12:10:00"));
    assert.equal(end, limit, reply.json().expiresAt); // 10 minutes from 12:00, not from 11:00
  }
  elapsed += 11 * 60_000;
  stage.at(on("11:11:00")); // eleven minutes on: they run out as if nobody had touched the clock
  assert.equal(
    refusal(await stage.renew(held[0]?.id ?? "", { ...held[0]?.holder, sequence: 2, attempt: draw() })),
    "409 lease_ended",
  );
  await hold(6);
  assert.deepEqual(await countSeats(stage.portal, key.id), { used: 1, held: 1 });
  await deskOf(stage.portal.portal).flush();
  const steps = (await eventsOf(stage.portal, "clock.stepped")).map(({ seconds }) => Number(seconds));
  assert.ok(
    steps.some((seconds) => seconds < -3590 && seconds > -3660),
    steps.join(),
  );
});

test("BAR case 9 the clock steps on an hour: leases may end, seats are never given twice; and back again", async () => {
  stage.at(on("12:00:00"));
  const held = await Promise.all([1, 2, 3, 4, 5].map((of) => hold(of)));
  stage.at(on("13:00:00"));
  const replies = await Promise.all([
    ...held.map(({ id, holder }) => stage.renew(id, { ...holder, sequence: 1, attempt: draw() })),
    ...[6, 7, 8, 9, 10, 11].map((of) => stage.checkOut(asking(of))),
  ]);
  assert.equal(replies.filter(({ statusCode }) => statusCode < 300).length, 5);
  stage.at(on("12:01:00"));
  assert.equal(refusal(await stage.checkOut(asking(12))), "409 no_seats");
  assert.deepEqual(await countSeats(stage.portal, key.id), { used: 5, held: 5 });
});

test("BAR case 9 a process that begins with a clock that is an hour slow goes on from what the database has seen", async () => {
  stage.at(on("12:00:00"));
  const { id, holder } = await hold(1);
  stage.at(on("11:00:00"));
  await closeDesk(stage.portal.portal);
  const reply = await stage.renew(id, { ...holder, sequence: 1, attempt: draw() });
  const end = Date.parse(reply.json().expiresAt);
  assert.ok(end >= Date.parse(on("12:10:00")) && end < Date.parse(on("12:10:30")), reply.body);
});
