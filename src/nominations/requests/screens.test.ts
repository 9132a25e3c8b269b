/** What whoever asked reads afterwards: D-07a, b and c. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { testPortal } from "../../../test/portal.ts";

const REI = "rei@elsewhere.example";
const portal = await testPortal();
after(() => portal.close());

/** Each of the three answers, and a number that is nobody's. */
const ASKED = [
  { siteNumber: "7001234", isPrimaryContact: true, state: "care_review" },
  { siteNumber: "3005678", isPrimaryContact: false, state: "contact_review" },
  { siteNumber: "7004321", isPrimaryContact: false, state: "on_hold" },
  { siteNumber: "7555555", isPrimaryContact: true, state: "care_review" },
];

test("BR-37 every confirmation screen shows the site number that was asked for", async () => {
  for (const { state, ...payload } of ASKED) {
    const made = await portal.as(REI, { method: "POST", url: "/v1/access-requests", payload });
    assert.deepEqual([made.statusCode, made.json().state], [201, state]);
    const page = await portal.as(REI, { url: `/access-requests/${made.json().id}` });
    assert.equal(page.statusCode, 200);
    const main = page.body.slice(page.body.indexOf("<main"), page.body.indexOf("</main>"));
    assert.ok(main.includes(payload.siteNumber), payload.siteNumber);
    for (const other of ASKED.filter(({ siteNumber }) => siteNumber !== payload.siteNumber))
      assert.ok(!main.includes(other.siteNumber), `${payload.siteNumber} shows ${other.siteNumber}`);
  }
});
