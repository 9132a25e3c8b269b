/** Transfers raced: whatever comes at once, a line is at one site, and no key is out for a line that has left. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { feed, order } from "../../test/feed.ts";
import { clearKeys } from "../../test/keys.ts";
import { consentBoth, HANA, KEN, OSAKA, type TransferStage, transferStage } from "../../test/transfers.ts";

const AOBA = CAST.aoba;
let stage: TransferStage;
before(async () => {
  stage = await transferStage();
});
after(() => stage.close());

/** The ten DOORS are at Aoba again, by whatever line they came back. */
let lineId: string = CAST.aobaDoors;
beforeEach(async () => {
  await clearKeys(stage.portal);
});

const codes = (replies: readonly { statusCode: number }[]) =>
  replies.map(({ statusCode }) => statusCode).sort();

async function linesAt(): Promise<string[]> {
  const { rows } = await sql<{ siteId: string; id: string }>`
    select site_id, id from entitlement_lines where product_code = 'doors' and quantity = 10`.execute(
    stage.portal.owner,
  );
  return rows.map(({ siteId }) => siteId);
}

async function ready(): Promise<string> {
  const asked = await stage.ask({ lineIds: [lineId] });
  assert.equal(asked.statusCode, 201, asked.body);
  const { id } = asked.json();
  await consentBoth(stage, id);
  return id;
}

/** And back again, so that the next race has them. */
async function bringBack(): Promise<void> {
  const [pool] = await stage.pools(KEN, OSAKA);
  const payload = { targetSiteNumber: "7001234", lineIds: [pool?.lineId] };
  const asked = await stage.ask(payload, { email: KEN, siteId: OSAKA });
  assert.equal(asked.statusCode, 201, asked.body);
  const { id } = asked.json();
  await consentBoth(stage, id);
  const done = await stage.desk(id, "execution");
  assert.equal(done.statusCode, 200, done.body);
  const back = (await stage.pools()).find(({ partNumber }) => partNumber === "D09LELL");
  lineId = back?.lineId ?? "";
}

describe("at once", () => {
  test("ten requests for one line: one transfer, nine told that it is in one", async () => {
    const replies = await Promise.all(
      Array.from({ length: 10 }, () =>
        stage.post(HANA, `/v1/sites/${AOBA}/transfers`, {
          ...{ targetSiteNumber: "7005555", lineIds: [lineId], reason: "r" },
        }),
      ),
    );
    assert.deepEqual(codes(replies), [201, ...Array(9).fill(409)]);
    const { id } = replies.find(({ statusCode }) => statusCode === 201)?.json() ?? {};
    await stage.post(HANA, `/v1/sites/${AOBA}/transfers/${id}/cancellation`);
  });

  test("the last two keys returned by two: READY, not BLOCKED for ever", async () => {
    for (let round = 0; round < 5; round++) {
      const keys = await Promise.all(
        ["one", "two"].map((name) =>
          stage.get({ lineId, quantity: 1, host: { kind: "hostname", value: name, name } }),
        ),
      );
      const { id, state } = (await stage.ask({ lineIds: [lineId] })).json();
      assert.equal(state, "blocked");
      await Promise.all(keys.map((reply) => stage.giveBack(reply.json().key?.id ?? reply.json().id)));
      assert.equal((await stage.read(id)).state, "ready");
      await stage.post(HANA, `/v1/sites/${AOBA}/transfers/${id}/cancellation`);
    }
  });

  test("BAR 18 ten consents by one primary: one, recorded once", async () => {
    const { id } = (await stage.ask({ lineIds: [lineId] })).json();
    const replies = await Promise.all(Array.from({ length: 10 }, () => stage.consent(id)));
    assert.deepEqual(codes(replies), [200, ...Array(9).fill(409)]);
    const { rows } = await sql`
      select from transfer_steps where transfer_id = ${id} and step = 'source-consented'`.execute(
      stage.portal.owner,
    );
    assert.equal(rows.length, 1);
    await stage.post(HANA, `/v1/sites/${AOBA}/transfers/${id}/cancellation`);
  });

  test("five executions: the lines move once", async () => {
    const id = await ready();
    const replies = await Promise.all(Array.from({ length: 5 }, () => stage.desk(id, "execution")));
    assert.deepEqual(codes(replies), [200, 409, 409, 409, 409]);
    assert.deepEqual(await linesAt(), [OSAKA]);
    await bringBack();
  });

  test("keys got while it is executed: either they are out and it is blocked, or it moved and none are", async () => {
    for (let round = 0; round < 6; round++) {
      const id = await ready();
      const work = [() => stage.desk(id, "execution"), () => stage.get({ lineId, quantity: 3 })];
      const order = round % 2 === 0 ? work : work.toReversed();
      const [first, second] = await Promise.all(order.map((each) => each()));
      const [moved, got] = round % 2 === 0 ? [first, second] : [second, first];
      assert.ok(
        (moved?.statusCode ?? 500) < 500 && (got?.statusCode ?? 500) < 500,
        `${moved?.body} ${got?.body}`,
      );
      assert.equal(
        (moved?.statusCode === 200) !== (got?.statusCode === 201),
        true,
        `${moved?.body} ${got?.body}`,
      );
      if (moved?.statusCode === 200) await bringBack();
      else {
        assert.equal((await stage.read(id)).state, "blocked");
        await stage.post(HANA, `/v1/sites/${AOBA}/transfers/${id}/cancellation`);
        await clearKeys(stage.portal);
      }
    }
  });

  test("a feed revises the order while it is executed: the line is at one site", async () => {
    const id = await ready();
    const lines = [{ line: 1, part: "D09LELL", quantity: 10 }];
    const [moved, report] = await Promise.all([
      stage.desk(id, "execution"),
      feed(stage.portal, [
        order({ number: "SO-4700", site: "7001234", orderedOn: "2009-03-12", revision: 2, lines }),
      ]),
    ]);
    assert.equal(moved.statusCode, 200, moved.body);
    assert.equal(report.state, "applied");
    assert.deepEqual(await linesAt(), [OSAKA]);
  });
});
