/**
 * Time that never goes back. The machine's clock may be set wrong and right again while seats are out; what has elapsed
 * is told by a second clock that nobody can set (`steady`, milliseconds from any start).
 *
 * Pure. Source: BAR 10, case 9.
 */
export interface Walk {
  /** The last readings. */
  readonly wall: number;
  readonly steady: number;
  /** By how much our time is ahead of the machine's clock since that was set back. */
  readonly ahead: number;
  /** When that was, by the steady clock. */
  readonly since: number;
}

export interface Reading {
  readonly walk: Walk;
  readonly now: number;
  /** By how much the clock was set, when that is worth a word; 0: it just went on. */
  readonly stepped: number;
}

/** Less is the difference between two readings that were made beside each other. */
export const TOLERANCE_MS = 2_000;
export const WORTH_A_WORD_MS = 60_000;
/** Nobody leaves a clock wrong for so long: then it is believed, and time stands still until it has caught up. */
const BELIEVED_AFTER_MS = 24 * 3_600_000;
/** An hour farther ahead than this was a mistake that nobody goes on with. */
export const BELIEVED_MS = 24 * 3_600_000;

export function read(before: Walk | undefined, wall: number, steady: number): Reading {
  if (before === undefined) return { walk: { wall, steady, ahead: 0, since: steady }, now: wall, stepped: 0 };
  const moved = wall - before.wall;
  const step = moved - (steady - before.steady);
  const isBack = moved < -TOLERANCE_MS;
  const isForward = step > TOLERANCE_MS;
  const kept = steady - before.since > BELIEVED_AFTER_MS ? 0 : before.ahead;
  const ahead = isBack || (isForward && kept > 0) ? Math.max(0, kept - step) : kept;
  const since = isBack ? steady : before.since;
  const stepped = (isBack || isForward) && Math.abs(step) >= WORTH_A_WORD_MS ? step : 0;
  return { walk: { wall, steady, ahead, since }, now: wall + ahead, stepped };
}
