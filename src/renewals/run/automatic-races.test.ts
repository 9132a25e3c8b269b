/** What renews itself while a feed merges: twenty rounds, each at one moment. No deadlock, no day of coverage lost. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { line, lines, order, type Record, site } from "../../../test/feed.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { importFeed } from "../../feeds/index.ts";
import { systemContext } from "../../platform/context.ts";
import { runRenewals } from "./operations.ts";

/** Each round has its own site. */
const ROUNDS = Array.from({ length: 20 }, (_, round) => round);
const numberOf = (round: number) => String(7_100_000 + round);
const bought = (round: number, name: string, orderedOn: string, change: Record = {}): Record =>
  order({
    ...{ number: `SO-${name}${round}`, site: numberOf(round), orderedOn },
    lines: [line({ part: "D55WJLL", quantity: 1 })],
    ...change,
  });

let portal: TestPortal;
before(async () => {
  const settings = { CARNET_AUTO_RENEW_COUNTRIES: "JP" };
  portal = await testPortal({ now: "2010-01-01T03:00:00Z", settings });
});
after(() => portal.close());

const context = () => systemContext(portal.portal, "test");
const send = (records: readonly Record[]) =>
  importFeed(context(), { name: "f.jsonl", content: [lines(records)] });

/** L ends on 2010-03-31 and renews itself; M is deferred, and the vendor renews it; N makes a new version of the day. */
test("§3.18.13 the automatic renewal and a feed of the same site at the same moment, 20 rounds: each line is renewed once, none is lost", async () => {
  await send([
    ...ROUNDS.map((round) => site({ number: numberOf(round) })),
    ...ROUNDS.flatMap((round) => [bought(round, "L", "2009-03-20"), bought(round, "M", "2009-07-10")]),
  ]);
  await runRenewals(context());
  portal.clock.set("2010-03-30T03:00:00Z");
  await send(ROUNDS.map((round) => bought(round, "N", "2010-03-01")));
  await runRenewals(context());
  portal.clock.set("2010-03-31T03:00:00Z");
  for (const round of ROUNDS) {
    const renews = { order: `SO-M${round}`, line: 1 };
    const renewal = { lines: [line({ part: "E025QLL", quantity: 1, renews })] };
    const [run] = await Promise.all([
      sleep(round * 10).then(() => runRenewals(context(), { siteNumber: numberOf(round) })),
      send([
        bought(round, "R", "2010-03-31", renewal),
        bought(round, "L", "2009-03-20", { revision: 2 }),
        bought(round, "P", "2010-03-31"),
      ]),
    ]);
    assert.deepEqual(run.failures, [], `round ${round}`);
    assert.equal(run.renewed, 1, `round ${round}`);
  }
  const { rows: waits } = await sql<{ deadlocks: number }>`
    select deadlocks::int from pg_stat_database where datname = current_database()`.execute(portal.owner);
  assert.deepEqual(waits, [{ deadlocks: 0 }]);
  const { rows } = await sql<{ text: string; count: number }>`
    select format('%s %s through %s, %s', left(line.order_number, 4), offer.state, line.covered_through,
                  (select count(*) from coverage_periods period
                    where period.site_id = line.site_id and period.line_id = line.id)) as text,
           count(*)::int as count
      from entitlement_lines line
      join sites on sites.id = line.site_id and sites.number like '71000%'
      join renewal_offers offer on offer.site_id = line.site_id and offer.line_id = line.id
     where line.order_number ~ '^SO-[LM]'
     group by 1 order by 1`.execute(portal.owner);
  assert.deepEqual(rows, [
    { text: "SO-L ordered through 2011-03-31, 2", count: ROUNDS.length },
    { text: "SO-M ordered through 2011-03-31, 2", count: ROUNDS.length },
  ]);
});
