/** The first run there ever is, asked for a day that is over: no site begins in the past. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { sql } from "kysely";
import { OTTO } from "../../../test/feed.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { systemContext } from "../../platform/context.ts";
import { runRenewals } from "./operations.ts";

async function ask(portal: TestPortal, payload: object) {
  const reply = await portal.as(OTTO, { method: "POST", url: "/v1/renewal-runs", payload });
  return { status: reply.statusCode, ...reply.json() };
}

async function made({ owner }: TestPortal): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select 'quote ' || dated_on as text from renewal_quote_versions
     union all
    select 'mail ' || template from mails where template like 'renewal%'
     union all
    select 'through ' || coalesce(checked_through::text, '-') from renewal_sites
     order by 1`.execute(owner);
  return rows.map(({ text }) => text);
}

const open = async (now: string): Promise<TestPortal> => {
  const portal = await testPortal({ now });
  after(() => portal.close());
  return portal;
};

test("BR-68 really run for a past day when no run has ever been: refused, since nobody could have seen such a quote; nothing is made", async () => {
  const portal = await open("2010-03-05T03:00:00Z");
  const told = await ask(portal, { on: "2010-01-10" });
  assert.deepEqual([told.status, told.code, told.on], [409, "renewals_not_begun", "2010-01-10"]);
  assert.match(told.detail ?? told.title, /first run.*today|rehearse/i);
  assert.deepEqual(await made(portal), []);
  const alone = await ask(portal, { on: "2010-01-10", siteNumber: "7001234" });
  assert.deepEqual([alone.status, alone.code], [409, "renewals_not_begun"]);
  const rehearsed = await ask(portal, { on: "2010-01-01", dryRun: true });
  assert.deepEqual([rehearsed.status, rehearsed.counts.issued], [200, 1]);
});

test("the first run of today dates its quotes today", async () => {
  const portal = await open("2010-03-05T03:00:00Z");
  assert.equal((await ask(portal, { on: "2010-03-05" })).status, 200);
  const [mails, quotes] = [await made(portal), await made(portal)];
  assert.ok(quotes.includes("quote 2010-03-05") && !quotes.some((text) => /quote 2010-0[12]/.test(text)));
  assert.equal(mails.filter((text) => text.startsWith("mail")).length, 2);
});

test("a past day later on: whoever has been gone through further stays so, and a site that came in since waits for today's run", async () => {
  const portal = await open("2010-01-01T03:00:00Z");
  await runRenewals(systemContext(portal.portal, "test"));
  await sql`update renewal_sites set checked_through = null, next_on = null, looked_under = null
             where site_id = 'site_aoba'`.execute(portal.owner);
  await sql`delete from renewal_quotes where site_id = 'site_aoba'`.execute(portal.owner);
  portal.clock.set("2010-03-05T03:00:00Z");
  portal.signOut();
  const told = await ask(portal, { on: "2010-02-10" });
  assert.deepEqual([told.status, told.counts.sites, told.counts.issued, told.notBegun], [200, 2, 0, 1]);
  assert.ok(!(await made(portal)).some((text) => text.startsWith("quote")));
  assert.equal((await ask(portal, { on: "2010-03-05" })).notBegun, 0);
  assert.ok((await made(portal)).includes("quote 2010-03-05"));
});
