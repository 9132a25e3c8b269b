/** A seat that this program holds: a lease that it renews, keeps through an outage, and gives back. */
import { type Check, checkLease } from "./check.ts";
import { type OnlineCode, refused } from "./codes.ts";
import type { Lease } from "./documents.ts";
import { ask, type Line, type Reply, readOnline, save } from "./line.ts";
import { readLease } from "./read.ts";

/** What became of a question: a local check, or the portal's own code. */
export interface OnlineCheck extends Omit<Check, "code"> {
  readonly code: OnlineCode;
}

/** A "no" of the portal, or of the local check. */
export interface OnlineRefusal extends OnlineCheck {
  readonly ok: false;
}

/** Hands back a function that forgets the alarm. */
export type SetTimer = (work: () => void, milliseconds: number) => () => void;

export interface Seat {
  readonly ok: true;
  /** The newest. */
  readonly lease: Lease;
  /** Whether the seat is good at this moment, by its lease alone: no network. */
  check(): OnlineCheck;
  /**
   * A longer lease of the same seat. While the portal is away: what the lease at hand is worth, and the program works
   * on until that ends. When the portal refuses (`lease_ended`, `lease_contested`, `stale_sequence`, `wrong_machine`),
   * the seat is lost: check out anew.
   */
  renew(): Promise<OnlineCheck>;
  /** Gives the seat back; twice does no harm. `unreachable`: the portal is away, and the lease will run out there. */
  return(): Promise<OnlineCode>;
  /**
   * Renews when half of the lease is over, again and again, and more often while the portal is away. `onChange` hears
   * of every renewal, of the first that is not `ok` too; that one is the last. Answers a function that stops it.
   */
  keep(onChange?: (check: OnlineCheck) => void, timer?: SetTimer): () => void;
}

/** Renewal is not tried more often than this, in milliseconds. */
const SOONEST = 1000;

const setTimer: SetTimer = (work, milliseconds) => {
  const timer = setTimeout(work, milliseconds);
  // Where a timer keeps a process alive (Node), this one does not.
  (timer as { unref?: () => void }).unref?.();
  return () => clearTimeout(timer);
};

export function seatOf(line: Line, lease: Lease): Seat {
  const seat = {
    ok: true as const,
    lease,
    check: () => checkLease(seat.lease, { ...line.program, ...line, ...line.asker, now: line.now() }),
    renew: async () => {
      const wasLost = line.state.seat?.attempt;
      const check = await renew(line, seat);
      // The answer that was lost is as old as the question: its lease may be short by now.
      return wasLost && check.ok && !line.state.seat?.attempt ? renew(line, seat) : check;
    },
    return: async () => {
      const { leaseId, nonce, sequence } = seat.lease;
      const { state } = line;
      if (state.seat?.leaseId === leaseId) state.seat = null;
      await save(line);
      return (await ask(line, "DELETE", `leases/${leaseId}`, { nonce, sequence })).code;
    },
    keep: (onChange: (check: OnlineCheck) => void = () => {}, timer = setTimer) => {
      let forget = (): void => {};
      let isStopped = false;
      const next = (): void => {
        const left = Date.parse(seat.lease.expiresAt) - line.now();
        forget = timer(() => void seat.renew().then(heard), Math.max(SOONEST, left / 2));
      };
      const heard = (check: OnlineCheck): void => {
        if (isStopped) return;
        if (check.ok) next();
        onChange(check);
      };
      next();
      return () => {
        isStopped = true;
        forget();
      };
    },
  };
  return seat;
}

async function renew(line: Line, seat: { lease: Lease; check(): OnlineCheck }): Promise<OnlineCheck> {
  const { leaseId, nonce, sequence } = seat.lease;
  const held = line.state.seat;
  if (held?.leaseId !== leaseId) return refusal("lease_ended");
  held.attempt ??= line.draw();
  await save(line); // a program that dies now asks the same question when it is back
  const { attempt } = held;
  const reply = await ask(line, "PUT", `leases/${leaseId}`, { nonce, sequence, attempt });
  if (!reply.status) return seat.check();
  const taken = await takeLease(line, reply, nonce);
  if (!taken.ok) return taken;
  seat.lease = taken.lease;
  return seat.check();
}

/** The seat that a reply gives, its token verified and remembered; or the refusal in it, and the seat is forgotten. */
export async function takeLease(line: Line, reply: Reply, nonce: string): Promise<Seat | OnlineRefusal> {
  const { state, asker } = line;
  const { token } = reply.body;
  const read =
    reply.code === "ok" ? await readOnline(line, readLease, token) : refusal(reply.code, reply.body);
  const { seat } = state;
  const isOurs = read.ok && read.value.nonce === nonce && read.value.machine === asker.machine;
  if (isOurs && seat) {
    const { leaseId, sequence } = read.value;
    Object.assign(seat, { attempt: null, leaseId, sequence, token });
  } else state.seat = null;
  await save(line);
  if (!read.ok) return read;
  return isOurs ? seatOf(line, read.value) : refusal("bad_signature");
}

export function refusal(code: OnlineCode, { detail = code }: { detail?: unknown } = {}): OnlineRefusal {
  return refused<OnlineCode>(code as Exclude<OnlineCode, "ok">, String(detail));
}
