/** The run passes a site by until the day of which something can come, and looks as soon as anything is otherwise. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { fillSites } from "../../../test/many-sites.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { systemContext } from "../../platform/context.ts";
import { transaction } from "../../platform/database.ts";
import { addDays, type LocalDate } from "../../platform/dates.ts";
import { runRenewals } from "./operations.ts";

const SITE = "site_b000007";
let portal: TestPortal;
let day: LocalDate = "2009-11-04";

before(async () => {
  portal = await testPortal({ now: `${day}T03:00:00Z` });
  await fillSites((text) => sql.raw(text).execute(portal.owner), 8, 12);
});
after(() => portal.close());
beforeEach(async () => {
  await nextRun();
  await nextRun();
});

/** The sites at which a run of the next day looked. */
async function nextRun(): Promise<string[]> {
  day = addDays(day, 1);
  portal.clock.set(`${day}T03:00:00Z`);
  const looked: string[] = [];
  const { sites, failures } = await runRenewals(systemContext(portal.portal, "test"), {
    watch: async (_, looks) => {
      looked.push(...looks.map(({ site }) => site.siteId));
      return () => {};
    },
  });
  assert.deepEqual([sites, failures], [11, []]);
  return looked;
}

const isPassed = async () => assert.equal((await nextRun()).includes(SITE), false);

test("a site with nothing to do is passed by, and is as far as the others", async () => {
  assert.deepEqual(await nextRun(), []);
  const { rows } = await sql<{ at: string; count: number }>`
    select checked_through as at, count(*)::int as count from renewal_sites group by 1`.execute(portal.owner);
  assert.deepEqual(rows, [{ at: day, count: 11 }]);
});

for (const [what, statement] of [
  ["another quantity", `update entitlement_lines set quantity = quantity + 1 where site_id = '${SITE}'`],
  [
    "an order heard of later",
    `update orders set booked_at = booked_at + interval '1 day' where site_id = '${SITE}'`,
  ],
  ["an order of another day", `update orders set ordered_on = ordered_on + 1 where site_id = '${SITE}'`],
  ["another anniversary", `update sites set first_ordered_on = '2008-04-05' where id = '${SITE}'`],
  ["another country", `update sites set country = 'KR' where id = '${SITE}'`],
  ["another program", `update sites set program = 'PAE', agreement_id = null where id = '${SITE}'`],
  [
    "coverage that came",
    `insert into coverage_periods (line_id, site_id, covered_from, covered_through, follows_through, kind, order_line_id)
     select line_id, site_id, covered_through + 1, covered_through + 365, covered_through, 'renewal', 'oline_more'
       from coverage_periods where site_id = '${SITE}' order by line_id limit 1`,
  ],
  [
    "coverage that went",
    `delete from coverage_periods where site_id = '${SITE}' and order_line_id = 'oline_more'`,
  ],
] as const) {
  test(`${what} makes it look the next day, once`, async () => {
    await sql.raw(statement).execute(portal.owner);
    assert.deepEqual(await nextRun(), [SITE]);
    await isPassed();
  });
}

test("other settings make it look at every site, once", async () => {
  const { portal: open } = portal;
  const config = { ...open.config, quoteDays: open.config.quoteDays + 1 };
  const run = () => {
    day = addDays(day, 1);
    portal.clock.set(`${day}T03:00:00Z`);
    let looked = 0;
    return runRenewals(systemContext({ ...open, config }, "test"), {
      watch: async (_, { length }) => {
        looked += length;
        return () => {};
      },
    }).then(() => looked);
  };
  assert.equal(await run(), 11);
  assert.equal(await run(), 0);
});

test("what comes while the run looks is looked at the next day", async () => {
  await sql
    .raw(`update entitlement_lines set quantity = quantity + 1 where site_id = '${SITE}'`)
    .execute(portal.owner);
  day = addDays(day, 1);
  portal.clock.set(`${day}T03:00:00Z`);
  await runRenewals(systemContext(portal.portal, "test"), {
    watch: async () => {
      await transaction(portal.portal.db, { vendor: true }, (query) =>
        sql`update entitlement_lines set quantity = quantity + 1 where site_id = ${SITE}`.execute(query),
      );
      return () => {};
    },
  });
  assert.deepEqual(await nextRun(), [SITE]);
  await isPassed();
});
