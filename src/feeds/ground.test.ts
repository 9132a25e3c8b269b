/** What the database itself keeps of what feeds write, whatever the code does. See decision 0014. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { type Query, transaction } from "../platform/database.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const asVendor = (work: (query: Query) => Promise<unknown>) =>
  transaction(database.db, { vendor: true }, work);
const refused = (code: string) => (error: unknown) =>
  error instanceof Error && "code" in error && error.code === code;

describe("a row belongs to what it names", () => {
  test("an order to a site, a line to an order, an entitlement to a line, a period to an entitlement", async () => {
    const orphans = [
      sql`insert into orders (id, site_id, number, ordered_on, revision, booked_at)
          values ('order_x', 'site_nowhere', 'X', '2010-01-01', 1, now())`,
      sql`insert into order_lines (id, site_id, order_id, line, part_number, quantity)
          values ('oline_x', 'site_aoba', 'order_nowhere', 1, 'D09LELL', 1)`,
      sql`insert into order_lines (id, site_id, order_id, line, part_number, quantity)
          values ('oline_x', 'site_aoba', 'order_hangang', 2, 'D09LELL', 1)`,
      sql`insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on,
                                         part_number, product_code, product_name, quantity)
          values ('line_x', 'site_aoba', 'order_aobawas', 'oline_hangang', 'X', 9, '2010-01-01', 'D09LELL', 'doors', 'D', 1)`,
      sql`insert into coverage_periods (line_id, site_id, covered_from, covered_through, kind, order_line_id)
          values ('line_nowhere', 'site_aoba', '2010-01-01', '2010-12-31', 'license', 'oline_x')`,
    ];
    for (const orphan of orphans) {
      await assert.rejects(
        asVendor((query) => orphan.execute(query)),
        refused("23503"),
      );
    }
  });

  test("for good: the portal may change no key, and delete no site", async () => {
    const moves = [
      sql`update orders set site_id = 'site_hangang' where id = 'order_aobawas'`,
      sql`update order_lines set order_id = 'order_aobafirst' where id = 'oline_aobawas'`,
      sql`update entitlement_lines set site_id = 'site_hangang' where id = 'line_aobawas'`,
      sql`update coverage_periods set covered_through = '2099-12-31'`,
      sql`delete from sites where id = 'site_aoba'`,
    ];
    for (const move of moves)
      await assert.rejects(
        asVendor((query) => move.execute(query)),
        refused("42501"),
      );
  });

  test("and goes with it", async () => {
    await asVendor((query) => sql`delete from order_lines where id = 'oline_hangang'`.execute(query));
    const { rows } = await sql<{ left: number }>`
      select (select count(*) from entitlement_lines where id = 'line_hangangdoors')
             + (select count(*) from coverage_periods where line_id = 'line_hangangdoors') as left`.execute(
      database.owner,
    );
    assert.equal(rows[0]?.left, 0);
  });
});

describe("no day of a line is covered twice", () => {
  const period = (from: string, through: string, follows: string | null) => sql`
    insert into coverage_periods (line_id, site_id, covered_from, covered_through, follows_through, kind, order_line_id)
    values ('line_aobawas', 'site_aoba', ${from}::date, ${through}::date, ${follows}::date, 'renewal', ${from + through})`;

  test("a second first period is refused", async () => {
    await assert.rejects(
      asVendor((query) => period("2020-01-01", "2020-12-31", null).execute(query)),
      refused("23505"),
    );
  });

  test("a period that begins before the one it follows has ended is refused", async () => {
    await assert.rejects(
      asVendor((query) => period("2010-07-31", "2011-03-31", "2010-07-31").execute(query)),
      refused("23514"),
    );
  });

  test("a period that follows none, and two that follow the same, are refused", async () => {
    await assert.rejects(
      asVendor((query) => period("2010-08-01", "2011-03-31", "2010-07-30").execute(query)),
      refused("23503"),
    );
    await assert.rejects(
      asVendor(async (query) => {
        await period("2010-08-01", "2011-03-31", "2010-07-31").execute(query);
        await period("2011-04-01", "2012-03-31", "2010-07-31").execute(query);
      }),
      refused("23505"),
    );
  });

  test("a period that follows the one before it is taken", async () => {
    await asVendor((query) => period("2010-08-01", "2011-03-31", "2010-07-31").execute(query));
  });
});
