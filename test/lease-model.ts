/**
 * What a lease is, in thirty lines: the model that the rules and the portal are held against; and steps of programs that
 * take, keep, lose, copy and give back seats. Two programs run on each machine: 0 and 1, 2 and 3. Source: BAR 12.
 */
import fc from "fast-check";

export interface Step {
  readonly do: "checkout" | "renew" | "return" | "crash" | "pass" | "clock";
  readonly program: number;
  /** `again`: the same question; `older`: the sequence before, by another; `copied`: from another machine. */
  readonly how: "plain" | "again" | "older" | "copied";
  /** That pass, or by which the server's clock is set. */
  readonly seconds: number;
}

export const LEASE_SECONDS = 600;
export const PROGRAMS = 6;

interface Lease {
  state: "live" | "contested" | "returned" | "expired" | "ended";
  end: number;
  renewals: number;
  readonly machine: number;
}

export class LeaseModel {
  now = 0;
  #lag = 0;
  readonly #all: Lease[] = [];
  readonly #mine = new Map<number, Lease>();
  readonly #seats: number;
  constructor(seats: number) {
    this.#seats = seats;
  }

  held = () => this.#all.filter(({ state }) => state === "live" || state === "contested");

  next({ do: what, program, how, seconds }: Step): string {
    this.now += what === "pass" ? seconds : 1;
    if (what === "clock") {
      const caught = Math.min(this.#lag, Math.max(0, seconds)); // set right again after it was set back
      this.#lag += seconds < 0 ? -seconds : -caught;
      this.now += Math.max(0, seconds) - caught;
    }
    for (const lease of this.held()) if (lease.end <= this.now) lease.state = "expired";
    if (what === "crash") this.#mine.delete(program);
    const mine = this.#mine.get(program);
    if (what === "checkout") {
      if (how === "again" && mine)
        return (
          (
            { contested: "lease_contested", returned: "lease_ended", ended: "lease_ended" } as Record<
              string,
              string
            >
          )[mine.state] ?? "same"
        );
      const [fought] = this.held()
        .filter(({ state, machine }) => state === "contested" && machine === program >> 1)
        .sort((a, b) => a.end - b.end);
      if (!fought && this.held().length >= this.#seats) return "no_seats";
      if (fought) fought.state = "ended";
      this.#all.push({ state: "live", end: this.now + LEASE_SECONDS, renewals: 0, machine: program >> 1 });
      this.#mine.set(program, this.#all.at(-1) as Lease);
      return "taken";
    }
    if (!mine || (what !== "renew" && what !== "return")) return "nothing";
    if (how === "copied") return "wrong_machine";
    if (mine.state === "contested") return "lease_contested";
    if (what === "return" && mine.state === "live") mine.state = "returned";
    if (what === "return") return "over";
    if (mine.state !== "live") return "lease_ended";
    if (how === "again" && mine.renewals > 0) return "same";
    if (how === "older" && mine.renewals > 0) {
      mine.state = "contested";
      return "stale_sequence";
    }
    mine.end = this.now + LEASE_SECONDS;
    mine.renewals += 1;
    return "renewed";
  }
}

const program = fc.integer({ min: 0, max: PROGRAMS - 1 });
const step = (what: Step["do"], how: Step["how"][], seconds: number[] = [0]) =>
  fc.record({
    do: fc.constant(what),
    program,
    how: fc.constantFrom(...how),
    seconds: fc.constantFrom(...seconds),
  });

/** Some steps of some programs; the server's clock is set now and then. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: step("checkout", ["plain", "plain", "again"]) },
    { weight: 6, arbitrary: step("renew", ["plain", "plain", "plain", "again", "older", "copied"]) },
    { weight: 3, arbitrary: step("return", ["plain", "plain", "copied"]) },
    { weight: 1, arbitrary: step("crash", ["plain"]) },
    { weight: 3, arbitrary: step("pass", ["plain"], [10, 300, 598, 599, 900]) },
    { weight: 1, arbitrary: step("clock", ["plain"], [-3600, -3600, 3600]) },
  ),
  { minLength: 4, maxLength: 24 },
);

/** What one program remembers of its lease, and the questions that it asks. */
export class Memory {
  #drawn = 0;
  readonly #mine = new Map<
    number,
    { id: string; nonce: string; checkout: string; sequence: number; attempt: string }
  >();
  readonly #name: string;
  constructor(name: string) {
    this.#name = name;
  }
  draw = () => `${this.#name}-${String(++this.#drawn).padStart(16, "0")}`;
  machineOf = (of: number) => `machine-${this.#name}-${String(of >> 1).padStart(8, "0")}`;
  of = (of: number) => this.#mine.get(of);
  forget = (of: number) => this.#mine.delete(of);

  checkout({ program: of, how }: Step) {
    const mine = this.#mine.get(of);
    const isAgain = how === "again" && mine !== undefined;
    const [nonce, attempt] = isAgain ? [mine.nonce, mine.checkout] : [this.draw(), this.draw()];
    return { machine: this.machineOf(of), nonce, attempt };
  }
  took(of: number, id: string, { nonce, attempt }: { nonce: string; attempt: string }): void {
    this.#mine.set(of, { id, nonce, checkout: attempt, sequence: 1, attempt });
  }
  /** Undefined when the program has no lease. */
  holder({ program: of, how }: Step) {
    const mine = this.#mine.get(of);
    if (mine === undefined) return undefined;
    const isBefore = (how === "again" || how === "older") && mine.sequence > 1;
    const attempt = how === "again" && mine.sequence > 1 ? mine.attempt : this.draw();
    const machine = how === "copied" ? this.machineOf(99) : this.machineOf(of);
    return {
      id: mine.id,
      asked: { machine, nonce: mine.nonce, sequence: mine.sequence - (isBefore ? 1 : 0), attempt },
    };
  }
  renewed(of: number, attempt: string): void {
    const mine = this.#mine.get(of);
    if (mine !== undefined) Object.assign(mine, { sequence: mine.sequence + 1, attempt });
  }
}
