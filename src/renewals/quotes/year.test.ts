/**
 * A year of renewals from the outside: the clock is moved, the daily job runs, and everything else is asked of the API
 * and of the mailbox. The exact dates and amounts are DOMAIN's, §4.4.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type Record as FeedRecord, feed, line, lines, order as orderRecord } from "../../../test/feed.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { importFeed } from "../../feeds/index.ts";
import { systemContext } from "../../platform/context.ts";

const HANA = "hana@aoba.example";
const PARTNER = "orders@sakura.example";
const AOBA = `/v1/sites/${CAST.aoba}`;

let portal: TestPortal;

/** Noon in Japan on a day; the day's run is done by then. */
async function goTo(day: string): Promise<void> {
  portal.clock.set(`${day}T03:00:00Z`);
  portal.signOut();
  await portal.portal.jobs.enqueue(portal.portal.db, "renewals.run", [{}]);
  await portal.portal.jobs.drain();
}

/** The vendor's feed tells of an order of that day. */
async function buys(day: string, number: string, change: FeedRecord = {}, site = "7001234"): Promise<void> {
  portal.clock.set(`${day}T05:00:00Z`);
  const record = orderRecord({ number, site, orderedOn: day, lines: [line({ part: "D55WJLL", ...change })] });
  await importFeed(systemContext(portal.portal, "test"), { name: "f.jsonl", content: [lines([record])] });
  await portal.portal.jobs.drain();
}

interface Line {
  lineId: string;
  part: string;
  license: { order: string };
  coveredFrom: string;
  coveredThrough: string;
  months: number;
  quantity: number;
  amount: { amount: number; currency: string };
  state: string;
  isNew: boolean;
}

async function get(url: string, as = HANA) {
  const reply = await portal.as(as, { url });
  assert.equal(reply.statusCode, 200, reply.body);
  return reply.json();
}

async function quotes(site = AOBA, as = HANA) {
  return (await get(`${site}/renewal-quotes`, as)).items;
}

async function newest(site = AOBA, as = HANA) {
  const [quote] = await quotes(site, as);
  return get(`${site}/renewal-quotes/${quote.quoteId}`, as);
}

/** `part from…through months amount` of each line. */
function told(all: readonly Line[]): string[] {
  return all.map(({ license, part, coveredFrom, coveredThrough, months, amount }) =>
    [license.order, part, `${coveredFrom}…${coveredThrough}`, months, amount.amount].join(" "),
  );
}

async function place(quoteId: string, lineIds: readonly string[], more: object = {}) {
  const payload = { lineIds, channel: "online", ...more };
  return portal.as(HANA, { method: "POST", url: `${AOBA}/renewal-quotes/${quoteId}/orders`, payload });
}

/** Mails about quotes, the oldest first. */
async function quoteMails(): Promise<string[]> {
  const { rows } = await sql<{ to: string }>`
    select to_address as "to" from mails where template = 'renewal-quote' order by queued_at, to_address`.execute(
    portal.owner,
  );
  return rows.map(({ to }) => to);
}

const DOORS = "SO-4700 E075NLL 2010-04-01…2011-03-31 12 9000";
const WAS = "SO-4711 E025QLL 2010-08-01…2011-03-31 8 4000";

describe("the quote of a PA site", () => {
  before(async () => {
    portal = await testPortal({ now: "2009-12-30T03:00:00Z" });
  });
  after(() => portal.close());

  test("BR-68, BR-69 is dated 2010-01-01, ninety days before 2010-04-01: 4,000 for eight months, 9,000 for twelve", async () => {
    await goTo("2009-12-31");
    assert.deepEqual(await quotes(), []);
    await goTo("2010-01-01");
    const quote = await newest();
    assert.deepEqual(
      [quote.datedOn, quote.dueOn, quote.renewalOn, quote.anniversary, quote.level, quote.version],
      ["2010-01-01", "2010-03-31", "2010-04-01", "2010-04-01", "E", 1],
    );
    assert.deepEqual(told(quote.lines), [DOORS, WAS]);
    assert.deepEqual(quote.total, { amount: 13_000, currency: "JPY" });
    assert.deepEqual((await quoteMails()).sort(), [HANA, PARTNER]);
  });

  test("BR-73, BR-76 purchases of 10, 12 and 20 February: one version 2 with three lines, one mail to each", async () => {
    for (const [day, quantity] of [
      ["10", 1],
      ["12", 2],
      ["20", 3],
    ] as const) {
      await buys(`2010-02-${day}`, `SO-60${day}`, { quantity });
      await goTo(`2010-02-${day}`);
      assert.equal((await newest()).version, 1);
    }
    await goTo("2010-03-01");
    const quote = await newest();
    assert.deepEqual(
      [quote.version, quote.datedOn, quote.number],
      [2, "2010-03-01", (await quotes())[0].number],
    );
    const added = quote.lines.filter(({ isNew }: Line) => isNew);
    assert.deepEqual(told(added), [
      "SO-6010 E025QLL 2011-03-01…2011-03-31 1 100",
      "SO-6012 E025QLL 2011-03-01…2011-03-31 1 200",
      "SO-6020 E025QLL 2011-03-01…2011-03-31 1 300",
    ]);
    assert.deepEqual(quote.total, { amount: 13_600, currency: "JPY" });
    assert.deepEqual(
      [quote.sinceVersionBefore.added.length, quote.sinceVersionBefore.totalBefore.amount],
      [3, 13_000],
    );
    assert.equal((await quoteMails()).length, 4);
    const { items } = await get(`/v1/demo/mailbox?to=${PARTNER}`);
    assert.ok(items[0].subject.includes("第 2 版"), items[0].subject);
    assert.equal(items[0].text.match(/【追加】/g).length, 3);
  });

  test("BR-74 a purchase on 2010-03-01 makes version 3 the next day; on 03-02 and 03-15 none", async () => {
    await buys("2010-03-01", "SO-6101");
    await goTo("2010-03-02");
    const quote = await newest();
    assert.equal(quote.version, 3);
    assert.deepEqual(told(quote.lines.filter(({ isNew }: Line) => isNew)), [
      "SO-6101 E025QLL 2011-03-01…2011-03-31 1 200",
    ]);
    await buys("2010-03-02", "SO-6102");
    await goTo("2010-03-03");
    await buys("2010-03-15", "SO-6115");
    await goTo("2010-03-16");
    await goTo("2010-03-31");
    assert.equal((await newest()).version, 3);
    assert.equal((await quoteMails()).length, 6);
  });

  test("BR-75 for it is covered to the end of the next term: cov(2010-03-02) ends 2011-03-31", async () => {
    const { items } = await get(`${AOBA}/entitlements?q=SO-6102`);
    assert.equal(items[0].coveredThrough, "2011-03-31");
  });

  test("D-13 version 1 is refused with what changed since; version 3 is taken, WAS stays open", async () => {
    const quote = await newest();
    const doors = quote.lines.find(({ license }: Line) => license.order === "SO-4700");
    const old = await place(quote.quoteId, [doors.lineId], { version: 1 });
    const { code, added, totalBefore, totalAfter } = old.json();
    assert.deepEqual([old.statusCode, code, added.length], [409, "quote_superseded", 4]);
    assert.deepEqual([totalBefore, totalAfter], [13_000, 13_800]);
    const rest = quote.lines
      .filter(({ license }: Line) => license.order !== "SO-4711")
      .map((each: Line) => each.lineId);
    const placed = await place(quote.quoteId, rest, { version: 3, channel: "partner" });
    assert.deepEqual([placed.statusCode, placed.json().total.amount], [201, 9800], placed.body);
    assert.deepEqual(placed.json().stillOpen, [{ lineId: CAST.aobaWas, through: "2010-07-31" }]);
    await portal.portal.jobs.drain(); // its proof goes out on its own day
  });

  test("BR-72 from 2010-04-01 to 2010-07-31 there is no mail about the deferred line", async () => {
    // What goes out about this site: others have their own dates, and people sign in.
    const sent = async () => {
      const { rows } = await sql<{ template: string }>`
        select template from mails join deliveries on mail_id = mails.id
         where site_id = ${CAST.aoba} and queued_at > '2010-03-31T12:00:00Z'`.execute(portal.owner);
      return rows.map(({ template }) => template);
    };
    for (const day of ["2010-04-01", "2010-04-02", "2010-05-01", "2010-06-01", "2010-07-01", "2010-07-30"])
      await goTo(day);
    assert.equal((await newest()).state, "deferred");
    assert.deepEqual(await sent(), []);
  });

  test("BR-70, BR-71 on its last day it is taken at the level of that day: 4,200 at level D", async () => {
    await feed(portal, [
      {
        type: "agreement",
        number: "100200",
        program: "PA",
        customer: { country: "JP", number: "1234567" },
        level: "D",
      },
    ]);
    await goTo("2010-07-31");
    const quote = await newest();
    assert.equal(quote.level, "E");
    const placed = await place(quote.quoteId, [CAST.aobaWas]);
    assert.deepEqual([placed.statusCode, placed.json().total.amount, placed.json().level], [201, 4200, "D"]);
    await goTo("2010-08-01");
    assert.equal((await newest()).state, "closed");
    const { items } = await get(`${AOBA}/entitlements?q=SO-4711`);
    assert.equal(items[0].coveredThrough, "2011-03-31");
    const again = await place(quote.quoteId, [CAST.aobaWas]);
    assert.equal(again.json().code, "renewed_already");
  });

  test("BR-68 the next year's quote is dated 2011-01-01 and holds everything for twelve months, at level D", async () => {
    await goTo("2011-01-01");
    const quote = await newest();
    assert.deepEqual([quote.datedOn, quote.renewalOn, quote.level], ["2011-01-01", "2011-04-01", "D"]);
    assert.ok(
      quote.lines.every(({ months, coveredFrom }: Line) => months === 12 && coveredFrom === "2011-04-01"),
    );
    assert.deepEqual(
      told(quote.lines).filter((text) => /SO-47/.test(text)),
      ["SO-4700 E075NLL 2011-04-01…2012-03-31 12 9500", "SO-4711 E025QLL 2011-04-01…2012-03-31 12 6300"],
    );
  });
});

describe("what is not renewed", () => {
  beforeEach(async () => {
    portal = await testPortal({ now: "2010-01-01T03:00:00Z" });
    await goTo("2010-01-01");
  });
  afterEach(() => portal.close());

  test("BR-78e DOORS is taken on 2010-03-31 and refused on 2010-04-01, with D09EQLL offered", async () => {
    await goTo("2010-04-01");
    const { quoteId, lines: all } = await newest();
    assert.deepEqual(
      all.map(({ license, state }: Line) => [license.order, state]),
      [
        ["SO-4700", "lapsed"],
        ["SO-4711", "deferred"],
      ],
    );
    const late = await place(quoteId, [CAST.aobaDoors]);
    const { code, through, reinstatement } = late.json();
    assert.deepEqual([late.statusCode, code, through], [409, "coverage_lapsed", "2010-03-31"]);
    assert.deepEqual([reinstatement[0].partNumber, reinstatement[0].amount], ["D09EQLL", 27_500]);
  });

  test("BR-70 WAS is refused on 2010-08-01, lapsed and its quote closed", async () => {
    await goTo("2010-08-01");
    const quote = await newest();
    assert.equal(quote.state, "closed");
    const late = await place(quote.quoteId, [CAST.aobaWas]);
    assert.deepEqual([late.statusCode, late.json().code], [409, "coverage_lapsed"]);
  });

  test("BR-78g renewed with the vendor instead, by the feed: the quote says so and refuses it", async () => {
    await buys("2010-02-15", "SO-6500", {
      part: "E025QLL",
      quantity: 5,
      renews: { order: "SO-4711", line: 1 },
    });
    const quote = await newest();
    const was = quote.lines.find(({ license }: Line) => license.order === "SO-4711");
    assert.deepEqual([was.state, was.orderNumber], ["ordered", null]);
    assert.equal((await place(quote.quoteId, [CAST.aobaWas])).json().code, "renewed_already");
    assert.equal((await place(quote.quoteId, [CAST.aobaDoors])).statusCode, 201);
  });
});

test("BR-76 Express: 5, 2 and 3 units of July 2009 end together: one quote of 2010-05-03 with three lines, at list price", async () => {
  portal = await testPortal({ now: "2009-07-01T03:00:00Z" });
  try {
    for (const [day, quantity] of [
      ["10", 5],
      ["12", 2],
      ["20", 3],
    ] as const) {
      await buys(`2009-07-${day}`, `SO-30${day}`, { quantity }, "7004321");
    }
    await sql`update sites set primary_state = 'claimed' where id = ${CAST.formosa}`.execute(portal.owner);
    await sql`
      insert into access_grants (site_id, person_id, role, secondary_place, software_and_services, reporting, entitlements,
                                 entitlement_allocation, manage_access, contact_update, account_documents, granted_at, granted_by)
      values (${CAST.formosa}, ${CAST.lihua}, 'primary', null, 'download_media_commerce', 'view', 'update', 'update',
              'update', 'update', 'view', '2009-08-01', 'passcode')`.execute(portal.owner);
    const site = `/v1/sites/${CAST.formosa}`;
    const lihua = "lihua@formosa.example";
    await goTo("2010-05-02");
    assert.deepEqual(await quotes(site, lihua), []);
    await goTo("2010-05-03");
    const quote = await newest(site, lihua);
    assert.deepEqual(
      [quote.datedOn, quote.dueOn, quote.renewalOn, quote.anniversary, quote.level, quote.currency],
      ["2010-05-03", "2010-07-31", "2010-08-01", null, "BL", "TWD"],
    );
    assert.deepEqual(told(quote.lines), [
      "SO-3010 E025QLL 2010-08-01…2011-07-31 12 6600",
      "SO-3012 E025QLL 2010-08-01…2011-07-31 12 2640",
      "SO-3020 E025QLL 2010-08-01…2011-07-31 12 3960",
    ]);
    assert.deepEqual(
      (await quoteMails()).filter((to) => to === lihua),
      [lihua],
    );
    const { items } = await get(`/v1/demo/mailbox?to=${lihua}`);
    assert.ok(items.some(({ subject }: { subject: string }) => subject.startsWith("續約報價 Q")));
  } finally {
    await portal.close();
  }
});
