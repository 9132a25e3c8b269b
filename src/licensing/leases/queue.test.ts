/** Waiting for a seat: first come, first served. Source: issue 5, point 7. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import {
  drawn,
  type LicensingStage,
  licensingStage,
  machine,
  type OnlineKey,
} from "../../../test/licensing.ts";

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
  key = await stage.key({ quantity: 1 });
});

const draw = () => drawn(++draws);
const asking = (of: number) => ({
  key: key.secret,
  machine: machine(of),
  nonce: draw(),
  attempt: draw(),
  wait: true,
});

async function holder() {
  const { wait: _, ...asked } = asking(0);
  const reply = await stage.checkOut(asked);
  const leave = () =>
    stage.giveBack(reply.json().leaseId, {
      key: asked.key,
      machine: asked.machine,
      nonce: asked.nonce,
      sequence: 1,
    });
  return { leave };
}

test("202 with a ticket, the place and when to ask again; the place is kept by asking", async () => {
  await holder();
  const asked = [asking(1), asking(2), asking(3)];
  const places: unknown[] = [];
  for (const each of asked) {
    const reply = await stage.checkOut(each);
    assert.equal(reply.statusCode, 202, reply.body);
    assert.equal(reply.headers["retry-after"], String(reply.json().retryAfter));
    places.push([reply.json().position, reply.json().retryAfter]);
  }
  assert.deepEqual(places, [
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
  const again = await stage.checkOut({ ...asked[1], ticket: "whatever" });
  assert.equal(again.json().position, 2);
});

test("a free seat goes to who waits longest: nobody overtakes, waiting or not", async () => {
  const { leave } = await holder();
  const [first, second] = [asking(1), asking(2)];
  await stage.checkOut(first);
  await stage.checkOut(second);
  await leave();
  const { wait: _, ...passing } = asking(9);
  const refused = await stage.checkOut(passing);
  assert.deepEqual([refused.statusCode, refused.json().code, refused.json().waiting], [409, "no_seats", 2]);
  assert.equal((await stage.checkOut(asking(8))).json().position, 3);
  assert.equal((await stage.checkOut(second)).json().position, 2);
  assert.equal((await stage.checkOut(first)).statusCode, 201);
  assert.equal((await stage.checkOut(second)).json().position, 1);
});

test("who does not ask for half a minute loses the place, and the next one moves up", async () => {
  const { leave } = await holder();
  const [first, second] = [asking(1), asking(2)];
  await stage.checkOut(first);
  stage.at(on("03:00:20"));
  await stage.checkOut(second);
  stage.at(on("03:00:31"));
  await leave();
  assert.equal((await stage.checkOut(second)).statusCode, 201);
  assert.equal((await stage.checkOut(first)).json().position, 1);
});

test("forty who wait, asking all at once while seats come free one by one, are served in the order in which they came", async () => {
  key = await stage.key({ quantity: 2 });
  const asked = Array.from({ length: 40 }, (_, of) => asking(of));
  for (const each of asked) await stage.checkOut(each);
  const served: number[] = [0, 1];
  const leases = new Map<number, string>();
  for (const at of [0, 1]) leases.set(at, (await stage.checkOut({ ...asked[at] })).json().leaseId);
  while (served.length < 12) {
    const leaving = served.at(-1) ?? 0;
    const { key: secret, machine: name, nonce } = asked[leaving] ?? asking(0);
    await stage.giveBack(leases.get(leaving) ?? "", { key: secret, machine: name, nonce, sequence: 1 });
    const waiting = asked.flatMap((each, at) => (leases.has(at) ? [] : [{ each, at }]));
    const replies = await Promise.all(waiting.map(({ each }) => stage.checkOut(each)));
    replies.forEach((reply, i) => {
      const at = waiting[i]?.at ?? -1;
      if (reply.statusCode !== 201) return;
      leases.set(at, reply.json().leaseId);
      served.push(at);
    });
  }
  assert.deepEqual(served, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});
