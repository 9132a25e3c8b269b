/** The studio's pages: state in the address, choices per line, saving, comparing, files; without a script. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { feed, line, order } from "../../test/feed.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { addQuote } from "../../test/quotes.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const STUDIO = `/sites/${CAST.aoba}/studio`;
const SCENARIOS = `/sites/${CAST.aoba}/renewal-scenarios`;

let portal: TestPortal;
before(async () => {
  portal = await testPortal({ now: "2010-01-02T03:00:00Z" });
  await addQuote(portal);
});
after(() => portal.close());

const english = { "accept-language": "en" };

async function page(url: string, as = HANA): Promise<string> {
  const reply = await portal.as(as, { url, headers: english });
  assert.equal(reply.statusCode, 200, `${url}: ${reply.body.slice(0, 300)}`);
  return reply.body
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ");
}

async function post(url: string, fields: Record<string, string>, as = HANA) {
  return portal.as(as, {
    method: "POST",
    url,
    headers: { ...english, "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(fields).toString(),
  });
}

describe("the page", () => {
  test("BR-69 tells amount and formula, and draws what is and what would be", async () => {
    await sql`update people set language = 'en' where id = ${CAST.hana}`.execute(portal.owner);
    const html = await page(STUDIO);
    assert.match(html, /5 × ¥1,200 × 8\/12 = ¥4,000/);
    assert.match(html, /Quote QTEST0AB1 holds this price through Mar 31, 2010\./);
    assert.match(html, /class="ghost info"/);
    assert.match(html, /Renewal, simulated/);
    assert.match(html, /Anniversary/);
    assert.match(html, /<data value="13000">¥13,000/);
    assert.ok(!html.includes(" style="), "nothing inline");
  });

  test("BR-71 a choice of the address counts, and stays in the form and in every link", async () => {
    const address = `${STUDIO}?all=let-lapse&horizon=24&change=5&c.${CAST.aobaWas}=defer&d.${CAST.aobaWas}=2010-07-15`;
    const html = await page(address);
    assert.match(html, /5 × ¥1,260 × 8\/12 = ¥4,200/);
    assert.match(html, /Nobody is reminded of a deferred line\./);
    assert.match(html, /<option value="let-lapse" selected>/);
    assert.match(html, new RegExp(`name="d.${CAST.aobaWas}" value="2010-07-15"`));
    assert.match(html, new RegExp(`studio\\.pdf\\?[^"]*c.${CAST.aobaWas}=defer`));
    assert.match(html, /data-live="studio-coverage studio-outcome"/);
  });

  test("BR-78a, A-39 reinstatement, fewer licenses and what the gap means, in sentences", async () => {
    const html = await page(
      `${STUDIO}?horizon=36&c.${CAST.aobaWas}=lapse-and-reinstate&d.${CAST.aobaWas}=2011-10-20&c.${CAST.aobaDoors}=quantity&n.${CAST.aobaDoors}=8`,
    );
    assert.match(html, /5 × ¥3,600 = ¥18,000/);
    assert.match(html, /nothing is paid for the time without coverage/);
    assert.match(html, /445 days without coverage/);
    assert.match(html, /To renew 8 and drop 2, have sales@carnet\.example split it first\./);
  });

  test("what is no day or number is told beside its field, and the rest still answers", async () => {
    const html = await page(`${STUDIO}?on=2009-01-01&change=9999&allOn=soon&page=99&horizon=7&all=x`);
    assert.match(html, /There are 3 things to correct/);
    assert.match(html, /Give a whole number from −50 to 200\./);
    assert.match(html, /¥13,000/);
  });

  test("whoever may only download is told who can help, and nothing of prices", async () => {
    const reply = await portal.as("mio@aoba.example", { url: STUDIO });
    assert.equal(reply.statusCode, 403);
    assert.ok(!reply.body.includes("1,200"));
  });
});

describe("scenarios, by forms alone", () => {
  const choice = { all: "defer", [`c.${CAST.aobaWas}`]: "let-lapse" };
  let id = "";

  test("save, open, change the choices, rename, share, copy, delete", async () => {
    const empty = await post(SCENARIOS, { ...choice, name: " " });
    assert.match(empty.body, /Give a name of up to 80 characters/);
    const saved = await post(SCENARIOS, { ...choice, name: "Plan A", note: "for March" });
    assert.equal(saved.statusCode, 303);
    const address = String(saved.headers.location);
    id = new URL(address, "http://x.example").searchParams.get("scenario") ?? "";
    const open = await page(address);
    assert.match(open, /Scenario: Plan A/);
    assert.match(open, /<option value="let-lapse" selected>/);
    const changed = await page(`${STUDIO}?scenario=${id}&c.${CAST.aobaWas}=all&all=renew-now`);
    assert.match(changed, /Save these choices into Plan A/);
    assert.match(changed, /¥13,000/, "the line is as all lines again");
    const into = { action: "choices", revision: "1", all: "renew-now", [`c.${CAST.aobaWas}`]: "all" };
    assert.equal((await post(`${SCENARIOS}/${id}`, into)).statusCode, 303);
    assert.equal((await post(`${SCENARIOS}/${id}`, into)).statusCode, 409, "changed meanwhile");
    const texts = { action: "texts", revision: "2", name: "Plan B", note: "", isShared: "on" };
    assert.equal((await post(`${SCENARIOS}/${id}`, texts)).statusCode, 303);
    assert.match(await page(SCENARIOS, JUN), /Plan B/);
    assert.equal((await post(`${SCENARIOS}/${id}`, { ...texts, revision: "3" }, JUN)).statusCode, 403);
    const copied = await post(`${SCENARIOS}/${id}`, { action: "copy" }, JUN);
    assert.equal(copied.headers.location, `${SCENARIOS}?news=copied`);
    const gone = await post(`${SCENARIOS}/${id}`, { action: "delete", revision: "3" });
    assert.equal(gone.headers.location, `${SCENARIOS}?news=deleted`);
    assert.equal((await portal.as(HANA, { url: `${STUDIO}?scenario=${id}` })).statusCode, 404);
  });

  test("up to three side by side; none or four is told", async () => {
    const ids: string[] = [];
    for (const [name, all] of [
      ["One", "renew-now"],
      ["Two", "let-lapse"],
      ["Three", "defer"],
      ["Four", "defer"],
    ] as const) {
      const { headers } = await post(SCENARIOS, { name, all });
      ids.push(/scenario=(\w+)/.exec(String(headers.location))?.[1] ?? "");
    }
    const query = (count: number) =>
      ids
        .slice(0, count)
        .map((each) => `scenario=${each}`)
        .join("&");
    const html = await page(`${STUDIO}/comparison?${query(3)}&horizon=12`);
    assert.match(html, /1 · One/);
    assert.match(html, /¥13,000 less/);
    const four = await portal.as(HANA, { url: `${STUDIO}/comparison?${query(4)}`, headers: english });
    assert.match(four.body, /Choose at most three/);
    const none = await portal.as(HANA, { url: `${STUDIO}/comparison`, headers: english });
    assert.deepEqual([none.statusCode, /Choose at least one/.test(none.body)], [400, true]);
    const pdf = await portal.as(HANA, { url: `${STUDIO}/comparison.pdf?${query(3)}` });
    assert.deepEqual([pdf.statusCode, pdf.rawPayload.subarray(0, 5).toString()], [200, "%PDF-"]);
    const csv = await portal.as(HANA, { url: `${STUDIO}/comparison.csv?${query(2)}` });
    assert.equal(csv.body.trim().split("\n").length, 1 + 2 * 2, "one row for each line of each scenario");
  });

  test("exports: PDF, XLSX, CSV of what the address says", async () => {
    const query = `?c.${CAST.aobaWas}=defer&d.${CAST.aobaWas}=2010-07-15&change=5`;
    const pdf = await portal.as(HANA, { url: `${STUDIO}.pdf${query}` });
    assert.deepEqual([pdf.statusCode, pdf.headers["content-type"]], [200, "application/pdf"]);
    const xlsx = await portal.as(HANA, { url: `${STUDIO}.xlsx${query}` });
    assert.deepEqual([xlsx.statusCode, xlsx.rawPayload.subarray(0, 2).toString()], [200, "PK"]);
    const csv = await portal.as(HANA, { url: `${STUDIO}.csv${query}` });
    assert.match(csv.body, /2010-08-01,2011-03-31,5,8,1260,4200/);
  });
});

describe("a large site", () => {
  test("hundreds of lines come by pages; a choice on another page is kept in the form", async () => {
    const many = Array.from({ length: 300 }, (_, index) => line({ line: index + 1, quantity: 1 }));
    await feed(portal, [order({ lines: many })]);
    const { rows } = await sql<{ id: string }>`
      select id from entitlement_lines where site_id = ${CAST.aoba} and quantity = 1
       order by id desc limit 1`.execute(portal.owner);
    const last = `c.${rows[0]?.id}`;
    const html = await page(`${STUDIO}?page=2&${last}=let-lapse`);
    assert.match(html, /Lines 26–50 of 302, by product/);
    assert.ok(html.includes(`<input type="hidden" name="${last}" value="let-lapse"`));
    assert.match(html, new RegExp(`${last}=let-lapse[^"]*page=3|page=3[^"]*${last}=let-lapse`));
  });
});
