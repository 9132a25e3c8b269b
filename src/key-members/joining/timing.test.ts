/** Neither the time nor the bytes of an answer tell whether a site exists. BAR 14, BR-97. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { clearKeyCenter, REI } from "../../../test/key-center.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
  await clearKeyCenter(portal);
});
after(() => portal.close());

const PAIRS = 150;

async function timed(siteNumber: string, orderNumber: string): Promise<{ took: number; told: string }> {
  await sql`delete from spendings`.execute(portal.owner);
  await sql`delete from key_member_requests`.execute(portal.owner);
  const payload = { siteNumber, orderNumber };
  const start = performance.now();
  const reply = await portal.as(REI, { method: "POST", url: "/v1/key-center/registrations", payload });
  const took = performance.now() - start;
  const told = reply.body.replaceAll(/"(requestId|id)":"[^"]+"/g, "").replaceAll(siteNumber, "N");
  return { took, told: `${reply.statusCode} ${told}` };
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

for (const [name, orderNumber] of [
  ["with an order number that does not fit", "SO-9999"],
  ["without an order number", ""],
] as const) {
  test(`BAR 14 ${name}: equal bytes, and medians within 5 ms of each other in ${PAIRS} pairs`, async () => {
    const known: number[] = [];
    const unknown: number[] = [];
    const told = new Set<string>();
    for (let n = 0; n < PAIRS; n++) {
      for (const number of n % 2 === 0 ? ["3005678", "3999999"] : ["3999999", "3005678"]) {
        const answer = await timed(number, orderNumber);
        (number === "3005678" ? known : unknown).push(answer.took);
        told.add(answer.told);
      }
    }
    assert.equal(told.size, 1, [...told].join("\n"));
    const apart = Math.abs(medianOf(known) - medianOf(unknown));
    assert.ok(apart <= 5, `${medianOf(known)} ms known, ${medianOf(unknown)} ms unknown`);
    console.log(`known ${medianOf(known).toFixed(2)} ms, unknown ${medianOf(unknown).toFixed(2)} ms`);
  });
}
