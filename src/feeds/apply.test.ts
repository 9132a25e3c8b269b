/** What a feed becomes: orders, entitlement lines, coverage; revisions, order of lines, two at once, and kills. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { sql } from "kysely";
import { largeFeed } from "../../db/large-feed.ts";
import {
  faultsOf,
  feed,
  line,
  lines,
  OTTO,
  order,
  periodsOf,
  post,
  type Record,
  read,
  site,
  stateOf,
} from "../../test/feed.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { applyFeed } from "./operations.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

async function applied(records: readonly Record[]) {
  const report = await feed(portal, records);
  assert.equal(report.state, "applied", JSON.stringify(report.faults));
  return report;
}

async function linesOf(number: string) {
  const { rows } = await sql<{
    quantity: number;
    partNumber: string;
    coveredFrom: string;
    coveredThrough: string;
  }>`
    select quantity, part_number, covered_from, covered_through
      from entitlement_lines where order_number = ${number} order by order_line`.execute(portal.owner);
  return rows;
}

async function isProofDue(number: string): Promise<boolean> {
  const { rows } = await sql<{ proofDue: boolean }>`
    select proof_due from orders where number = ${number}`.execute(portal.owner);
  return rows[0]?.proofDue ?? false;
}

describe("an order", () => {
  for (const [orderedOn, through] of [
    ["2009-07-10", "2010-07-31"],
    ["2009-07-01", "2010-06-30"],
    ["2008-02-29", "2009-02-28"],
  ]) {
    test(`BR-67 of a license on ${orderedOn} is covered through ${through}`, async () => {
      const number = `BR67-${orderedOn}`;
      await applied([order({ number, orderedOn, lines: [line({ quantity: 7 })] })]);
      const [entitled] = await linesOf(number);
      assert.deepEqual(entitled, {
        quantity: 7,
        partNumber: "D09LELL",
        coveredFrom: orderedOn,
        coveredThrough: through,
      });
      assert.deepEqual(await periodsOf(portal, number), [`license ${orderedOn}…${through}`]);
    });
  }

  test("BR-60 has a proof of entitlement of its own: each order is due one, and a newer revision again", async () => {
    const reply = await post(portal, lines([order({ number: "BR60-1" }), order({ number: "BR60-2" })]));
    await applyFeed(portal.portal, reply.json().id);
    assert.deepEqual([await isProofDue("BR60-1"), await isProofDue("BR60-2")], [true, true]);
    await portal.portal.jobs.drain();
    assert.deepEqual([await isProofDue("BR60-1"), await isProofDue("BR60-2")], [false, false]);
    const newer = await post(
      portal,
      lines([order({ number: "BR60-2", revision: 2, lines: [line({ quantity: 9 })] })]),
    );
    await applyFeed(portal.portal, newer.json().id);
    assert.deepEqual([await isProofDue("BR60-1"), await isProofDue("BR60-2")], [false, true]);
    await portal.portal.jobs.drain();
  });

  test("BR-108 of a renewal gives days, not licenses; a reinstatement begins on its own day", async () => {
    const own = { site: "3006002" };
    const customer = { country: "KR", number: "654321" };
    const renews = { order: "L-1", line: 1 };
    await applied([
      site({ number: own.site, agreement: "100300", customer }),
      order({ ...own, number: "L-0", orderedOn: "2008-03-12" }),
      order({ ...own, number: "L-1", orderedOn: "2008-05-20" }),
    ]);
    await applied([
      order({ ...own, number: "R-1", orderedOn: "2009-05-31", lines: [line({ part: "E075NLL", renews })] }),
      order({ ...own, number: "R-2", orderedOn: "2012-02-15", lines: [line({ part: "D09EQLL", renews })] }),
    ]);
    assert.deepEqual(await periodsOf(portal, "L-1"), [
      "license 2008-05-20…2009-05-31",
      "renewal 2009-06-01…2010-03-31",
      "reinstatement 2012-02-15…2013-02-28",
    ]);
    assert.deepEqual(await linesOf("R-1"), []);
    const [entitled] = await linesOf("L-1");
    assert.deepEqual([entitled?.coveredFrom, entitled?.coveredThrough], ["2012-02-15", "2013-02-28"]);
  });

  test("an earlier first order moves the anniversary, and with it what was renewed", async () => {
    const number = "3006001";
    const customer = { country: "KR", number: "654321" };
    await applied([
      site({ number, agreement: "100300", customer }),
      order({ number: "A-1", site: number, orderedOn: "2009-07-10" }),
      order({
        number: "A-2",
        site: number,
        orderedOn: "2010-02-10",
        lines: [line({ part: "E075NLL", renews: { order: "A-1", line: 1 } })],
      }),
    ]);
    assert.deepEqual(await periodsOf(portal, "A-1"), [
      "license 2009-07-10…2010-07-31",
      "renewal 2010-08-01…2011-07-31",
    ]);
    await applied([order({ number: "A-0", site: number, orderedOn: "2008-03-12" })]);
    assert.deepEqual(await periodsOf(portal, "A-1"), [
      "license 2009-07-10…2010-07-31",
      "renewal 2010-08-01…2011-03-31",
    ]);
  });

  test("media give nothing to own", async () => {
    await applied([
      { type: "part", number: "M100KIT", product: "was", kind: "media", programs: ["PA"] },
      order({ number: "M-1", lines: [line({ part: "M100KIT" })] }),
    ]);
    assert.deepEqual(await linesOf("M-1"), []);
  });

  test("A-02 a letter that contradicts the kind is a warning; the kind counts", async () => {
    const report = await applied([
      { type: "part", number: "E999XLL", product: "was", kind: "license", programs: ["PA"] },
      order({ number: "A02-1", lines: [line({ part: "E999XLL" })] }),
    ]);
    assert.deepEqual(
      report.warnings.map(({ line: at, field, code }) => [at, field, code]),
      [[1, "kind", "letter_contradicts_kind"]],
    );
    assert.equal((await linesOf("A02-1")).length, 1);
  });
});

describe("a revision", () => {
  const revised = (revision: number, content: readonly Record[]) =>
    order({ number: "REV-1", revision, orderedOn: "2009-08-03", lines: content });
  const one = [line({ line: 1, quantity: 2 }), line({ line: 2, part: "D55WJLL", quantity: 3 })];
  const two = [line({ line: 1, quantity: 5 }), line({ line: 3, part: "D55WJLL", quantity: 1 })];

  test("that is newer replaces the lines: some go, some change, some come", async () => {
    await applied([revised(1, one)]);
    const { counts } = await applied([revised(2, two)]);
    assert.deepEqual(counts["order"], { added: 0, changed: 1, unchanged: 0, stale: 0 });
    assert.deepEqual(
      (await linesOf("REV-1")).map(({ quantity, partNumber }) => [partNumber, quantity]),
      [
        ["D09LELL", 5],
        ["D55WJLL", 1],
      ],
    );
    assert.deepEqual(await periodsOf(portal, "REV-1", 2), []);
    assert.deepEqual(await periodsOf(portal, "REV-1", 3), ["license 2009-08-03…2010-08-31"]);
  });

  test("that is older than what is stored is ignored and counted", async () => {
    const state = await stateOf(portal);
    const { counts } = await applied([revised(1, one)]);
    assert.deepEqual(counts["order"], { added: 0, changed: 0, unchanged: 0, stale: 1 });
    assert.equal(await stateOf(portal), state);
  });

  test("that is the same but says something else is refused", async () => {
    const report = await feed(portal, [revised(2, one)]);
    assert.equal(report.state, "refused");
    assert.deepEqual(faultsOf(report), ["1 revision revision_conflict"]);
  });

  test("counts once when a feed holds several: the newest", async () => {
    const { counts } = await applied([revised(4, two), revised(3, one), revised(4, two)]);
    assert.deepEqual(counts["order"], { added: 0, changed: 1, unchanged: 0, stale: 1 });
    assert.equal((await linesOf("REV-1"))[0]?.quantity, 5);
  });

  test("cannot take away a license that others renew", async () => {
    await applied([
      order({ number: "REV-2", lines: [line({ line: 1 }), line({ line: 2 })] }),
      order({
        number: "REV-3",
        orderedOn: "2010-01-05",
        lines: [line({ part: "E075NLL", renews: { order: "REV-2", line: 2 } })],
      }),
    ]);
    const report = await feed(portal, [order({ number: "REV-2", revision: 2, lines: [line({ line: 1 })] })]);
    assert.deepEqual(faultsOf(report), ["1 lines line_still_renewed"]);
  });

  test("that takes back a renewal takes back its days", async () => {
    const renewal = (revision: number, change: Record) =>
      order({ number: "REV-5", revision, orderedOn: "2010-01-05", lines: [line(change)] });
    await applied([
      order({ number: "REV-4" }),
      renewal(1, { part: "E075NLL", renews: { order: "REV-4", line: 1 } }),
    ]);
    assert.equal((await periodsOf(portal, "REV-4")).length, 2);
    await applied([renewal(2, { part: "D55WJLL" })]);
    assert.deepEqual(await periodsOf(portal, "REV-4"), ["license 2009-07-10…2010-07-31"]);
    assert.equal((await linesOf("REV-4"))[0]?.coveredThrough, "2010-07-31");
  });
});

describe("what does not fit is told", () => {
  const extended = (change: Record) =>
    order({ number: "X-2", orderedOn: "2010-01-05", lines: [line({ part: "E075NLL", ...change })] });
  const cases: readonly (readonly [title: string, records: readonly Record[], faults: readonly string[]])[] =
    [
      ["an unknown site", [order({ site: "7999999" })], ["1 site unknown_site"]],
      ["an unknown part", [order({ lines: [line({ part: "D0000LL" })] })], ["1 lines[0].part unknown_part"]],
      [
        "an unknown customer",
        [site({ customer: { country: "JP", number: "9999999" } })],
        ["1 customer unknown_customer"],
      ],
      ["an unknown agreement", [site({ agreement: "999999" })], ["1 agreement unknown_agreement"]],
      [
        "an unknown product",
        [{ type: "version", product: "nix", version: "1", availableOn: "2010-01-01" }],
        ["1 product unknown_product"],
      ],
      [
        "an unknown version",
        [
          {
            type: "release",
            product: "was",
            version: "9",
            platform: "linux",
            language: "en",
            files: [{ name: "x", sizeBytes: 1, sha256: "a".repeat(64) }],
          },
        ],
        ["1 version unknown_version"],
      ],
      [
        "a price of an unknown part",
        [{ type: "price", part: "D0000LL", currency: "JPY", level: "E", validFrom: "2010-01-01", amount: 1 }],
        ["1 part unknown_part"],
      ],
      ["a renewal of nothing", [extended({})], ["1 lines[0].renews renews_required"]],
      [
        "a license that renews",
        [extended({ part: "D09LELL", renews: { order: "SO-4700", line: 1 } })],
        ["1 lines[0].renews renews_not_allowed"],
      ],
      [
        "a renewal of an unknown line",
        [extended({ renews: { order: "SO-4700", line: 9 } })],
        ["1 lines[0].renews unknown_renewed_line"],
      ],
      [
        "a renewal of another site's line",
        [extended({ renews: { order: "SO-5100", line: 1 } })],
        ["1 lines[0].renews renewed_elsewhere"],
      ],
      [
        "a renewal of another product",
        [extended({ renews: { order: "SO-4711", line: 1 } })],
        ["1 lines[0].renews renewed_other_product"],
      ],
      [
        "a reinstatement of a covered line",
        [extended({ part: "D09EQLL", renews: { order: "SO-4700", line: 1 } })],
        ["1 lines[0].renews still_covered"],
      ],
      [
        "an order that moves to another site",
        [order({ number: "SO-4700", revision: 2, site: "3005678" })],
        ["1 site order_site_fixed"],
      ],
      [
        "a site that changes program",
        [site({ number: "7001234", program: "PAE", agreement: null })],
        ["1 program program_fixed"],
      ],
      [
        "a part that was ordered as something else",
        [{ type: "part", number: "D55WJLL", product: "was", kind: "media", programs: ["PA"] }],
        ["1 kind part_ordered_already"],
      ],
      [
        "BR-84 a customer number that two have in one country",
        [
          { type: "customer", country: "KR", number: "1111111", name: "One" },
          { type: "customer", country: "JP", number: "1111111", name: "Another country" },
          { type: "customer", country: "KR", number: "111111", name: "Padded is another number" },
          { type: "customer", country: "KR", number: "1111111", name: "Two" },
        ],
        ["4 number duplicate_record"],
      ],
      [
        "an order that stands there twice with other content",
        [order({ number: "X-9" }), order({ number: "X-9", orderedOn: "2009-07-11" })],
        ["2 number duplicate_record"],
      ],
      [
        "only the line that is wrong, not those that name it",
        [
          { type: "customer", country: "JP", number: "7777777", name: "" },
          site({ number: "7007777", customer: { country: "JP", number: "7777777" }, agreement: null }),
          order({ number: "X-8", site: "7007777" }),
          extended({ renews: { order: "X-8", line: 1 } }),
        ],
        ["1 name required"],
      ],
    ];
  for (const [title, records, faults] of cases) {
    test(title, async () => {
      const state = await stateOf(portal);
      const report = await feed(portal, records);
      assert.equal(report.state, "refused");
      assert.deepEqual(faultsOf(report), faults);
      for (const { message } of report.faults) assert.doesNotMatch(message, /^[a-z_]+$|\{/);
      assert.equal(await stateOf(portal), state, "nothing was changed");
    });
  }

  test("every bad line of many, by line, and none of the good ones applied", async () => {
    const bad = (at: number) => at % 3 === 0;
    const records = Array.from({ length: 300 }, (_, at) =>
      order({ number: `MANY-${at}`, site: bad(at) ? "7999999" : "7001234" }),
    );
    const report = await feed(portal, records);
    assert.deepEqual(
      report.faults.map((fault) => fault.line),
      records.map((_, at) => at + 1).filter((at) => bad(at - 1)),
    );
    assert.equal(report.faultsCount, 100);
    assert.deepEqual(await linesOf("MANY-1"), []);
  });
});

describe("the state after feeds", () => {
  const story: readonly Record[] = [
    {
      type: "product",
      code: "tsm",
      name: "Storage Manager",
      brand: "Tivoli",
      group: "Tivoli",
      keyScheme: "none",
      renewalKeys: false,
    },
    { type: "version", product: "tsm", version: "6.1", availableOn: "2009-03-01" },
    { type: "part", number: "D200ALL", product: "tsm", kind: "license", programs: ["PA", "PAE"] },
    { type: "part", number: "E200ALL", product: "tsm", kind: "renewal", programs: ["PAE", "PA"] },
    { type: "price", part: "D200ALL", currency: "JPY", level: "E", validFrom: "2009-01-01", amount: 600 },
    { type: "customer", country: "JP", number: "2222222", name: "みどり" },
    {
      type: "agreement",
      number: "100222",
      program: "PA",
      customer: { country: "JP", number: "2222222" },
      level: "D",
    },
    site({ number: "7002222", agreement: "100222", customer: { country: "JP", number: "2222222" } }),
    order({ number: "ST-1", site: "7002222", orderedOn: "2009-03-12", lines: [line({ part: "D200ALL" })] }),
    order({
      number: "ST-2",
      site: "7002222",
      orderedOn: "2010-01-12",
      lines: [line({ part: "E200ALL", renews: { order: "ST-1", line: 1 } })],
    }),
    order({
      number: "ST-3",
      site: "7002222",
      orderedOn: "2009-09-01",
      revision: 2,
      lines: [line({ part: "D200ALL", quantity: 4 })],
    }),
    order({ number: "ST-3", site: "7002222", orderedOn: "2009-09-01", lines: [line({ part: "D200ALL" })] }),
  ];

  async function stateAfter(
    records: readonly Record[],
    check = async (_fresh: TestPortal) => {},
  ): Promise<string> {
    const fresh = await testPortal();
    try {
      const { state } = await feed(fresh, records);
      assert.equal(state, "applied");
      await check(fresh);
      return await stateOf(fresh);
    } finally {
      await fresh.close();
    }
  }

  test("is the same however the lines are shuffled", async () => {
    const expected = await stateAfter(story);
    for (const shuffled of fc.sample(fc.shuffledSubarray([...story], { minLength: story.length }), {
      numRuns: 4,
      seed: 7,
    })) {
      assert.equal(await stateAfter(shuffled), expected);
    }
  });

  test("is the same whichever of two orders came first", async () => {
    const head = story.slice(0, -4);
    const [license, renewal, third] = story.slice(-4);
    assert(license !== undefined && renewal !== undefined && third !== undefined);
    const inTurn = (feeds: readonly (readonly Record[])[]) =>
      stateAfter([...head, license], async (fresh) => {
        for (const records of feeds) assert.equal((await feed(fresh, records)).state, "applied");
      });
    assert.equal(await inTurn([[third], [renewal]]), await inTurn([[renewal], [third], [third, renewal]]));
  });

  test("is changed by nothing when the feed comes again", async () => {
    const first = await applied(story);
    assert.deepEqual(first.counts["order"], { added: 3, changed: 0, unchanged: 0, stale: 1 });
    const state = await stateOf(portal);
    const { rows } = await sql<{ before: number }>`select count(*) as before from events`.execute(
      portal.owner,
    );
    const again = await applied(story);
    assert.equal(await stateOf(portal), state);
    assert.deepEqual(again.counts["site"], { added: 0, changed: 0, unchanged: 1, stale: 0 });
    for (const [type, { added, changed }] of Object.entries(again.counts))
      assert.deepEqual([added, changed], [0, 0], type);
    assert.deepEqual(again.counts["order"], { added: 0, changed: 0, unchanged: 3, stale: 1 });
    const since = await sql<{ name: string }>`
      select name from events order by position offset ${rows[0]?.before ?? 0}`.execute(portal.owner);
    assert.deepEqual(
      since.rows.map(({ name }) => name),
      ["feed.received", "feed.applied"],
    );
  });
});

describe("a run that is killed", () => {
  const records: Record[] = [...largeFeed({ sites: 20, orders: 3_000 })].map((record) => ({ ...record }));

  test("leaves nothing, and the next run ends as if there had been one only", async () => {
    const calm = await testPortal({ empty: true });
    const hunted = await testPortal({ empty: true });
    try {
      await importAsSystem(calm);
      const feedId = await importAsSystem(hunted, async (id) => {
        for (let kills = 0, delay = 20; kills < 12; kills += 1, delay += 60) {
          const run = applyFeed(hunted.portal, id).then(
            () => "done",
            () => "killed",
          );
          await sleep(delay);
          await killRun(hunted);
          if ((await run) === "done") break;
          const { rows } = await sql<{ orders: number }>`select count(*) as orders from orders`.execute(
            hunted.owner,
          );
          assert.equal(rows[0]?.orders, 0, "a killed run left orders behind");
        }
        // As the job queue does: a run that lost its connection is tried again.
        await applyFeed(hunted.portal, id).catch(() => sleep(200).then(() => applyFeed(hunted.portal, id)));
      });
      assert.equal(await stateOf(hunted), await stateOf(calm));
      const { rows } = await sql<{ state: string; times: number }>`
        select state, (select count(*) from events where name = 'feed.applied') as times
          from feeds where id = ${feedId}`.execute(hunted.owner);
      assert.deepEqual(rows, [{ state: "applied", times: 1 }]);
    } finally {
      await calm.close();
      await hunted.close();
    }
  });

  async function importAsSystem(
    of: TestPortal,
    apply = (id: string) => applyFeed(of.portal, id),
  ): Promise<string> {
    const { receiveFeed } = await import("./receive.documents.ts");
    const { systemContext } = await import("../platform/context.ts");
    async function* bytes() {
      yield Buffer.from(lines(records));
    }
    const incoming = { bytes: bytes(), format: "jsonl", isDryRun: false, name: null };
    const { feed: received } = await receiveFeed(systemContext(of.portal, "test"), incoming);
    await apply(received.id);
    return received.id;
  }

  async function killRun({ owner }: TestPortal): Promise<void> {
    await sql`
      select pg_terminate_backend(pid)
        from pg_locks
       where locktype = 'advisory'
         and database = (select oid from pg_database where datname = current_database())
         and pid <> pg_backend_pid()`.execute(owner);
  }
});

describe("two at once", () => {
  test("the very same content is one feed", async () => {
    const content = lines([order({ number: "TWO-1" })]);
    const replies = await Promise.all([post(portal, content), post(portal, content), post(portal, content)]);
    assert.deepEqual(replies.map((reply) => reply.statusCode).sort(), [200, 200, 202]);
    assert.equal(new Set(replies.map((reply) => reply.json().id)).size, 1);
    await portal.portal.jobs.drain();
  });

  test("feeds that overlap follow each other", async () => {
    const first = Array.from({ length: 400 }, (_, at) => order({ number: `OV-${at}` }));
    const second = Array.from({ length: 400 }, (_, at) => order({ number: `OV-${at + 200}` }));
    const ids = await Promise.all([post(portal, lines(first)), post(portal, lines(second))]);
    await Promise.all(ids.map((reply) => applyFeed(portal.portal, reply.json().id)));
    await portal.portal.jobs.drain();
    const reports = await Promise.all(ids.map((reply) => read(portal, reply.json().id)));
    assert.deepEqual(
      reports.map(({ state }) => state),
      ["applied", "applied"],
    );
    assert.deepEqual(reports.map(({ counts }) => counts["order"]?.added).sort(), [200, 400]);
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from entitlement_lines where order_number like 'OV-%'`.execute(portal.owner);
    assert.equal(rows[0]?.count, 600);
  });

  test("a site's people go on working while a feed runs", async () => {
    const content = [
      site({ number: "7001234", agreement: "100200", name: "青葉商事 本社", phone: "022-111-1111" }),
      order({ number: "LIVE-1" }),
    ];
    const reply = await post(portal, lines(content));
    const [run, seen] = await Promise.all([
      applyFeed(portal.portal, reply.json().id),
      portal.as("hana@aoba.example", { url: "/v1/sites/site_aoba/orders" }),
    ]);
    assert.equal(run, undefined);
    assert.equal(seen.statusCode, 200);
    await portal.portal.jobs.drain();
    assert.equal((await read(portal, reply.json().id)).state, "applied");
  });
});

test(`${OTTO} sees what each site's people see: one event a feed and site`, async () => {
  await applied([order({ number: "EV-1" }), order({ number: "EV-2" })]);
  const { rows } = await sql<{ name: string; facts: { orders: number; orderNumbers: string[] } }>`
    select name, facts from events where site_id = 'site_aoba' and name = 'order.booked' order by position desc limit 1`.execute(
    portal.owner,
  );
  assert.equal(rows[0]?.facts.orders, 2);
  assert.deepEqual(rows[0]?.facts.orderNumbers, ["EV-1", "EV-2"]);
});
