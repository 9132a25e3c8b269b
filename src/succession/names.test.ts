import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { systemContext } from "../platform/context.ts";
import { expireOffers } from "./hand-over/expiry.operations.ts";

const HANA = "hana@aoba.example";
const URL = `/v1/sites/${CAST.aoba}`;
const NAME = /Rei|Sato/;

let portal: TestPortal;

before(async () => {
  portal = await testPortal();
  const payload = { email: "rei@elsewhere.example", role: "secondary" };
  const added = await portal.as(HANA, { method: "POST", url: `${URL}/members`, payload });
  assert.equal(added.statusCode, 201, added.body);
});
after(() => portal.close());

/** What somebody of the site is told: answers, the page, what the history keeps. */
async function shown(): Promise<string> {
  const urls = [`${URL}/primary`, `${URL}/successors`, `/sites/${CAST.aoba}/primary`];
  const replies = await Promise.all(urls.map((url) => portal.as(HANA, { url })));
  assert.deepEqual(
    replies.map(({ statusCode }) => statusCode),
    [200, 200, 200],
  );
  return replies.map(({ body }) => body).join() + (await kept());
}

async function kept(): Promise<string> {
  const { rows: events } = await sql`
    select name, facts from events where site_id = ${CAST.aoba} and name <> 'access.denied'`.execute(
    portal.owner,
  );
  return JSON.stringify(events);
}

test("BAR 14 whoever adds an address is told no name by naming it a successor, or by offering it the place", async () => {
  const payload = { personIds: [CAST.nobody] };
  const named = await portal.as(HANA, { method: "PUT", url: `${URL}/successors`, payload });
  assert.deepEqual(named.json().successors, [
    {
      personId: CAST.nobody,
      name: "rei@elsewhere.example",
      email: "rei@elsewhere.example",
      role: "secondary",
    },
  ]);
  const offer = { personId: CAST.nobody, becomes: "none" };
  assert.equal(
    (await portal.as(HANA, { method: "POST", url: `${URL}/hand-overs`, payload: offer })).statusCode,
    201,
  );
  assert.doesNotMatch(await shown(), NAME);
});

test("BAR 14 nor when the offer ends unanswered", async () => {
  portal.clock.set("2010-03-20T03:00:00Z");
  await expireOffers(systemContext(portal.portal, "test"));
  const told = await kept();
  assert.match(told, /hand-over.expired/);
  assert.doesNotMatch(told, NAME);
});
