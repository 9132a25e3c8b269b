/**
 * Two programs and one seat, any walk of them: check out, renew, give back, die and start again, time passes, answers are
 * lost, the portal is away. What must hold after each step: never do both programs think that they have the seat; who
 * thinks so is who has it; no program holds two; and none looks to the portal like a copy of itself.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { type Client, openClient, type Seat, trustKeys } from "../src/index.ts";
import { KEY, openPortal } from "./portal.ts";

const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
console.log(`seed ${seed}`);
const portal = await openPortal();
after(() => portal.close());
const trust = await trustKeys([portal.keys.current.publicKey]);

interface Player {
  readonly machine: string;
  kept: string | null;
  client: Client;
  seat: Seat | undefined;
}

async function start(machine: string, kept: string | null): Promise<Player> {
  const player = { machine, kept, seat: undefined } as unknown as Player;
  player.client = await openClient({
    ...{ base: portal.address, key: KEY, machine, trust, product: "doors", releasedOn: "2010-03-31" },
    fetch: portal.direct,
    now: () => portal.now,
    sleep: async () => {},
    store: {
      load: () => player.kept,
      save: (text) => {
        player.kept = text;
      },
    },
  });
  return player;
}

const VERBS = ["checkout", "renew", "return", "die", "dieAsking"] as const;
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ who: fc.nat(1), verb: fc.constantFrom(...VERBS) }) },
  { weight: 3, arbitrary: fc.record({ seconds: fc.constantFrom(1, 60, 299, 300, 301, 599, 600, 601) }) },
  { weight: 2, arbitrary: fc.record({ lost: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ isAway: fc.boolean() }) },
);

async function act(players: Player[], who: number, verb: (typeof VERBS)[number]): Promise<void> {
  const player = players[who];
  if (player === undefined) return;
  const { seat, client } = player;
  if (verb === "checkout") {
    const taken = await client.checkout();
    player.seat = taken.ok ? taken : undefined;
  } else if (verb === "renew") {
    if (seat !== undefined && !(await seat.renew()).ok) player.seat = undefined;
  } else if (verb === "return") {
    await seat?.return();
    player.seat = undefined;
  } else {
    // In the midst of a renewal, too: what was asked is in the store, the answer is not.
    if (verb === "dieAsking") portal.lost = 3;
    if (verb === "dieAsking") await seat?.renew();
    portal.lost = 0;
    players[who] = await start(player.machine, player.kept);
  }
}

test("BAR 12 whatever happens, one seat is one program's", async () => {
  let held = 0;
  const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
    Object.assign(portal, { now: Date.parse("2010-01-05T03:00:00Z"), leases: [], lost: 0, isAway: false });
    const players = [await start("m1:machine-one-0001", null), await start("m1:machine-two-0002", null)];
    for (const it of steps) {
      if ("verb" in it) await act(players, it.who, it.verb);
      else if ("seconds" in it) portal.now += it.seconds * 1000;
      else Object.assign(portal, it);
      const having = players.filter(({ seat }) => seat?.check().ok);
      assert.ok(having.length <= 1, "two programs with one seat");
      const live = portal.leases.filter(({ expiresAt }) => expiresAt > portal.now);
      assert.ok(live.length <= 1);
      assert.ok(!portal.leases.some(({ isContested }) => isContested), "an honest program looks like a copy");
      for (const { seat, machine } of having) {
        held++;
        const lease = portal.leases.find(({ id }) => id === seat?.lease.leaseId);
        assert.deepEqual(
          [lease?.machine, (lease?.expiresAt ?? 0) >= Date.parse(seat?.lease.expiresAt ?? "")],
          [machine, true],
        );
      }
    }
    // In the end the network is whole and time has passed: whoever asks gets the seat.
    Object.assign(portal, { lost: 0, isAway: false, now: portal.now + 86_400_000 });
    const [one] = players;
    assert.equal((await one?.client.checkout())?.ok, true);
  });
  await fc.assert(property, { seed, numRuns: 1500 });
  console.log(`a program held the seat after ${held} steps`);
  assert.ok(held > 1000);
});
