/** A run that an operator asks for, over the API; automatic renewal; sites at which something is wrong; two at once. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { OTTO } from "../../../test/feed.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { systemContext } from "../../platform/context.ts";
import { runRenewals } from "./operations.ts";
import type { RunReport } from "./report.data.ts";

const run = ({ portal }: TestPortal) => runRenewals(systemContext(portal, "test"));

async function ask(portal: TestPortal, payload: object, email = OTTO) {
  const reply = await portal.as(email, { method: "POST", url: "/v1/renewal-runs", payload });
  return { status: reply.statusCode, ...(reply.json() as RunReport & { code?: string; fields?: object }) };
}

const told = ({ items }: RunReport) =>
  items.map(
    ({ deed, siteNumber, renewalOn, version, amount, currency, lines, recipients, rule }) =>
      `${siteNumber} ${deed} ${renewalOn} v${version} ${lines.length} ${amount} ${currency} ${recipients.join(" ")} ${rule}`,
  );

async function count({ owner }: TestPortal, table: string): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from ${sql.table(table)}`.execute(owner);
  return rows[0]?.count ?? 0;
}

describe("POST /v1/renewal-runs", () => {
  const open = async (now: string): Promise<TestPortal> => {
    const portal = await testPortal({ now });
    after(() => portal.close());
    return portal;
  };

  test("200 a rehearsal tells what any day will bring, and does nothing", async () => {
    const portal = await open("2009-12-20T03:00:00Z");
    const report = await ask(portal, { on: "2010-01-01", dryRun: true });
    assert.deepEqual(told(report), [
      "7001234 issue 2010-04-01 v1 2 13000 JPY hana@aoba.example orders@sakura.example BR-68",
    ]);
    assert.deepEqual([report.counts.issued, report.counts.sites, report.itemsCount], [1, 3, 1]);
    assert.deepEqual(told(await ask(portal, { on: "2009-12-31", dryRun: true })), []);
    assert.deepEqual(told(await ask(portal, { on: "2010-04-01", dryRun: true })), [
      "7001234 deferral 2010-04-01 vnull 1 null JPY  BR-70, BR-72",
      "7001234 lapse 2010-04-01 vnull 1 null JPY hana@aoba.example DOMAIN 3.18.7, 3.18.8",
    ]);
    for (const table of ["renewal_quotes", "renewal_offers", "renewal_sites", "mails"])
      assert.equal(await count(portal, table), 0, table);
  });

  test("200 a rehearsal of a day that is over tells what it brought", async () => {
    const portal = await open("2010-03-05T03:00:00Z");
    await run(portal);
    assert.deepEqual(told(await ask(portal, { on: "2010-01-01", dryRun: true })), [
      "7001234 issue 2010-04-01 v1 2 13000 JPY hana@aoba.example orders@sakura.example BR-68",
    ]);
  });

  test("400 a rehearsal goes ten years ahead, no further: what lies beyond would be worked at for ever", async () => {
    const portal = await open("2010-03-05T03:00:00Z");
    for (const on of ["9999-12-31", "2199-12-31", "2020-03-06"]) {
      const far = await ask(portal, { on, dryRun: true });
      assert.deepEqual([far.status, far.fields], [400, { on: ["day_out_of_range"] }], on);
    }
    assert.equal((await ask(portal, { on: "2020-03-05", dryRun: true })).status, 200);
    assert.equal((await ask(portal, { on: "1900-01-01", dryRun: true })).status, 200);
    const site = await ask(portal, { on: "2010-03-05", dryRun: true, siteNumber: "7\u0000" });
    assert.equal(site.status, 400);
  });

  test("200 it runs one site alone through a day; 400 not days to come; 404 no such site", async () => {
    const portal = await open("2010-01-01T03:00:00Z");
    await run(portal);
    portal.clock.set("2010-04-02T03:00:00Z"); // Hangang's anniversary is 1 July
    const one = await ask(portal, { on: "2010-04-02", siteNumber: "3005678" });
    assert.deepEqual(told(one), ["3005678 issue 2010-07-01 v1 1 28500 KRW seoyeon@hangang.example BR-68"]);
    assert.match(one.items[0]?.quoteNumber ?? "", /^Q[0-9A-Z]{10}$/);
    const all = await ask(portal, { on: "2010-04-02" });
    assert.deepEqual([all.counts.sites, all.counts.deferred, all.counts.lapsed], [2, 1, 1]);
    assert.equal((await ask(portal, { on: "2010-04-02" })).counts.sites, 0);
    const future = await ask(portal, { on: "2010-04-04" });
    assert.deepEqual([future.status, future.fields], [400, { on: ["day_out_of_range"] }]);
    assert.equal((await ask(portal, { on: "2010-04-02", siteNumber: "7999999" })).status, 404);
    assert.equal((await ask(portal, { on: "2010-04-02" }, "hana@aoba.example")).status, 404);
  });
});

test("§3.18.13 where it is switched on, what nobody ordered renews itself on the last day at the quote's prices", async () => {
  const portal = await testPortal({
    now: "2010-01-01T03:00:00Z",
    settings: { CARNET_AUTO_RENEW_COUNTRIES: "JP" },
  });
  after(() => portal.close());
  await run(portal);
  portal.clock.set("2010-03-31T03:00:00Z");
  assert.equal((await run(portal)).renewed, 1);
  assert.equal((await run(portal)).renewed, 0);
  const { rows } = await sql<{ text: string }>`
    select format('%s %s %s %s', placement.channel, placement.amount, line.covered_through, offer.state) as text
      from placements placement
      join renewal_offers offer on offer.site_id = placement.site_id and offer.order_id = placement.order_id
      join entitlement_lines line on line.site_id = offer.site_id and line.id = offer.line_id`.execute(
    portal.owner,
  );
  assert.deepEqual(
    rows.map(({ text }) => text),
    ["automatic 9000 2011-03-31 ordered"],
  );
  await portal.portal.jobs.drain();
  portal.clock.set("2010-04-01T03:00:00Z");
  const { deferred, lapsed } = await run(portal);
  assert.deepEqual([deferred, lapsed], [1, 0]);
});

test("§3.18.13 a line whose part is sold no more does not keep the others from renewing themselves", async () => {
  const portal = await testPortal({
    now: "2010-01-01T03:00:00Z",
    settings: { CARNET_AUTO_RENEW_COUNTRIES: "JP" },
  });
  after(() => portal.close());
  await sql`update coverage_periods set covered_through = '2010-03-31' where line_id = 'line_aobawas'`.execute(
    portal.owner,
  );
  await sql`update entitlement_lines set covered_through = '2010-03-31' where id = 'line_aobawas'`.execute(
    portal.owner,
  );
  await run(portal);
  await sql`update parts set programs = '{PAE}' where number = 'E025QLL'`.execute(portal.owner);
  portal.clock.set("2010-03-31T03:00:00Z");
  assert.equal((await run(portal)).renewed, 1);
  const { rows } = await sql<{ lineId: string; state: string }>`
    select line_id, state from renewal_offers where site_id = 'site_aoba' order by line_id`.execute(
    portal.owner,
  );
  assert.deepEqual(rows, [
    { lineId: "line_aobadoors", state: "ordered" },
    { lineId: "line_aobawas", state: "open" },
  ]);
});

test("a site at which something is wrong keeps it, holds up nobody, and is gone through when it is right again", async () => {
  const portal = await testPortal({ now: "2010-04-02T03:00:00Z" });
  after(() => portal.close());
  await sql`
    create function refuse_aoba() returns trigger language plpgsql as $$
    begin
      if new.site_id = 'site_aoba' then raise exception 'no quotes for this one'; end if;
      return new;
    end $$`.execute(portal.owner);
  await sql`create trigger refuse_aoba before insert or update on renewal_quotes for each row execute function refuse_aoba()`.execute(
    portal.owner,
  );
  await sql`update sites set program = 'PA' where id = ${CAST.aoba}`.execute(portal.owner);
  await sql`update entitlement_lines set covered_through = '2010-05-31' where id = ${CAST.aobaWas}`.execute(
    portal.owner,
  );
  await sql`update coverage_periods set covered_through = '2010-05-31' where line_id = ${CAST.aobaWas}`.execute(
    portal.owner,
  );
  const outcome = await run(portal);
  assert.deepEqual(outcome.failures, [{ siteId: CAST.aoba, failure: "no quotes for this one" }]);
  assert.equal(outcome.issued, 1);
  const stateOf = async () => {
    const { rows } = await sql<{ failure: string | null; checkedThrough: string | null }>`
      select failure, checked_through from renewal_sites where site_id = ${CAST.aoba}`.execute(portal.owner);
    return rows[0];
  };
  assert.deepEqual(await stateOf(), { failure: "no quotes for this one", checkedThrough: null });
  await sql`drop trigger refuse_aoba on renewal_quotes`.execute(portal.owner);
  assert.equal((await run(portal)).issued, 1);
  assert.deepEqual(await stateOf(), { failure: null, checkedThrough: "2010-04-02" });
});
