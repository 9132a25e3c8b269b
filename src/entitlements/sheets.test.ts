/** What a site owns, as CSV and XLSX. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { entitlementSay } from "./texts.ts";

const HANA = "hana@aoba.example";
const LIST = `/v1/sites/${CAST.aoba}/entitlements`;
const HOSTILE = [
  "=1+1",
  "+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(1)",
  "\t=1",
  '青葉 "quoted", 한글\nnext',
  "'='",
  "＝1",
];

/** In CI the tool must be there; elsewhere its test says that it is missing. */
const isUnzipMissing = spawnSync("unzip", ["-v"]).error !== undefined && process.env["CI"] === undefined;

const say = entitlementSay("ja");

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

async function addHostileNames() {
  for (const [i, name] of HOSTILE.entries()) {
    await sql`
      insert into order_lines (id, site_id, order_id, line, part_number, quantity)
      values (${`oline_hostile${i}`}, ${CAST.aoba}, 'order_aobawas', ${i + 50}, 'D55WJLL', 1)`.execute(
      portal.owner,
    );
    await sql`
      insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on,
                                     part_number, product_code, product_name, quantity)
      values (${`line_hostile${i}`}, ${CAST.aoba}, 'order_aobawas', ${`oline_hostile${i}`}, 'SO-4711', ${i + 50},
              '2009-07-10', 'D55WJLL', 'hostile', ${name}, 1)`.execute(portal.owner);
  }
}

async function csv(query = "") {
  const reply = await portal.as(HANA, { url: `${LIST}.csv${query}` });
  assert.equal(reply.statusCode, 200);
  const rows: string[][] = parse(reply.rawPayload, { bom: true });
  return { reply, rows };
}

describe("GET /v1/sites/{siteId}/entitlements.csv", () => {
  test("BR-62 200 has the rows of the list, in its order, for every filter", async () => {
    for (const query of ["", "?sort=-coveredThrough", "?q=so-4711", "?status=lapsed", "?product=doors"]) {
      const { items } = (await portal.as(HANA, { url: LIST + query })).json();
      const { rows } = await csv(query);
      const listed = items.map((item: Record<string, unknown>) =>
        [
          "productName",
          "partNumber",
          "quantity",
          "orderNumber",
          "orderLine",
          "orderedOn",
          "coveredFrom",
          "coveredThrough",
        ].map((name) => String(item[name] ?? "")),
      );
      assert.deepEqual(
        rows.slice(1).map((row) => row.slice(0, 8)),
        listed,
        query,
      );
    }
  });

  test("200 begins with a byte order mark and headers in the reader's language, under a name that every browser reads", async () => {
    const { reply, rows } = await csv();
    assert.deepEqual([...reply.rawPayload.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    assert.equal(rows[0]?.[0], say("product"));
    const name = encodeURIComponent(`${say("title")}.csv`);
    assert.equal(
      reply.headers["content-disposition"],
      `attachment; filename="entitlements.csv"; filename*=UTF-8''${name}`,
    );
  });

  test("200 disarms what a spreadsheet would run, and keeps every other text as it is", async () => {
    await addHostileNames();
    const { rows } = await csv("?product=hostile&sort=orderedOn");
    const names = rows.slice(1).map(([name]) => name);
    const disarmed = HOSTILE.map((name) => (/^[=+\-@\t\r＝]/.test(name) ? `'${name}` : name));
    assert.deepEqual(names, disarmed);
  });

  test("403, 404 and 401 are answered as problems, before a byte of the sheet", async () => {
    const status = async (email: string | undefined, siteId: string) =>
      (await portal.as(email, { url: `/v1/sites/${siteId}/entitlements.csv` })).statusCode;
    assert.equal(await status("mio@aoba.example", CAST.aoba), 403);
    assert.equal(await status(HANA, CAST.hangang), 404);
    assert.equal(await status(undefined, CAST.aoba), 401);
  });

  test("200 has every row of a list of many pages, each once", async () => {
    await sql`
      insert into order_lines (id, site_id, order_id, line, part_number, quantity)
      select 'oline_many' || n, ${CAST.aoba}, 'order_aobawas', 1000 + n, 'D55WJLL', 1 from generate_series(1, 4500) n`.execute(
      portal.owner,
    );
    await sql`
      insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on,
                                     part_number, product_code, product_name, quantity)
      select 'line_many' || n, ${CAST.aoba}, 'order_aobawas', 'oline_many' || n, 'SO-4711', 1000 + n, '2009-07-10',
             'D55WJLL', 'many', 'Many', n from generate_series(1, 4500) n`.execute(portal.owner);
    const { rows } = await csv("?product=many");
    assert.equal(new Set(rows.slice(1).map((row) => row[2])).size, 4500);
    assert.equal(rows.length, 4501);
  });
});

describe("GET /v1/sites/{siteId}/entitlements.xlsx", () => {
  test("200 is a workbook with days as days and text as text, never a formula", {
    skip: isUnzipMissing && "unzip is missing: apt-get install unzip",
  }, async () => {
    const reply = await portal.as(HANA, { url: `${LIST}.xlsx?sort=orderedOn&q=SO-47` });
    assert.equal(reply.statusCode, 200);
    const folder = mkdtempSync(join(tmpdir(), "sheet-test-"));
    writeFileSync(join(folder, "sheet.xlsx"), reply.rawPayload);
    const part = (path: string) =>
      execFileSync("unzip", ["-p", join(folder, "sheet.xlsx"), path], {
        encoding: "utf8",
        maxBuffer: 2 ** 26,
      });
    const sheet = part("xl/worksheets/sheet1.xml");
    const texts = part("xl/sharedStrings.xml");
    rmSync(folder, { recursive: true });
    assert.doesNotMatch(sheet, /<f[ >]/);
    assert.ok(texts.includes(say("product")));
    assert.match(texts, /=1\+1/);
    assert.match(sheet, /<v>39884<\/v>/); // 2009-03-12 as spreadsheets count days
  });

  test("409 refuses more rows than it takes, and says how many it does", async () => {
    await sql`
      insert into order_lines (id, site_id, order_id, line, part_number, quantity)
      select 'oline_huge' || n, ${CAST.aoba}, 'order_aobawas', 10000 + n, 'D55WJLL', 1
        from generate_series(1, 20001) n`.execute(portal.owner);
    await sql`
      insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on,
                                     part_number, product_code, product_name, quantity)
      select 'line_huge' || n, ${CAST.aoba}, 'order_aobawas', 'oline_huge' || n, 'SO-4711', 10000 + n, '2009-07-10',
             'D55WJLL', 'huge', 'Huge', 1 from generate_series(1, 20001) n`.execute(portal.owner);
    const reply = await portal.as(HANA, { url: `${LIST}.xlsx?product=huge` });
    const { code, most } = reply.json();
    assert.deepEqual([reply.statusCode, code, most], [409, "sheet_too_long", 20_000]);
  });
});

describe("sheets, again and again", () => {
  test("429 slows a person down, and nobody else", async () => {
    const statuses = async (email: string) => {
      const replies = await Promise.all(
        Array.from({ length: 40 }, () => portal.as(email, { url: `${LIST}.csv?product=doors` })),
      );
      return new Set(replies.map(({ statusCode }) => statusCode));
    };
    assert.deepEqual(await statuses(HANA), new Set([200, 429]));
    const reply = await portal.as("jun@aoba.example", { url: `${LIST}.csv?product=doors` });
    assert.equal(reply.statusCode, 200);
  });
});
