/**
 * The portal is killed in the middle of the daily run, at several moments, and started again: each site has its quote,
 * its lines' offers, its event and its mails exactly once. Source: issue 4 (9), BAR 28, case 26.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { type Database, openAsOwner } from "../../src/platform/database.ts";
import { type Postgres, startPostgres } from "../../src/platform/postgres/index.ts";
import { migrate } from "../../src/platform/postgres/migrations.ts";
import { addCast } from "../cast.ts";
import { fillSites } from "../many-sites.ts";
import { type PortalProcess, portalProcess } from "./process.ts";

const SITES = 5_000;
const DAY = "2010-01-01";

let postgres: Postgres;
let owner: Database;
let portal: PortalProcess;

before(async () => {
  portal = await portalProcess({ CARNET_CLOCK: `${DAY}T03:00:00Z` });
  postgres = await startPostgres({ dataFolder: portal.dataFolder }); // shared with the portal, and still there without it
  await migrate(postgres.connection);
  await addCast(postgres.connection);
  owner = openAsOwner(postgres.connection).db;
  await fillSites((text) => sql.raw(text).execute(owner), SITES, 1);
  await portal.start();
});
after(async () => {
  await owner.destroy();
  await postgres.stop();
  await portal.close();
});

/** How many sites the run has gone through. */
async function done(): Promise<number> {
  const { rows } = await sql<{ done: number }>`
    select count(*)::int as done from renewal_sites where checked_through = ${DAY}`.execute(owner);
  return rows[0]?.done ?? 0;
}

/** Undefined when the portal went away meanwhile. */
async function run(): Promise<{ sites: number } | undefined> {
  const reply = await fetch(`${portal.url}/v1/renewal-runs`, {
    method: "POST",
    headers: { authorization: `Bearer ${portal.key()}`, "content-type": "application/json" },
    body: JSON.stringify({ on: DAY }),
  }).catch(() => undefined);
  if (reply === undefined) return undefined;
  const text = await reply.text().catch(() => undefined);
  if (text === undefined) return undefined;
  assert.equal(reply.status, 200, text);
  return JSON.parse(text).counts;
}

test("killed in the middle of the run and started again: quotes, offers, events and mails exactly once", {
  timeout: 420_000,
}, async () => {
  const seen: number[] = [];
  for (const [atLeast, more] of [
    [0, 150],
    [1, 20],
    [1_500, 120],
    [3_000, 5],
  ] as const) {
    const running = run();
    while ((await done()) < atLeast) await sleep(5);
    await sleep(more);
    await portal.kill();
    await running;
    seen.push(await done());
    await portal.start();
  }
  console.log(`killed when ${seen.join(", ")} sites were done`);
  assert.ok(
    seen.some((sites) => sites > 0 && sites < SITES),
    "no kill came in the middle",
  );
  await run();
  assert.equal((await run())?.sites, 0);
  const { rows } = await sql<{ what: string; sites: number }>`
    select concat_ws(' ',
             (select count(*) from renewal_quotes q where q.site_id = s.id),
             (select count(*) from renewal_quote_versions v where v.site_id = s.id),
             (select count(*) from renewal_quote_lines l where l.site_id = s.id),
             (select count(*) from renewal_offers o where o.site_id = s.id and o.state = 'open'),
             (select count(*) from events e where e.site_id = s.id and e.name = 'renewal-quote.issued'),
             (select count(*) from deliveries d where d.site_id = s.id)) as what,
           count(*)::int as sites
      from sites s
     where s.id like 'site_b%' and s.program = 'PA'
     group by 1`.execute(owner);
  assert.deepEqual(rows, [{ what: "1 1 10 10 1 2", sites: (SITES / 10) * 9 }]);
  const { rows: broken } =
    await sql`select link from events group by chain, link having count(*) > 1`.execute(owner);
  assert.deepEqual(broken, []);
});
