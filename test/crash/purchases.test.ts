/** Whoever orders while the portal is killed has ordered all of it or nothing. Source: issue 4 (6), BAR case 26. */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { type TestPortal, testPortal } from "../portal.ts";
import { buy, purchaseOf, renewalOfWas } from "../purchases.ts";

const KILLS = 6;
const LINES = 3;

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

/** How often each trace of an order is there, by order; the same for every one. */
async function traces(): Promise<string[]> {
  const { rows } = await sql<{ traces: string }>`
    select distinct concat_ws(' ',
             (select count(*) from placements p where p.order_id = o.id),
             (select count(*) from order_lines l where l.order_id = o.id),
             (select count(*) from entitlement_lines e where e.order_id = o.id),
             (select count(*) from coverage_periods c join order_lines l on l.id = c.order_line_id where l.order_id = o.id),
             (select count(*) from events v where v.name = 'order.placed' and v.facts ->> 'orderNumber' = o.number),
             (select count(*) from deliveries d where d.about ->> 'orderNumber' = o.number)) as traces
      from orders o where o.number like 'W%'`.execute(portal.owner);
  return rows.map(({ traces }) => traces);
}

async function tally() {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from orders where number like 'W%') as orders,
           (select count(*)::int from placements) as placements,
           (select count(*)::int from events where name = 'order.placed') as events,
           (select count(*)::int from mails where template = 'order-placed') as mails,
           (select count(*)::int from pgboss.job where name = 'entitlements.issue-proofs') as jobs`.execute(
    portal.owner,
  );
  return rows[0];
}

test(`a buyer who is killed ${KILLS} times in the middle leaves whole orders, and the next one can order`, async () => {
  const { connection } = portal.database;
  let heard = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const env = {
      ...process.env,
      CARNET_DATA: portal.portal.config.dataFolder,
      BUYER_DATABASE: JSON.stringify(connection),
    };
    const buyer = fork("test/crash/buyer.ts", {
      execArgv: ["--import", "tsx"],
      env,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    buyer.on("message", () => {
      heard += 1;
    });
    const [told] = await Promise.race([once(buyer, "message"), once(buyer, "exit").then(() => ["ended"])]);
    assert.notEqual(told, "ended", "the buyer ended before its first order");
    await sleep(37 + 23 * kill);
    buyer.kill("SIGKILL");
    await once(buyer, "exit");
  }
  assert.deepEqual(await traces(), [`1 ${LINES} ${LINES} ${LINES} 1 1`]);
  const { orders = 0, ...rest } = (await tally()) ?? {};
  assert.ok(orders >= heard && orders <= heard + KILLS, `${orders} orders, ${heard} were confirmed`);
  assert.deepEqual(rest, { placements: orders, events: orders, mails: orders, jobs: orders });
  await buy(portal, purchaseOf([renewalOfWas]));
});
