/**
 * Limits on costly and guessable actions, shared by every process and kept over a restart. Source: BAR 43.
 *
 * One statement counts and decides, so that no concurrency gets past it. Count before the work and not in its
 * transaction: what is undone with a refusal was never counted.
 */
import { sql } from "kysely";
import type { Database } from "../database.ts";
import { Problem } from "../problem.ts";

/** Counts one action of `who`; a 429 once `most` were counted within `seconds`. */
export async function spend(
  db: Database,
  who: string,
  { most, seconds }: { most: number; seconds: number },
): Promise<void> {
  const { rows } = await sql<{ spent: number; left: number }>`
    insert into spendings as mine (who, since, spent) values (${who}, now(), 1)
        on conflict (who) do update
       set since = case when mine.since <= now() - make_interval(secs => ${seconds}) then now() else mine.since end,
           spent = case when mine.since <= now() - make_interval(secs => ${seconds}) then 1
                        else least(mine.spent + 1, ${most + 1}::int) end
    returning spent, greatest(1, ceil(extract(epoch from since - now()) + ${seconds}))::int as left`.execute(
    db,
  );
  const row = rows[0];
  if (row !== undefined && row.spent > most)
    throw new Problem(429, "too_many_requests", { retryAfterSeconds: row.left });
}
