/**
 * Limits for what is asked thousands of times a second: counted here, added up in the database once a second, so that
 * every process counts what the others do and a restart forgets nothing. Between two sums a process may let through
 * what the others have not told it yet: no more than a second of it. Source: BAR 43, case 34.
 */
import { sql } from "kysely";
import type { Database } from "../../platform/database.ts";
import { Problem } from "../../platform/problem.ts";

/** All windows are as long. */
export const WINDOW_SECONDS = 60;
const MOST_COUNTED = 100_000;

interface Counter {
  /** Of all processes, when they were last added up. */
  total: number;
  /** Ours since then. */
  mine: number;
  /** By the steady clock. */
  endsAt: number;
}

/** How many were counted with this one. */
interface Counted {
  readonly spent: number;
  readonly endsAt: number;
}

function add(counter: Counter): Counted {
  counter.mine += 1;
  return { spent: counter.total + counter.mine, endsAt: counter.endsAt };
}

interface Spent {
  readonly who: string;
  readonly spent: number;
  readonly left: number;
}

export class Meter {
  readonly #db: Database;
  readonly #counters = new Map<string, Counter>();
  readonly #opening = new Map<string, Promise<Counter>>();

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Counts one; a 429 with the time to wait once `most` were counted within the window. The first of a window asks what
   * others have counted, or is told of it within a second, for whom this process has served before (`isServed`).
   */
  async count(who: string, most: number, isServed = false): Promise<void> {
    const known = this.#counters.get(who);
    const isOpen = known !== undefined && known.endsAt > performance.now();
    const { spent, endsAt } = isOpen
      ? add(known)
      : isServed && !this.#opening.has(who)
        ? add(this.#keep(undefined, who))
        : await this.#open(who);
    if (spent <= most) return;
    const left = Math.ceil((endsAt - performance.now()) / 1000);
    throw new Problem(429, "too_many_requests", { retryAfterSeconds: Math.max(1, left) });
  }

  /** The first in a window asks what others have counted; who comes meanwhile waits for that. */
  async #open(who: string): Promise<Counted> {
    const underway = this.#opening.get(who);
    if (underway !== undefined) return underway.then(add);
    const opening = addUp(this.#db, [{ who, times: 1 }]).then(([spent]) => this.#keep(spent, who));
    this.#opening.set(who, opening);
    try {
      return await opening.then(({ total, endsAt }) => ({ spent: total, endsAt }));
    } finally {
      this.#opening.delete(who);
    }
  }

  #keep(spent: Spent | undefined, who: string): Counter {
    const { spent: total = 0, left = WINDOW_SECONDS } = spent ?? {};
    const counter = { total, mine: 0, endsAt: performance.now() + left * 1000 };
    this.#counters.delete(who);
    this.#counters.set(who, counter);
    const [oldest] = this.#counters.keys();
    if (this.#counters.size > MOST_COUNTED && oldest !== undefined) this.#counters.delete(oldest);
    return counter;
  }

  /** Tells the database what was counted here, and learns what others have. */
  async flush(): Promise<void> {
    const now = performance.now();
    const open = [...this.#counters].filter(
      ([who, { endsAt }]) => endsAt > now || !this.#counters.delete(who),
    );
    const told = open.flatMap(([who, { mine }]) => (mine > 0 ? [{ who, times: mine }] : []));
    if (told.length === 0) return;
    const sums = await addUp(this.#db, told);
    const times = new Map(told.map((each) => [each.who, each.times]));
    for (const { who, spent, left } of sums) {
      const counter = this.#counters.get(who);
      if (counter === undefined) continue;
      counter.total = spent;
      counter.mine -= times.get(who) ?? 0;
      counter.endsAt = performance.now() + left * 1000;
    }
  }
}

/** In the order of their names: two processes that add up the same ones do not wait for each other. */
async function addUp(
  db: Database,
  counts: readonly { who: string; times: number }[],
): Promise<readonly Spent[]> {
  const { rows } = await sql<Spent>`
    insert into spendings as mine (who, since, spent)
    select who, now(), times
      from unnest(${counts.map(({ who }) => who)}::text[], ${counts.map(({ times }) => times)}::int[]) as fresh (who, times)
     order by who
        on conflict (who) do update
       set since = case when mine.since <= now() - make_interval(secs => ${WINDOW_SECONDS}) then now() else mine.since end,
           spent = case when mine.since <= now() - make_interval(secs => ${WINDOW_SECONDS}) then excluded.spent
                        else least(mine.spent::bigint + excluded.spent, 2000000000)::int end
    returning who, spent,
              greatest(1, ceil(extract(epoch from since - now()) + ${WINDOW_SECONDS}))::int as left`.execute(
    db,
  );
  return rows;
}
