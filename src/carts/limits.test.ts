/** Amounts that are beyond exact numbers: on request, refused in words, never an error of the program. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { faultsOf, feed } from "../../test/feed.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { systemContext } from "../platform/context.ts";
import { runRenewals } from "../renewals/index.ts";

const HANA = "hana@aoba.example";
const SITE = `/v1/sites/${CAST.aoba}`;
const HUGE = 1_000_000_000_000_000;

let portal: TestPortal;
before(async () => {
  portal = await testPortal({ now: "2010-01-02T03:00:00Z" });
});
after(() => portal.close());

async function ask(method: "GET" | "POST" | "PATCH", url: string, payload = {}) {
  const body = method === "GET" ? {} : { payload };
  const reply = await portal.as(HANA, { method, url: `${SITE}${url}`, ...body });
  return { status: reply.statusCode, ...reply.json() };
}
const price = (part: string, amount: number, change = {}) => ({
  ...{ type: "price", part, currency: "JPY", level: "E", validFrom: "2010-01-01", amount, ...change },
});
/** As it may stand there from before the limit. */
const costs = (part: string, amount: number) =>
  sql`insert into prices (part_number, currency, level, valid_from, amount)
      values (${part}, 'JPY', 'E', '2010-01-01', ${amount})
      on conflict (part_number, currency, level, valid_from) do update set amount = excluded.amount`.execute(
    portal.owner,
  );

describe("amounts beyond exact numbers", () => {
  test("a price above 10^12 minor units is refused by the feed, naming field and limit; up to there it is taken", async () => {
    const report = await feed(portal, [price("D55WJLL", 1e12 + 1, { level: "F" })]);
    assert.deepEqual([report.state, faultsOf(report)], ["refused", ["1 amount out_of_range"]]);
    assert.match(report.faults[0]?.message ?? "", /1,?000,?000,?000,?000/);
    assert.equal((await feed(portal, [price("D55WJLL", 1e12, { level: "F" })])).state, "applied");
  });

  test("100,000 × 10^15 in a cart: refused with what to do, as one line and as a sum; the rest is as it was", async () => {
    await costs("D55WJLL", HUGE);
    const refused = await ask("POST", "/cart/lines", { partNumber: "D55WJLL", quantity: 100_000 });
    assert.deepEqual([refused.status, refused.code], [409, "amount_too_large"]);
    assert.deepEqual([refused.rule, refused.most], ["decision 0020", Number.MAX_SAFE_INTEGER]);
    assert.match(refused.detail ?? refused.title, /@/);
    const cart = await ask("POST", "/cart/lines", { partNumber: "D55WJLL", quantity: 5 });
    assert.equal(cart.total.amount, 5 * HUGE);
    const more = await ask("PATCH", `/cart/lines/${cart.lines[0].id}`, { quantity: 100_000 });
    assert.deepEqual([more.status, more.lines[0].obstacle, more.total], [200, "amount_too_large", null]);
    const page = await portal.as(HANA, { url: `/sites/${CAST.aoba}/cart` });
    assert.equal(page.statusCode, 200);
    const seen = (lines: readonly Record<string, unknown>[]) =>
      lines.map(({ id, partNumber, quantity, amount }) => ({
        ...{ id, partNumber, quantity },
        amount: (amount as { amount: number } | null)?.amount ?? null,
      }));
    const order = (now: typeof more) =>
      ask("POST", "/cart/order", { revision: now.revision, channel: "online", seen: seen(now.lines) });
    const stuck = await order(more);
    assert.deepEqual(
      [stuck.status, stuck.code, stuck.lines[0].reason],
      [409, "cart_line_not_orderable", "amount_too_large"],
    );
    await costs("D09LELL", HUGE);
    await ask("PATCH", `/cart/lines/${cart.lines[0].id}`, { quantity: 5 });
    const sum = await ask("POST", "/cart/lines", { partNumber: "D09LELL", quantity: 5 });
    assert.deepEqual([sum.status, sum.total], [201, null]);
    const told = await order(sum);
    assert.deepEqual([told.status, told.code, told.rule], [409, "amount_too_large", "decision 0020"]);
  });

  test("BR-68 the run passes over such a line: its price is on request, the others have theirs", async () => {
    await costs("E075NLL", HUGE);
    const { failures } = await runRenewals(systemContext(portal.portal, "test"));
    assert.deepEqual(failures, []);
    const { items } = await ask("GET", "/renewal-quotes");
    const { lines, total } = await ask("GET", `/renewal-quotes/${items[0].quoteId}`);
    assert.deepEqual(
      lines.map((line: { lineId: string; amount: unknown }) => [line.lineId, line.amount]),
      [
        [CAST.aobaDoors, null],
        [CAST.aobaWas, { amount: 4000, currency: "JPY" }],
      ],
    );
    assert.equal(total, null);
    const order = (lineId: string) =>
      ask("POST", `/renewal-quotes/${items[0].quoteId}/orders`, { lineIds: [lineId] });
    const asked = await order(CAST.aobaDoors);
    assert.deepEqual([asked.status, asked.code], [409, "renewal_price_missing"]);
    assert.equal((await order(CAST.aobaWas)).status, 201);
  });

  test("BR-78a a reinstatement of such an amount is on request; the studio answers", async () => {
    await costs("D09LELL", 6000);
    await sql`update prices set amount = ${HUGE}
               where part_number in (select number from parts where kind = 'reinstatement')`.execute(
      portal.owner,
    );
    portal.clock.set("2010-04-15T03:00:00Z");
    portal.signOut();
    const reply = await ask("GET", "/reinstatements");
    assert.equal(reply.status, 200, JSON.stringify(reply));
    const told = reply.items.map((each: { amount: unknown; obstacle: string }) => [
      each.amount,
      each.obstacle,
    ]);
    assert.deepEqual(told, [[null, "price_not_told"]]);
    assert.equal((await portal.as(HANA, { url: `/sites/${CAST.aoba}/studio` })).statusCode, 200);
  });
});
