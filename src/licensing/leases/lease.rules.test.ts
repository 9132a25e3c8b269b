/** The rules of seats against the model, in memory: a hundred thousand lives of programs, with two clocks. Source: BAR 12. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LEASE_SECONDS, LeaseModel, Memory, type Step, steps } from "../../../test/lease-model.ts";
import { read, type Walk } from "../desk/clock.rules.ts";
import type { Lease, LeaseState } from "./lease.data.ts";
import {
  checkoutOf,
  endOf,
  givenAt,
  holdsSeat,
  laterOf,
  renewalOf,
  retryAfterOf,
  returnOf,
  termsOf,
} from "./lease.rules.ts";

const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000_000);
const SEQUENCES = 100_000;
const SEATS = 2;

/** What the database does with the decisions, without one. */
class Store {
  leases: Lease[] = [];
  checkouts = new Map<string, Lease>();
  used = 0;
  seenAt: number | null = null;
  #walk: Walk | undefined;
  now(wall: number, steady: number): number {
    const { walk, now } = read(this.#walk, wall, steady);
    this.#walk = walk;
    return now;
  }
  set(lease: Lease, change: Partial<Lease>): Lease {
    const next = { ...lease, ...change };
    this.leases = this.leases.map((each) => (each.id === lease.id ? next : each));
    if (holdsSeat(lease.state) && !holdsSeat(next.state)) this.used -= 1;
    return next;
  }
  find = (id: string | undefined) => this.leases.find((lease) => lease.id === id);
}

function run(all: readonly Step[]): void {
  const [model, store, memory] = [new LeaseModel(SEATS), new Store(), new Memory("rules")];
  const clock = { wall: 1e12, steady: 0 };
  store.now(clock.wall, clock.steady);
  for (const step of all) {
    const expected = model.next(step);
    const passed = (step.do === "pass" ? step.seconds : 1) * 1000;
    clock.steady += passed;
    clock.wall += passed + (step.do === "clock" ? step.seconds * 1000 : 0);
    const now = laterOf(store.now(clock.wall, clock.steady), store.seenAt);
    assert.equal(now, 1e12 + model.now * 1000);
    assert.equal(act(store, memory, step, now), expected, JSON.stringify(step));
    assert.ok(store.used >= 0 && store.used <= SEATS);
    assert.equal(store.used, store.leases.filter(({ state }) => holdsSeat(state)).length);
    const live = store.leases.filter(({ state, expiresAt }) => holdsSeat(state) && expiresAt > now);
    assert.equal(live.length, model.held().length);
    for (const { expiresAt } of live) assert.ok(expiresAt - now <= LEASE_SECONDS * 1000);
  }
}

function act(store: Store, memory: Memory, step: Step, now: number): string {
  const { program } = step;
  if (step.do === "crash") memory.forget(program);
  if (step.do === "checkout") return checkOut(store, memory, step, now);
  const holder = memory.holder(step);
  if (holder === undefined || (step.do !== "renew" && step.do !== "return")) return "nothing";
  const lease = store.find(holder.id);
  assert.ok(lease);
  if (step.do === "return") {
    const decided = returnOf(lease, holder.asked, now);
    if (decided !== "returned" && decided !== "expired") return decided;
    store.set(lease, { state: decided });
    return "over";
  }
  const decided = renewalOf(lease, holder.asked, laterOf(now, givenAt(lease)));
  if (decided === "stale_sequence") store.set(lease, { state: "contested" });
  if (decided === "renewed") {
    const { attempt } = holder.asked;
    store.set(lease, {
      sequence: lease.sequence + 1,
      attempt,
      expiresAt: endOf(now, lease.lastsSeconds, null),
    });
    memory.renewed(program, attempt);
  }
  return decided;
}

function checkOut(store: Store, memory: Memory, step: Step, now: number): string {
  const asked = memory.checkout(step);
  for (const lease of store.leases)
    if (holdsSeat(lease.state) && lease.expiresAt <= now) store.set(lease, { state: "expired" });
  store.seenAt = now;
  const name = `${asked.nonce} ${asked.attempt}`;
  const same = store.find(store.checkouts.get(name)?.id) ?? null;
  const contested = store.leases
    .filter(({ state, machine }) => state === "contested" && machine === asked.machine)
    .sort((a, b) => a.expiresAt - b.expiresAt)[0];
  const room = { quantity: SEATS, used: store.used, ahead: 0, same, hasContested: contested !== undefined };
  const decided = checkoutOf(room);
  if (decided === "full") return "no_seats";
  if (decided !== "taken" && decided !== "replaced") return decided;
  if (decided === "replaced" && contested) store.set(contested, { state: "ended" });
  const lease: Lease = {
    ...{ id: `lease_${store.leases.length}`, ...asked, sequence: 1, kind: "floating", state: "live" },
    ...{ lastsSeconds: LEASE_SECONDS, issuedAt: now, expiresAt: endOf(now, LEASE_SECONDS, null) },
  };
  store.leases = [...store.leases, lease];
  store.checkouts.set(name, lease);
  store.used += 1;
  memory.took(step.program, lease.id, asked);
  return "taken";
}

test(`${SEQUENCES} lives of six programs on three machines: the rules say what the model says, seed ${SEED}`, () => {
  console.log(`# seed ${SEED}`);
  fc.assert(fc.property(steps, run), { seed: SEED, numRuns: SEQUENCES });
});

test("a lease is its machine's and its program's, before all else", () => {
  const lease = { machine: "m", nonce: "n", sequence: 2, attempt: "a", expiresAt: 10 } as Lease;
  for (const state of ["live", "contested", "returned", "expired", "ended"] satisfies LeaseState[])
    for (const other of [{ machine: "x" }, { nonce: "x" }]) {
      const asked = { machine: "m", nonce: "n", sequence: 2, attempt: "b", ...other };
      assert.equal(renewalOf({ ...lease, state }, asked, 1), "wrong_machine");
      assert.equal(returnOf({ ...lease, state }, asked, 1), "wrong_machine");
    }
});

test("at its very end a lease is over", () => {
  const lease = {
    machine: "m",
    nonce: "n",
    sequence: 1,
    attempt: "a",
    expiresAt: 10,
    state: "live",
  } as Lease;
  const asked = { machine: "m", nonce: "n", sequence: 1, attempt: "b" };
  assert.deepEqual([renewalOf(lease, asked, 9), renewalOf(lease, asked, 10)], ["renewed", "lease_ended"]);
});

test("who waits does not starve: a free seat is for those who came before", () => {
  const room = { quantity: 5, used: 4, ahead: 0, same: null, hasContested: false };
  assert.deepEqual(
    [checkoutOf(room), checkoutOf({ ...room, ahead: 1 }), checkoutOf({ ...room, used: 3, ahead: 1 })],
    ["taken", "full", "taken"],
  );
  assert.deepEqual([1, 2, 9, 500].map(retryAfterOf), [2, 3, 10, 10]);
});

test("a seat lasts as the program or the vendor says, never longer than the key", () => {
  const scheme = { leaseSeconds: 900, borrowDays: 7 };
  assert.deepEqual(termsOf({}, scheme), { kind: "floating", lastsSeconds: 900 });
  assert.deepEqual(termsOf({ ttlSeconds: 60 }, scheme), { kind: "floating", lastsSeconds: 60 });
  assert.deepEqual(termsOf({ borrowDays: 7 }, scheme), { kind: "borrowed", lastsSeconds: 604_800 });
  assert.equal(termsOf({ borrowDays: 8 }, scheme), null);
  assert.deepEqual([endOf(0, 60, null), endOf(0, 60, 59_999)], [60_000, 59_999]);
});
