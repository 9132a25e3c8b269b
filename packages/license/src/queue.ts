/** How a seat is got: the one held before, or a new one, or a place in the queue until there is one. */

import { ask, type Line, save } from "./line.ts";
import { readLease } from "./read.ts";
import type { OnlineRefusal, Seat } from "./seat.ts";
import { refusal, seatOf, takeLease } from "./seat.ts";
import type { SeatState } from "./state.ts";

export interface CheckoutOptions {
  /** 60 to 86,400 seconds; the portal's 600 when absent. */
  readonly ttlSeconds?: number | undefined;
  /** Waits in the queue for a seat; `onWait` hears of each place in it. Ends with `unreachable` when aborted. */
  readonly wait?: boolean | undefined;
  readonly onWait?: ((position: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export async function resume(line: Line): Promise<Seat | undefined> {
  const read = await readLease(line.state.seat?.token ?? "", line.trust);
  const seat = read.ok ? seatOf(line, read.value) : undefined;
  return seat?.check().ok ? seat : undefined;
}

export async function checkout(
  line: Line,
  options: CheckoutOptions,
  borrowDays: number | null,
): Promise<Seat | OnlineRefusal> {
  const { state } = line;
  const held = await resume(line);
  const isAlike = state.seat?.borrowDays === borrowDays;
  if (held && isAlike && (await held.renew()).ok) return held;
  if (held && !isAlike) await held.return();
  // A question whose answer never came is asked again, word for word: so it takes one seat, not two.
  if (isAlike && state.seat?.leaseId === null) {
    const taken = await queue(line, state.seat, options);
    if (taken.ok ? taken.check().ok : state.seat) return taken;
  } // else the answer is of a day long past, or a refusal
  const [nonce, attempt] = [line.draw(), line.draw()];
  state.seat = { nonce, attempt, leaseId: null, sequence: 0, token: null, borrowDays };
  return queue(line, state.seat, options);
}

async function queue(line: Line, seat: SeatState, options: CheckoutOptions): Promise<Seat | OnlineRefusal> {
  const { ttlSeconds, wait, onWait, signal } = options;
  const { nonce, attempt, borrowDays } = seat;
  await save(line);
  for (let ticket: unknown; !signal?.aborted; ) {
    const question = {
      nonce,
      attempt,
      ttlSeconds,
      wait: wait || undefined,
      ticket,
      borrowDays: borrowDays ?? undefined,
    };
    const reply = await ask(line, "POST", "leases", question);
    if (!reply.status) break;
    if (reply.status !== 202) return takeLease(line, reply, nonce);
    ticket = reply.body["ticket"];
    onWait?.(Number(reply.body["position"]));
    await line.sleep((Number(reply.body["retryAfter"]) || 1) * 1000);
  }
  return refusal("unreachable");
}
