/**
 * The portal's clock. It is the machine's, except in a demo, where it may start elsewhere and be moved forward.
 *
 * How far it stands ahead is one row, so that a restart and every other process agree.
 */
import { sql } from "kysely";
import type { Database } from "./database.ts";

export interface Clock {
  now(): Date;
}

export const machineClock: Clock = { now: () => new Date() };

/** A clock that stands still; tests move it by hand. */
export function fixedClock(instant: string): Clock & { set(instant: string): void } {
  let now = new Date(instant);
  return { now: () => now, set: (next) => (now = new Date(next)) };
}

export interface DemoClock extends Clock {
  /** Moves forward to the instant; false when it lies in the past, for the clock never goes back. */
  moveTo(instant: Date): Promise<boolean>;
  /** From now on it notices no more what other processes do. */
  stop(): void;
}

/** Another process may move the clock; this often we look. */
const LOOK_EVERY_MS = 500;

/** `start` counts only for a database whose clock was never set. */
export async function openDemoClock(db: Database, start: Date | null): Promise<DemoClock> {
  const wanted = start === null ? 0 : start.getTime() - Date.now();
  await sql`insert into demo_clock (ahead_ms) values (${wanted}) on conflict do nothing`.execute(db);
  let ahead = await aheadIn(db);
  const look = async () => {
    ahead = Math.max(ahead, await aheadIn(db));
  };
  const timer = setInterval(() => void look().catch(() => {}), LOOK_EVERY_MS).unref();
  return {
    now: () => new Date(Date.now() + ahead),
    moveTo: async (instant) => {
      const next = instant.getTime() - Date.now();
      const moved = await sql<{ aheadMs: number }>`
        update demo_clock set ahead_ms = ${next} where ahead_ms <= ${next} returning ahead_ms`.execute(db);
      await look();
      return moved.rows.length > 0;
    },
    stop: () => clearInterval(timer),
  };
}

async function aheadIn(db: Database): Promise<number> {
  const { rows } = await sql<{ aheadMs: number }>`select ahead_ms from demo_clock`.execute(db);
  return rows[0]?.aheadMs ?? 0;
}
