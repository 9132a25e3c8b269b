/** What a quote holds in each state is kept as offers change: it is what its offers and lines say, whoever changed them. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { fillSites } from "../../../test/many-sites.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { AOBA_QUOTE, addQuote, DOORS, WAS } from "../../../test/quotes.ts";
import { asPortal, siteScopeOf } from "../../access/index.ts";
import { systemContext } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { runRenewals } from "../run/operations.ts";
import { settleOffers } from "../settle.store.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal({ now: "2009-12-15T03:00:00Z" });
  await fillSites((text) => sql.raw(text).execute(portal.owner), 24, 12);
});
after(() => portal.close());

const set = (text: string) => sql.raw(text).execute(portal.owner);

const STATES = ["open", "deferred", "ordered", "lapsed"];

/** Kept, and counted from the offers and from each one's line in the newest version that has it. */
async function sums() {
  const counted = STATES.map(
    (state) => `count(*) filter (where state = '${state}')::int as ${state}_count,
      coalesce(sum(amount) filter (where state = '${state}'), 0)::float8 as ${state}_amount`,
  );
  const kept = STATES.map((state) => `${state}_count, ${state}_amount::float8 as ${state}_amount`);
  const read = async (text: string) =>
    (await sql.raw<Record<string, number>>(text).execute(portal.owner)).rows;
  return {
    kept: await read(`select site_id, quote_id, line_count, ${kept} from renewal_sums
                       where line_count > 0 order by site_id, quote_id`),
    counted: await read(`select site_id, quote_id, count(*)::int as line_count, ${counted}
      from (select offer.site_id, offer.quote_id, offer.state,
                   (select line.amount from renewal_quote_lines line
                     where line.site_id = offer.site_id and line.quote_id = offer.quote_id
                       and line.line_id = offer.line_id
                     order by version desc limit 1) as amount
              from renewal_offers offer) valued
     group by site_id, quote_id order by site_id, quote_id`),
  };
}

async function areRight(): Promise<Record<string, number>[]> {
  const { kept, counted } = await sums();
  assert.deepEqual(kept, counted);
  return kept;
}

async function goTo(day: string): Promise<void> {
  portal.clock.set(`${day}T03:00:00Z`);
  await runRenewals(systemContext(portal.portal, "test"));
}

/** Two buyers at each of three sites at once, each with another half of what is open there. */
async function orderAtOnce(on: LocalDate): Promise<void> {
  const { rows } = await sql<{ siteId: string; lines: string[] }>`
    select site_id, array_agg(line_id order by line_id) as lines from renewal_offers
     where state in ('open', 'deferred') and site_id like 'site_b%'
     group by site_id having count(*) > 2 order by site_id limit 3`.execute(portal.owner);
  const context = systemContext(portal.portal, "test");
  const take = (siteId: string, lineIds: string[]) =>
    asPortal(context, (scope) => settleOffers(siteScopeOf(scope, siteId), { lineIds, orderId: null, on }));
  await Promise.all(
    rows.flatMap(({ siteId, lines }) => [
      take(siteId, lines.filter((_, at) => at % 2 === 0).slice(1)),
      take(
        siteId,
        lines.filter((_, at) => at % 2 === 1),
      ),
    ]),
  );
}

test("a year of runs, other quantities, other prices and orders at once", async () => {
  await goTo("2009-12-15");
  await goTo("2010-01-01");
  await areRight();
  await set("insert into prices select part_number, currency, level, '2010-01-20', amount + 111 from prices");
  const seen = new Set<string>();
  const look = (kept: Record<string, unknown>[]) => {
    const isHeld = (state: string) => kept.some((quote) => Number(quote[`${state}Amount`]) > 0);
    for (const state of STATES.filter(isHeld)) seen.add(state);
  };
  for (const month of ["02", "03", "04", "06", "09", "12"] as const) {
    await orderAtOnce(`2010-${month}-01`);
    look(await areRight());
    await set("update entitlement_lines set quantity = quantity + 1 where id ~ '^line_b[0-9]+x[178]'");
    await goTo(`2010-${month}-15`);
    await goTo(`2010-${month}-28`);
    look(await areRight());
  }
  const { rows } = await sql`select from renewal_quotes where version > 1`.execute(portal.owner);
  assert.ok(rows.length > 0, "some quotes have a second version");
  assert.deepEqual([...seen].sort(), STATES.toSorted());
});

test("an offer that moves, changes its price or goes takes its amount along", async () => {
  await addQuote(portal, { ...AOBA_QUOTE, renewalOn: "2013-04-01", lines: [DOORS, WAS] });
  await addQuote(portal, { ...AOBA_QUOTE, version: 2, lines: [{ ...DOORS, amount: 9500 }] });
  await areRight();
  await set(`delete from renewal_offers where site_id = '${CAST.aoba}' and line_id = '${CAST.aobaWas}'`);
  await areRight();
  await set(`delete from renewal_quotes where site_id = '${CAST.aoba}'`);
  const kept = await areRight();
  assert.ok(kept.every(({ siteId }) => String(siteId) !== CAST.aoba));
});
