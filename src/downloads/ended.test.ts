/** BR-78f: subscription and support does not prolong an announced end of service, wherever the version is met. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CAST } from "../../test/cast.ts";
import { tableFeed } from "../../test/catalog-table.ts";
import { feed, line, order } from "../../test/feed.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { addFile } from "../../test/releases.ts";

const HANA = "hana@aoba.example";
const SITE = `/sites/${CAST.aoba}`;
const V97 = { productCode: "db2", productName: "DB2 UDB", version: "9.7" };

let portal: TestPortal;
before(async () => {
  portal = await testPortal({ now: "2009-04-30T03:00:00Z" });
  const part = { type: "part", product: "db2", programs: ["PA"], serviceMonths: 12, description: "DB2 UDB" };
  const report = await feed(portal, [
    ...tableFeed(),
    { ...part, number: "D0DB2LL", kind: "license" },
    order({ number: "SO-8100", orderedOn: "2009-03-15", lines: [line({ part: "D0DB2LL", quantity: 3 })] }),
  ]);
  assert.deepEqual(report.faults, []);
  await addFile(portal, { product: "db2", version: "8.1", name: "db2-8.1.tar.gz" });
  await addFile(portal, { product: "db2", version: "9.7", name: "db2-9.7.tar.gz" });
  await portal.portal.jobs.catchUp();
});
after(() => portal.close());

const moveTo = (instant: string) => portal.clock.set(instant);

async function get(url: string) {
  const reply = await portal.as(HANA, { url });
  assert.equal(reply.statusCode, 200, reply.body);
  return reply;
}

async function db2() {
  const lines = (await get(`/v1${SITE}/entitlements?product=db2`)).json().items;
  const downloads = (await get(`/v1${SITE}/downloads?q=DB2`)).json().items;
  const lifecycle = (
    await get(`/v1/catalog/lifecycle?siteId=${CAST.aoba}&own=true&show=eos&limit=200`)
  ).json();
  const detail = (await get(`/v1${SITE}/entitlements/${lines[0].id}`)).json();
  const of81 = (items: { version: string; productCode?: string }[]) =>
    items.find(({ version, productCode = "db2" }) => version === "8.1" && productCode === "db2");
  return {
    line: lines[0],
    onLine: of81(detail.versions),
    onList: of81(lifecycle.items),
    files: downloads as { name: string; endOfService: object | null; whyNot: object | null; id: string }[],
  };
}

describe("BR-78f DB2 UDB V8.1 (EOS 2009-04-30), subscription and support active to 2010-03-31", () => {
  test("BR-78f on 2009-04-30, the last day of service, nobody is warned yet", async () => {
    await moveTo("2009-04-30T23:59:00+09:00");
    const { line: held, onLine, onList, files } = await db2();
    assert.deepEqual([held.status, held.coveredThrough], ["active", "2010-03-31"]);
    const life = { version: "8.1", state: "EOS_BY", endOfServiceOn: "2009-04-30", replacedBy: V97 };
    assert.deepEqual(onLine, { ...life, isAtEnd: false });
    assert.deepEqual(
      [onList].map((each) => ({ ...each, ...life, isAtEnd: false })),
      [onList],
    );
    assert.deepEqual(
      files.map(({ name, endOfService, whyNot }) => [name, endOfService, whyNot]),
      [
        ["db2-9.7.tar.gz", null, null],
        ["db2-8.1.tar.gz", null, null],
      ],
    );
  });

  test("BR-78f on 2009-05-01 it is warned of, with the upgrade to V9.7, and may still be downloaded", async () => {
    await moveTo("2009-05-01T00:00:00+09:00");
    const { line: held, onLine, onList, files } = await db2();
    assert.equal(held.status, "active");
    const life = {
      version: "8.1",
      state: "EOS_BY",
      endOfServiceOn: "2009-04-30",
      isAtEnd: true,
      replacedBy: V97,
    };
    assert.deepEqual(onLine, life);
    assert.deepEqual(
      [onList].map((each) => ({ ...each, ...life })),
      [onList],
    );
    assert.deepEqual(
      files.map(({ name, endOfService, whyNot }) => [name, endOfService, whyNot]),
      [
        ["db2-9.7.tar.gz", null, null],
        ["db2-8.1.tar.gz", { endOfServiceOn: "2009-04-30", replacedBy: V97 }, null],
      ],
    );
    const old = files.find(({ name }) => name.includes("8.1"));
    await get(`/v1${SITE}/downloads/${old?.id}/content`);
  });

  test("BR-78f the pages say so: the line's, the list of downloads, the file's, the catalog's", async () => {
    const { line: held, files } = await db2();
    const old = files.find(({ name }) => name.includes("8.1"));
    const language = "en";
    const page = async (url: string) => {
      const reply = await portal.as(HANA, { url, headers: { cookie: `language=${language}` } });
      assert.equal(reply.statusCode, 200);
      return reply.body.replaceAll(/<[^>]+>/g, "");
    };
    assert.match(await page(`${SITE}/entitlements/${held.id}`), /DB2 UDB 8\.1[^→]*→ DB2 UDB 9\.7/);
    for (const url of [`${SITE}/downloads?q=DB2`, `${SITE}/downloads/${old?.id}`]) {
      const body = await page(url);
      assert.match(body, /DB2 UDB 8\.1[^.]*2009/, url);
      assert.match(body, /DB2 UDB 9\.7/, url);
    }
    assert.match(await page(`/catalog/lifecycle?siteId=${CAST.aoba}&own=true`), /DB2 UDB 8\.1/);
    assert.match(await page(`/catalog/products/db2?siteId=${CAST.aoba}`), /9\.7/);
  });
});
