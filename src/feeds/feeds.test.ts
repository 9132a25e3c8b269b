/** Feeds by API and page: who may send one, what is taken, and what is answered. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { faultsOf, feed, line, lines, OTTO, order, post, read } from "../../test/feed.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { systemContext } from "../platform/context.ts";
import { sweepFeeds } from "./operations.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

const one = (number: string) => lines([order({ number })]);
const spooled = () => readdirSync(join(portal.portal.config.dataFolder, "spool"));

async function countFeeds(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from feeds`.execute(portal.owner);
  return rows[0]?.count ?? 0;
}

describe("POST /v1/feeds", () => {
  test("202 with the id under which it can be watched; the file is gone once it is applied", async () => {
    const reply = await post(portal, one("P-1"), { query: "?name=night.jsonl" });
    assert.equal(reply.statusCode, 202);
    assert.deepEqual(Object.keys(reply.json()), ["id", "state"]);
    assert.equal(reply.headers["location"], `/v1/feeds/${reply.json().id}`);
    assert.deepEqual(spooled(), [reply.json().id]);
    const waiting = await read(portal, reply.json().id);
    assert.deepEqual([waiting.state, waiting.progress], ["received", 0]);
    await portal.portal.jobs.drain();
    const report = await read(portal, reply.json().id);
    assert.deepEqual([report.state, report.progress, report.linesRead], ["applied", 1, 1]);
    assert.deepEqual(spooled(), []);
  });

  test("200 with the same id while the same content waits", async () => {
    const [first, second] = [await post(portal, one("P-2")), await post(portal, one("P-2"))];
    assert.deepEqual([first.statusCode, second.statusCode], [202, 200]);
    assert.equal(second.json().id, first.json().id);
    assert.equal(spooled().length, 1);
    await portal.portal.jobs.drain();
  });

  test("202 packed with gzip, with a byte order mark and with CRLF", async () => {
    const text = `\ufeff${one("P-3").replaceAll("\n", "\r\n")}`;
    const report = await feed(portal, gzipSync(text), { headers: { "content-encoding": "gzip" } });
    assert.deepEqual([report.state, report.counts["order"]?.added], ["applied", 1]);
  });

  test("202 as a sheet", async () => {
    const sheet = "country,number,name\nJP,3333333,Midori\n";
    const report = await feed(portal, sheet, { type: "text/csv; charset=utf-8", query: "?type=customer" });
    assert.deepEqual([report.state, report.counts["customer"]?.added], ["applied", 1]);
  });

  test("202 for a dry run, which tells the same and changes nothing", async () => {
    const { rows } = await sql<{
      before: string;
    }>`select max(position)::text as before from events where site_id is not null`.execute(portal.owner);
    const report = await feed(portal, one("P-4"), { query: "?dryRun=true" });
    assert.deepEqual([report.state, report.counts["order"]?.added], ["checked", 1]);
    const stored = await sql`select from orders where number = 'P-4'`.execute(portal.owner);
    assert.equal(stored.rows.length, 0);
    const refused = await feed(portal, lines([order({ number: "P-4", site: "7999999" })]), {
      query: "?dryRun=true",
    });
    assert.deepEqual(faultsOf(refused), ["1 site unknown_site"]);
    const since = await sql<{
      after: string;
    }>`select max(position)::text as after from events where site_id is not null`.execute(portal.owner);
    assert.equal(since.rows[0]?.after, rows[0]?.before);
  });

  test("400 for a bomb, for what is damaged and for what is cut off", async () => {
    const before = await countFeeds();
    const bomb = gzipSync(Buffer.alloc(100_000_000, 0x20));
    for (const packed of [bomb, gzipSync(one("P-5")).subarray(0, 40), Buffer.from("not gzip")]) {
      const reply = await post(portal, packed, { headers: { "content-encoding": "gzip" } });
      assert.deepEqual([reply.statusCode, reply.json().code], [400, "feed_compression_unsound"]);
    }
    assert.equal(await countFeeds(), before);
    assert.deepEqual(spooled(), []);
  });

  test("400 for a sheet without its type, for lines with one, and for what the address may not say", async () => {
    assert.equal((await post(portal, "a,b\n", { type: "text/csv" })).json().code, "feed_format_unknown");
    assert.equal(
      (await post(portal, one("P-6"), { query: "?type=order" })).json().code,
      "feed_format_unknown",
    );
    assert.deepEqual((await post(portal, one("P-6"), { query: "?force=true" })).json().fields, {
      force: ["unknown_field"],
    });
  });

  test("401 without a key, 404 for a customer, 403 for a key without the scope", async () => {
    const request = {
      method: "POST" as const,
      url: "/v1/feeds",
      headers: { "content-type": "application/x-ndjson" },
      payload: one("P-7"),
    };
    assert.equal((await portal.as(undefined, request)).statusCode, 401);
    assert.equal((await portal.as("hana@aoba.example", request)).statusCode, 404);
    const key = async (scopes: readonly string[]) => {
      const made = await portal.as(OTTO, {
        method: "POST",
        url: "/v1/api-keys",
        payload: { name: "orders", scopes },
      });
      return { ...request.headers, authorization: `Bearer ${made.json().key}` };
    };
    const without = await portal.as(undefined, { ...request, headers: await key(["file.write"]) });
    assert.deepEqual([without.statusCode, without.json().code], [403, "scope_required"]);
    assert.deepEqual(spooled(), []);
    assert.equal(
      (await portal.as(undefined, { ...request, headers: await key(["feed.write"]) })).statusCode,
      202,
    );
    await portal.portal.jobs.drain();
  });

  test("415 for another type of content or another packing", async () => {
    assert.equal((await post(portal, one("P-8"), { type: "application/json" })).statusCode, 415);
    assert.equal((await post(portal, one("P-8"), { headers: { "content-encoding": "br" } })).statusCode, 415);
  });

  test("nothing of an upload that breaks off", async () => {
    await portal.app.listen({ port: 0, host: "127.0.0.1" });
    const { port } = portal.app.server.address() as AddressInfo;
    const signedIn = await portal.as(undefined, {
      method: "POST",
      url: "/v1/session",
      payload: { email: OTTO, password: "correct-horse-battery" },
    });
    const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const before = await countFeeds();
    const socket = connect(port, "127.0.0.1");
    const head = [
      "POST /v1/feeds HTTP/1.1",
      `Host: 127.0.0.1:${port}`,
      `Cookie: ${cookie}`,
      "Content-Type: application/x-ndjson",
      "Content-Length: 100000",
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n${one("P-9")}`);
    await eventually(() => spooled().length === 1);
    socket.destroy();
    await eventually(() => spooled().length === 0);
    assert.equal(await countFeeds(), before);
  });
});

async function eventually(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !isSo(); tries++) await sleep(50);
  assert(isSo());
}

describe("GET /v1/feeds/{feedId}", () => {
  test("200 with the faults in pages, each said in the caller's language", async () => {
    const report = await feed(
      portal,
      lines(
        Array.from({ length: 25 }, (_, at) => order({ number: `Q-${at}`, site: "7999999", lines: [line()] })),
      ),
    );
    assert.equal(report.state, "refused");
    assert.equal(report.faultsCount, 25);
    const page = await read(portal, report.id, "?limit=10");
    assert.deepEqual([page.faults.length, page.faults[0]?.line, page.faults[9]?.line], [10, 1, 10]);
    const next = await read(portal, report.id, `?limit=20&after=${page.next}`);
    assert.deepEqual([next.faults.length, next.faults[0]?.line, next.next], [15, 11, null]);
    const said = await portal.as(OTTO, {
      url: `/v1/feeds/${report.id}`,
      headers: { "accept-language": "ja" },
    });
    assert.match(said.json().faults[0].message, /7999999/);
  });

  test("400 for a cursor of another list, 404 for what is not there", async () => {
    const { id } = await feed(portal, one("Q-1"));
    assert.equal((await portal.as(OTTO, { url: `/v1/feeds/${id}?after=AAAA` })).statusCode, 400);
    const missing = await portal.as(OTTO, { url: "/v1/feeds/feed_000000000000000000000000" });
    assert.deepEqual([missing.statusCode, missing.json().code], [404, "feed_not_found"]);
    assert.equal((await portal.as("hana@aoba.example", { url: `/v1/feeds/${id}` })).statusCode, 404);
  });
});

test("GET /v1/feeds 200 lists the newest first, page by page", async () => {
  const all = (await portal.as(OTTO, { url: "/v1/feeds?limit=200" })).json();
  const first = (await portal.as(OTTO, { url: "/v1/feeds?limit=2" })).json();
  const second = (await portal.as(OTTO, { url: `/v1/feeds?limit=2&after=${first.next}` })).json();
  const ids = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);
  assert.deepEqual([...ids(first), ...ids(second)], ids(all).slice(0, 4));
  assert.equal(all.items.length, await countFeeds());
});

describe("the operator's pages", () => {
  const form = (content: string, fields: string) => {
    const part = `--B\r\nContent-Disposition: form-data; name="file"; filename="夜間.jsonl"\r\nContent-Type: application/octet-stream\r\n\r\n${content}\r\n`;
    const headers = { "content-type": "multipart/form-data; boundary=B" };
    return { method: "POST" as const, url: "/operator/feeds", headers, payload: `${fields}${part}--B--\r\n` };
  };
  const dryRun = '--B\r\nContent-Disposition: form-data; name="dryRun"\r\n\r\non\r\n';

  test("303 for a file that was sent, and a report of what it would do", async () => {
    const reply = await portal.as(OTTO, form(one("W-1"), dryRun));
    assert.equal(reply.statusCode, 303);
    const path = String(reply.headers.location);
    assert.match((await portal.as(OTTO, { url: path })).body, /data-refresh="1000"/);
    await portal.portal.jobs.drain();
    const page = await portal.as(OTTO, { url: path });
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /夜間\.jsonl/);
    assert.doesNotMatch(page.body, /data-refresh/);
    const list = await portal.as(OTTO, { url: "/operator/feeds" });
    assert.match(list.body, new RegExp(path));
  });

  test("200 with each fault of a refused one", async () => {
    const reply = await portal.as(OTTO, form(lines([order({ number: "W-2", site: "7999999" })]), ""));
    await portal.portal.jobs.drain();
    const page = await portal.as(OTTO, { url: String(reply.headers.location) });
    assert.match(page.body, /unknown_site/);
    assert.match(page.body, /7999999/);
  });

  test("400 when no file was chosen, 404 for a customer, to the sign-in for a stranger", async () => {
    const empty = form("", "");
    const reply = await portal.as(OTTO, { ...empty, payload: empty.payload.replace("夜間.jsonl", "") });
    assert.equal(reply.statusCode, 400);
    assert.match(reply.body, /Choose a file/);
    assert.equal((await portal.as("hana@aoba.example", { url: "/operator/feeds" })).statusCode, 404);
    assert([302, 303, 401].includes((await portal.as(undefined, { url: "/operator/feeds" })).statusCode));
  });
});

test("what uploads left behind is swept away after a day, what waits is not", async () => {
  const { utimesSync, writeFileSync } = await import("node:fs");
  const folder = join(portal.portal.config.dataFolder, "spool");
  const waiting = (await post(portal, one("S-1"))).json().id;
  writeFileSync(join(folder, "orphan"), "x");
  writeFileSync(join(folder, "young"), "x");
  for (const name of ["orphan", waiting]) utimesSync(join(folder, name), new Date(0), new Date(0));
  assert.equal(await sweepFeeds(systemContext(portal.portal, "test")), 1);
  assert.deepEqual(spooled().sort(), ["young", waiting].sort());
  await portal.portal.jobs.drain();
});
