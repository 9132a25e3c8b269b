/** One entitlement line, over the API and as a page. Aoba's WAS line is covered 2009-07-10 through 2010-07-31. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { coverageSay } from "./texts.ts";

const HANA = "hana@aoba.example";
const SEOYEON = "seoyeon@hangang.example";
const LINE = `/v1/sites/${CAST.aoba}/entitlements/${CAST.aobaWas}`;

async function read(portal: TestPortal, url: string, email = HANA) {
  const reply = await portal.as(email, { url });
  return { status: reply.statusCode, ...reply.json() };
}

describe("GET /v1/sites/{siteId}/entitlements/{lineId}", () => {
  let portal: TestPortal;
  before(async () => {
    portal = await testPortal();
  });
  after(() => portal.close());

  test("BR-67 200 tells the coverage that the license brought: an order of 2009-07-10 is covered through 2010-07-31", async () => {
    const line = await read(portal, LINE);
    assert.deepEqual(line, {
      status: "active",
      id: CAST.aobaWas,
      orderNumber: "SO-4711",
      orderLine: 1,
      orderedOn: "2009-07-10",
      partNumber: "D55WJLL",
      description: "WAS license + 12 months",
      productCode: "was",
      productName: "WebSphere Application Server",
      quantity: 5,
      license: "perpetual",
      coveredFrom: "2009-07-10",
      coveredThrough: "2010-07-31",
      periods: [{ coveredFrom: "2009-07-10", coveredThrough: "2010-07-31", kind: "license" }],
      gaps: [],
      renewalOn: "2010-08-01",
      anniversaryOn: "2010-04-01",
      versions: [
        { version: "7.0", state: "CURRENT", endOfServiceOn: null, isAtEnd: false, replacedBy: null },
        {
          version: "5.1",
          state: "EOS_NO_DATE",
          endOfServiceOn: null,
          isAtEnd: true,
          replacedBy: { productCode: "was", productName: "WebSphere Application Server", version: "7.0" },
        },
      ],
      proofId: null,
    });
  });

  test("200 names the newest proof of its order to who may see proofs", async () => {
    const { items } = await read(portal, `/v1/sites/${CAST.aoba}/proofs?order=SO-4711`);
    assert.equal((await read(portal, LINE)).proofId, items[0].id);
  });

  test("BR-55 200 an FCT site sees its lines, without a proof", async () => {
    const url = `/v1/sites/${CAST.hangangFct}/entitlements/${CAST.hangangFctDoors}`;
    const { status, proofId } = await read(portal, url, SEOYEON);
    assert.deepEqual([status, proofId], ["lapsed", null]);
  });

  test("200 its page leads to the keys that were got of it", async () => {
    const { body } = await portal.as(HANA, { url: LINE.replace("/v1", "") });
    assert.ok(body.includes(`href="/sites/${CAST.aoba}/license-keys/list?lineId=${CAST.aobaWas}"`));
  });

  test("404 another site's line and one that is not there are answered alike, byte by byte", async () => {
    const bodies = await Promise.all(
      [CAST.hangangDoors, "line_nowhere"].map(async (id) => {
        const reply = await portal.as(HANA, { url: `/v1/sites/${CAST.aoba}/entitlements/${id}` });
        assert.equal(reply.statusCode, 404);
        return reply.body.replaceAll(/req_\w+/g, "");
      }),
    );
    assert.equal(bodies[0], bodies[1]);
  });

  test("401, 403: it takes a sign-in and the privilege", async () => {
    assert.equal((await portal.app.inject({ url: LINE })).statusCode, 401);
    assert.equal((await read(portal, LINE, "mio@aoba.example")).status, 403);
  });
});

describe("the page of an entitlement line", () => {
  test("shows its days and the way to the downloads while it is covered", async () => {
    const portal = await testPortal();
    after(() => portal.close());
    const page = await portal.as(HANA, { url: LINE.slice(3) });
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /datetime="2010-07-31"/i);
    assert.match(page.body, /\/sites\/site_aoba\/downloads\?q=WebSphere/);
    assert.ok(!page.body.includes(coverageSay("ja")("lapsedTitle")));
  });

  test("BR-66 says, once coverage has ended, that the license stays and who can bring coverage back", async () => {
    const portal = await testPortal({ now: "2010-08-01T00:00:00Z" });
    after(() => portal.close());
    const page = await portal.as(HANA, { url: LINE.slice(3) });
    assert.ok(page.body.includes(coverageSay("ja")("lapsedTitle")));
    assert.ok(page.body.includes(`/sites/${CAST.aoba}/reinstatements/${CAST.aobaWas}"`));
    await sql`update access_grants set software_and_services = 'download' where person_id = ${CAST.jun}`.execute(
      portal.owner,
    );
    const other = await portal.as("jun@aoba.example", { url: LINE.slice(3) });
    assert.match(other.body, /care@carnet\.example/);
    assert.doesNotMatch(other.body, /\/reinstatements\//);
    assert.doesNotMatch(page.body, /\/downloads\?q=/);
  });
});
