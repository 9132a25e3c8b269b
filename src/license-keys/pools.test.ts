/** Pools against a model: never below nothing, never above the line. Source: BR-100, issue 5 point 2, BAR row 6. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { clearKeys, type KeyStage, keyStage } from "../../test/keys.ts";
import { asPortal, type SiteScope, siteScopeOf } from "../access/index.ts";
import { type Context, systemContext } from "../platform/context.ts";
import { endKeys, replaceKey } from "./ending.documents.ts";
import { issueKey } from "./issue/issue.documents.ts";
import { successorOf } from "./issue/return.operations.ts";
import type { LicenseKey } from "./key.data.ts";
import { giveBack, listUnevenPools, poolsOf, takeFromPool } from "./pools.store.ts";
import { listKeys } from "./store.ts";

let stage: KeyStage;
let context: Context;
before(async () => {
  stage = await keyStage();
  context = systemContext(stage.portal.portal, "test");
});
after(() => stage.close());

const SEED = Number(process.env["SEED"] ?? 20_261_121);

/** What is done to a line. `change` is the vendor's feed. */
type Step = { readonly line: 0 | 1; readonly does: "take" | "give" | "change"; readonly quantity: number };

const steps = fc.array(
  fc.record({
    line: fc.constantFrom(0 as const, 1 as const),
    does: fc.constantFrom("take" as const, "take" as const, "give" as const, "change" as const),
    quantity: fc.integer({ min: 1, max: 12 }),
  }),
  { minLength: 250, maxLength: 250 },
);

/** The model: a line has so many, so many are out. */
class Line {
  quantity = 10;
  out = 0;
  take(asked: number): boolean {
    if (this.out + asked > this.quantity) return false;
    this.out += asked;
    return true;
  }
  give(asked: number): number {
    const given = Math.min(asked, this.out);
    this.out -= given;
    return given;
  }
  get excess(): number {
    return Math.max(0, this.out - this.quantity);
  }
}

/** In a transaction that is undone at its end: the next sequence begins as this one did. */
async function undone(siteId: string, work: (scope: SiteScope) => Promise<void>): Promise<void> {
  const end = new Error("undone");
  const run = asPortal(context, async (scope) => {
    await work(siteScopeOf(scope, siteId));
    throw end;
  });
  await run.catch((error) => {
    if (error !== end) throw error;
  });
}

const changeLine = ({ query, siteId }: SiteScope, lineId: string, quantity: number) =>
  sql`update entitlement_lines set quantity = ${quantity} where site_id = ${siteId} and id = ${lineId}`.execute(
    query,
  );

async function apply(scope: SiteScope, line: Line, lineId: string, { does, quantity }: Step): Promise<void> {
  if (does === "take") {
    assert.equal(await takeFromPool(scope, { lineId, quantity }), line.take(quantity));
  } else if (does === "give") {
    const given = line.give(quantity);
    if (given > 0) await giveBack(scope, { lineId, quantity: given });
  } else {
    line.quantity = quantity;
    await changeLine(scope, lineId, quantity);
  }
}

/** Two sites side by side: what waits for the one is done for the other. */
const SITES = [
  { siteId: CAST.aoba, lineIds: [CAST.aobaDoors, CAST.aobaWas] },
  { siteId: CAST.hangang, lineIds: [CAST.hangangDoors] },
] as const;

describe("100,000 operations", { concurrency: true }, () => {
  for (const { siteId, lineIds } of SITES) {
    test(`50,000 takings, givings and changes at ${siteId} are as the model says (seed ${SEED})`, async () => {
      let done = 0;
      await fc.assert(
        fc.asyncProperty(steps, (sequence) =>
          undone(siteId, async (scope) => {
            const lines = lineIds.map((lineId) => ({ lineId, model: new Line() }));
            for (const { lineId, model } of lines) await changeLine(scope, lineId, model.quantity);
            for (const step of sequence) {
              const { lineId, model } = lines[step.line % lines.length] ?? assert.fail();
              await apply(scope, model, lineId, step);
            }
            done += sequence.length;
            for (const { lineId, issued, quantity, excess } of await listPools(scope)) {
              const model = lines.find((line) => line.lineId === lineId)?.model;
              assert.deepEqual([issued, quantity, excess], [model?.out, model?.quantity, model?.excess]);
            }
          }),
        ),
        { seed: SEED, numRuns: 200, endOnFailure: true },
      );
      assert.ok(done >= 50_000, String(done));
    });
  }
});

async function listPools({ query, siteId }: SiteScope) {
  const { rows } = await sql<{ lineId: string; issued: number; quantity: number; excess: number }>`
    select line_id, issued, quantity, excess from key_pools where site_id = ${siteId} order by line_id`.execute(
    query,
  );
  return rows;
}

/** Keys of one line: got, returned whole or in part, while the vendor changes the line. */
const acts = fc.array(
  fc.record({
    does: fc.constantFrom("get", "get", "return", "part", "revoke", "change"),
    quantity: fc.integer({ min: 1, max: 8 }),
    which: fc.nat(20),
  }),
  { minLength: 5, maxLength: 30 },
);

test(`keys in force always add up to what is out (seed ${SEED})`, async () => {
  await clearKeys(stage.portal);
  const today = "2010-03-01";
  const lineId = CAST.aobaDoors;
  await fc.assert(
    fc.asyncProperty(acts, (sequence) =>
      undone(CAST.aoba, async (scope) => {
        for (const { does, quantity, which } of sequence) {
          const keys = await listKeys(scope);
          const key: LicenseKey | undefined = keys[which % Math.max(1, keys.length)];
          const [pool] = await poolsOf(scope, { lineIds: [lineId] });
          if (does === "change") await changeLine(scope, lineId, quantity);
          else if (does === "get" && quantity <= (pool?.available ?? 0))
            await issueKey(scope, context, {
              lineId,
              quantity,
              host: null,
              lock: null,
              version: null,
              today,
              ticket: null,
            });
          else if (does === "get")
            await assert.rejects(
              issueKey(scope, context, {
                lineId,
                quantity,
                host: null,
                lock: null,
                version: null,
                today,
                ticket: null,
              }),
            );
          else if (key !== undefined && does === "part" && key.quantity > quantity) {
            const by = {
              ...successorOf(context, key, { quantity: key.quantity - quantity }),
              secretHash: Buffer.from(key.id),
              sealedSecret: Buffer.from(""),
            };
            await replaceKey(scope, context, { key, by, state: "returned", because: null });
          } else if (key !== undefined)
            await endKeys(scope, context, [key.id, key.id], does === "revoke" ? "revoked" : "returned", null);
        }
        assert.deepEqual(await listUnevenPools(scope, CAST.aoba), []);
      }),
    ),
    { seed: SEED, numRuns: 100, endOnFailure: true },
  );
});
