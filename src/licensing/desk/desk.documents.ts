/** What one process needs for online licensing: time, limits, what is known of keys, what was seen. Made at first use. */
import { asPortal } from "../../access/index.ts";
import { type Context, type Portal, systemContext } from "../../platform/context.ts";
import { emitAll, type Happening } from "../../platform/events.ts";
import { BELIEVED_MS, read, TOLERANCE_MS, type Walk, WORTH_A_WORD_MS } from "./clock.rules.ts";
import { KnownKeys } from "./known.store.ts";
import { Meter } from "./meter.store.ts";
import { callerOf, networkOf } from "./network.rules.ts";
import { insertSightings, Sightings } from "./sightings.store.ts";

const FLUSH_MS = 1_000;
/** What was seen limits nothing: it is written less often than what was counted. */
const SIGHTINGS_MS = 10_000;

export class Desk {
  readonly known: KnownKeys;
  readonly meter: Meter;
  readonly sightings = new Sightings();
  /** Milliseconds that have elapsed, whoever sets the clock. */
  steady: () => number = () => performance.now();
  readonly #portal: Portal;
  readonly #timer: NodeJS.Timeout;
  #walk: Walk | undefined;
  readonly #turns = new Map<string, Promise<void>>();
  #steps: Happening[] = [];
  #toldOfLag = Number.NEGATIVE_INFINITY;
  #flushing: Promise<void> = Promise.resolve();
  #sightingsAt = performance.now() + SIGHTINGS_MS;

  constructor(portal: Portal) {
    this.#portal = portal;
    this.known = new KnownKeys(portal.pool.options);
    this.meter = new Meter(portal.db);
    this.#timer = setInterval(() => void this.flush(false).catch(() => {}), FLUSH_MS).unref();
  }

  /** Time that never goes back, in milliseconds; `wall` is what the machine's clock says. */
  time(): { readonly now: number; readonly wall: number } {
    const wall = this.#portal.clock.now().getTime();
    const { walk, now, stepped } = read(this.#walk, wall, this.steady());
    this.#walk = walk;
    if (stepped !== 0) this.#tell({ seconds: Math.round(stepped / 1000) });
    return { now, wall };
  }

  /**
   * An instant that the database has seen. Where it lies ahead, this process began after its clock was set back: it goes
   * on from there. By more than a day it was a mistake. Told once an hour.
   */
  learn(seenAt: number | null): void {
    const lag = seenAt === null ? 0 : seenAt - this.time().now;
    if (lag <= TOLERANCE_MS || this.#walk === undefined) return;
    if (lag <= BELIEVED_MS)
      this.#walk = { ...this.#walk, ahead: this.#walk.ahead + lag, since: this.#walk.steady };
    const at = performance.now();
    if (lag < WORTH_A_WORD_MS || at - this.#toldOfLag < 3_600_000) return;
    this.#toldOfLag = at;
    this.#tell({ seconds: -Math.round(lag / 1000) });
  }

  #tell(facts: { readonly seconds: number }): void {
    this.#portal.log.warn(facts, "the clock was set while seats are out");
    this.#steps.push({ name: "clock.stepped", facts });
  }

  /**
   * One after the other, for each key: who waits here holds no connection, and the row's lock has no crowd before it.
   * The other processes wait at the lock.
   */
  async inTurn<Value>(keyId: string, work: () => Promise<Value>): Promise<Value> {
    const before = this.#turns.get(keyId) ?? Promise.resolve();
    const mine = before.then(work);
    const settled = mine.then(
      () => {},
      () => {},
    );
    this.#turns.set(keyId, settled);
    try {
      return await mine;
    } finally {
      if (this.#turns.get(keyId) === settled) this.#turns.delete(keyId);
    }
  }

  /** Counts a question of an address. */
  async countAddress({ address }: Context): Promise<void> {
    const { licensingPerAddress } = this.#portal.config;
    await this.meter.count(`license address ${callerOf(address ?? "")}`, licensingPerAddress);
  }

  /** Counts a key that is none, or is nobody's business any more: who tries many is slowed. */
  async countUnknown({ address }: Context): Promise<void> {
    const { licensingUnknown } = this.#portal.config;
    await this.meter.count(`license unknown ${callerOf(address ?? "")}`, licensingUnknown);
  }

  /** Counts a question about a key: the more seats, the more are usual. */
  async countKey({ keyId, quantity }: { keyId: string; quantity: number }, isKnown: boolean): Promise<void> {
    const most = this.#portal.config.licensingPerKey + 20 * quantity;
    await this.meter.count(`license key ${keyId}`, most, isKnown);
  }

  /** That a machine, from an address, used a key; and what it was refused. */
  note(
    { address }: Context,
    { siteId, keyId }: { siteId: string; keyId: string },
    { machine, refusal, at }: { machine?: string | undefined; refusal?: string; at: number },
  ): void {
    const seen = { siteId, keyId, at };
    if (machine !== undefined) this.sightings.note({ ...seen, kind: "machine", mark: machine });
    if (address !== null) this.sightings.note({ ...seen, kind: "network", mark: networkOf(address) });
    if (refusal !== undefined) this.sightings.note({ ...seen, kind: "refusal", mark: refusal });
  }

  /** Writes what was counted, and what was seen: all of it, or when it is time; one at a time. */
  flush(isAll = true): Promise<void> {
    this.#flushing = this.#flushing.catch(() => {}).then(() => this.#write(isAll));
    return this.#flushing;
  }

  async #write(isAll: boolean): Promise<void> {
    await this.meter.flush();
    const isTime = isAll || this.sightings.isMuch || performance.now() >= this.#sightingsAt;
    if (isTime) this.#sightingsAt = performance.now() + SIGHTINGS_MS;
    const seen = isTime ? this.sightings.take() : [];
    const steps = this.#steps.splice(0);
    if (seen.length === 0 && steps.length === 0) return;
    const context = systemContext(this.#portal, "licensing.desk");
    await asPortal(context, async (scope) => {
      await insertSightings(scope, seen);
      await emitAll(scope.query, context, steps);
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.known.stop();
    await this.flush().catch(() => {}); // the database may be gone before us
  }
}

const desks = new WeakMap<Portal, Desk>();

export function deskOf(portal: Portal): Desk {
  const open = desks.get(portal) ?? new Desk(portal);
  desks.set(portal, open);
  return open;
}

/** Nothing to close where nobody ever asked. */
export async function closeDesk(portal: Portal): Promise<void> {
  await desks.get(portal)?.close();
  desks.delete(portal);
}
