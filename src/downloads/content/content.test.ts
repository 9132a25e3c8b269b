import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { testPortal } from "../../../test/portal.ts";
import { addFile, type TestFile } from "../../../test/releases.ts";

const [HANA, MIO, SEOYEON] = ["hana@aoba.example", "mio@aoba.example", "seoyeon@hangang.example"];
const NOW = "2010-03-01T03:00:00Z";
const carnet = await testPortal({ now: NOW });
const { owner } = carnet;
const bytes = randomBytes(3_000_000);
let file: TestFile;
let foreign: TestFile;

before(async () => {
  file = await addFile(carnet, { name: "製品 7.0.tar.gz", content: bytes });
  foreign = await addFile(carnet, { product: "doors", version: "9.2", name: "doors.zip" });
  await carnet.portal.jobs.catchUp();
  await carnet.app.listen({ port: 0, host: "127.0.0.1" });
});
after(() => carnet.close());
afterEach(async () => {
  await moveTo(NOW);
  await sql`delete from downloads`.execute(owner);
});

describe("POST /v1/sites/{siteId}/downloads/{fileId}/links", () => {
  test("201 makes a link of 256 bits, of which only a hash is kept", async () => {
    const { href, expiresAt } = await makeLink();
    const [, token = ""] =
      /^\/downloads\/([\w-]{43})\/%E8%A3%BD%E5%93%81%207\.0\.tar\.gz$/.exec(new URL(href).pathname) ?? [];
    assert.equal(token.length, 43);
    assert.equal(expiresAt, "2010-03-01T03:15:00.000Z");
    const { rows } = await sql<{ row: string }>`select downloads::text as row from downloads`.execute(owner);
    assert.equal(rows.length, 1);
    assert.doesNotMatch(rows[0]?.row ?? "", new RegExp(token));
    assert.deepEqual(await eventsSince("download-link.made"), ["download-link.made"]);
  });

  test("401 for a stranger", async () => {
    assert.equal((await askLink(undefined)).statusCode, 401);
  });

  test("403 permission_required for somebody without the privilege, with who can grant it", async () => {
    await privilege("none");
    const reply = await askLink(MIO);
    await privilege("download");
    assert.deepEqual([reply.statusCode, reply.json().code], [403, "permission_required"]);
    assert.deepEqual(reply.json().helpers[0], { name: "森 花", email: HANA });
  });

  test("403 no_active_subscription after the lapse (BR-56), and the refusal is in the site's history", async () => {
    await moveTo("2010-08-01T03:00:00Z");
    const reply = await askLink(HANA);
    const { code, rule, coveredThrough, helpers } = reply.json();
    assert.deepEqual(
      [reply.statusCode, code, rule, coveredThrough],
      [403, "no_active_subscription", "BR-56", "2010-07-31"],
    );
    assert.deepEqual(helpers, [{ name: "Carnet Demo Software", email: "care@carnet.example" }]);
    assert.deepEqual(await eventsSince("download.refused"), ["download.refused"]);
  });

  test("404 is the same for a file that is not there and for a file of a product that the site does not own", async () => {
    const [none, other] = [
      await askLink(SEOYEON, "file_none", CAST.hangang),
      await askLink(SEOYEON, file.id, CAST.hangang),
    ];
    assert.deepEqual([none.statusCode, other.statusCode], [404, 404]);
    assert.deepEqual({ ...none.json<object>(), requestId: "" }, { ...other.json<object>(), requestId: "" });
    assert.equal((await askLink(SEOYEON, file.id, CAST.aoba)).json().code, "site_not_found");
    assert.equal((await askLink(SEOYEON, foreign.id, CAST.hangang)).statusCode, 201);
  });

  test("409 file_awaited while it has not arrived", async () => {
    const late = await addFile(carnet, { name: "late.iso", isThere: false });
    const reply = await askLink(HANA, late.id);
    assert.deepEqual([reply.statusCode, reply.json().code], [409, "file_awaited"]);
  });

  test("429 after 300 links in an hour", async () => {
    await sql`insert into spendings values (${`download-link ${CAST.mio}`}, now(), 300)`.execute(owner);
    assert.equal((await askLink(MIO)).statusCode, 429);
    await sql`delete from spendings`.execute(owner);
  });
});

describe("a file, by its link or by session", () => {
  for (const way of ["link", "session"] as const) {
    test(`200 whole by ${way}, described so that it can only be saved`, async () => {
      const reply = await take(way);
      assert.equal(reply.statusCode, 200);
      assert.ok(reply.rawPayload.equals(bytes));
      const { headers } = reply;
      assert.equal(headers["etag"], `"sha256-${file.sha256}"`);
      assert.equal(headers["content-type"], "application/octet-stream");
      assert.equal(headers["content-length"], String(bytes.length));
      assert.equal(headers["accept-ranges"], "bytes");
      assert.equal(
        headers["repr-digest"],
        `sha-256=:${createHash("sha256").update(bytes).digest("base64")}:`,
      );
      assert.match(
        String(headers["content-disposition"]),
        /^attachment; filename="__ 7\.0\.tar\.gz"; filename\*=UTF-8''/,
      );
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.equal(headers["content-security-policy"], "default-src 'none'; sandbox");
      assert.equal(headers["cache-control"], "private, no-store");
    });

    const ranges: [range: string, status: number, from?: number, to?: number][] = [
      ["bytes=0-0", 206, 0, 0],
      ["bytes=1000000-1999999", 206, 1_000_000, 1_999_999],
      ["bytes=2999999-", 206, 2_999_999, 2_999_999],
      ["bytes=-1500000", 206, 1_500_000, 2_999_999],
      ["bytes=2000000-9000000", 206, 2_000_000, 2_999_999],
      ["bytes=5-2", 200],
      ["bytes=0-1,5-6", 200],
      [`bytes=${Array.from({ length: 100 }, () => "0-").join(",")}`, 200],
      ["bytes=3000000-", 416],
      ["bytes=-0", 416],
    ];
    for (const [range, status, from = 0, to = bytes.length - 1] of ranges) {
      test(`${status} by ${way} for ${range.slice(0, 24)}`, async () => {
        const reply = await take(way, { range });
        assert.equal(reply.statusCode, status);
        if (status === 416) {
          assert.equal(reply.headers["content-range"], "bytes */3000000");
          assert.equal(reply.headers["content-disposition"], undefined);
          return;
        }
        assert.equal(
          reply.headers["content-range"],
          status === 206 ? `bytes ${from}-${to}/3000000` : undefined,
        );
        assert.ok(reply.rawPayload.equals(bytes.subarray(from, to + 1)));
      });
    }

    test(`If-Range by ${way}: the range while the content is the same, else the whole`, async () => {
      const range = "bytes=10-19";
      assert.equal((await take(way, { range, "if-range": `"sha256-${file.sha256}"` })).statusCode, 206);
      for (const stale of ['"sha256-other"', `W/"sha256-${file.sha256}"`, "Mon, 01 Mar 2010 00:00:00 GMT"]) {
        assert.equal((await take(way, { range, "if-range": stale })).statusCode, 200);
      }
    });

    test(`HEAD by ${way} tells size and tag, sends and starts nothing`, async () => {
      const reply = await take(way, { range: "bytes=0-5" }, "HEAD");
      assert.deepEqual(
        [reply.statusCode, reply.headers["content-length"], reply.rawPayload.length],
        [200, "3000000", 0],
      );
      assert.equal(reply.headers["etag"], `"sha256-${file.sha256}"`);
      assert.deepEqual((await history()).items, []);
    });
  }

  test("304 and 412 for conditions on the tag", async () => {
    const etag = `"sha256-${file.sha256}"`;
    assert.equal((await take("link", { "if-none-match": etag })).statusCode, 304);
    assert.equal((await take("link", { "if-match": '"other"' })).statusCode, 412);
  });

  test("503 when the content is gone from the disk: no half answer", async () => {
    const lost = await addFile(carnet, { name: "lost.bin" });
    await carnet.portal.jobs.catchUp();
    const { sha256 } = lost;
    rmSync(join(carnet.portal.config.filesFolder, "sha256", sha256.slice(0, 2), sha256.slice(2, 4), sha256));
    const reply = await carnet.as(HANA, { url: contentUrl(lost.id) });
    assert.deepEqual([reply.statusCode, reply.json().code], [503, "unavailable"]);
  });
});

describe("a link", () => {
  test("404 when nobody made it, or under another name", async () => {
    const { href } = await makeLink();
    const { pathname } = new URL(href);
    for (const path of [
      `/downloads/${"A".repeat(43)}/x.bin`,
      pathname.replace(/[^/]+$/, "evil.exe"),
      "/downloads/..%2f..%2fetc%2fpasswd/x",
      "/downloads/%00/x",
      pathname.replace(/[^/]+$/, "..%2f..%2fsecret"),
    ]) {
      assert.ok([400, 404].includes((await carnet.as(undefined, { url: path })).statusCode), path);
    }
  });

  test("410 when it was not begun within 15 minutes; begun in time, it goes on for 7 days", async () => {
    const [late, early] = [await makeLink(), await makeLink()];
    await moveTo("2010-03-01T03:14:59Z");
    assert.equal((await fetchLink(early, { range: "bytes=0-9" })).statusCode, 206);
    await moveTo("2010-03-01T03:15:00Z");
    assert.equal((await fetchLink(late)).statusCode, 410);
    assert.equal((await fetchLink(early, { range: "bytes=10-" })).statusCode, 206);
    await moveTo("2010-03-08T03:14:58Z");
    assert.equal((await fetchLink(early, { range: "bytes=10-" })).statusCode, 206);
    await moveTo("2010-03-08T03:14:59Z");
    assert.equal((await fetchLink(early, { range: "bytes=10-" })).statusCode, 410);
  });

  const withdrawals: [what: string, statement: string, back: string][] = [
    ["the grant is taken back", `delete from access_grants where person_id = '${CAST.mio}'`, ""],
    [
      "the privilege is lowered",
      `update access_grants set software_and_services = 'none' where person_id = '${CAST.mio}'`,
      "",
    ],
    [
      "the grant's last day is over",
      `update access_grants set valid_through = '2010-02-28' where person_id = '${CAST.mio}'`,
      "",
    ],
    [
      "the person is disabled",
      `update people set state = 'disabled' where id = '${CAST.mio}'`,
      `update people set state = 'active' where id = '${CAST.mio}'`,
    ],
    [
      "the coverage ends",
      `update entitlement_lines set covered_through = '2010-02-28' where id = '${CAST.aobaWas}'`,
      `update entitlement_lines set covered_through = '2010-07-31' where id = '${CAST.aobaWas}'`,
    ],
  ];
  for (const [what, statement, back] of withdrawals) {
    test(`403 for the next range once ${what}`, async () => {
      const grants = await sql<
        Record<string, unknown>
      >`select * from access_grants where person_id = ${CAST.mio}`.execute(owner);
      const kept = grants.rows.map(({ sortSeen: _, ...row }) => row); // the database makes that one
      const link = await makeLink(MIO);
      assert.equal((await fetchLink(link, { range: "bytes=0-9" })).statusCode, 206);
      await sql.raw(statement).execute(owner);
      const refused = [await fetchLink(link, { range: "bytes=10-19" }), await fetchLink(link, {}, "HEAD")];
      if (back !== "") await sql.raw(back).execute(owner);
      await sql`delete from access_grants where person_id = ${CAST.mio}`.execute(owner);
      await owner
        .insertInto("accessGrants")
        .values(kept as never)
        .execute();
      assert.deepEqual(
        refused.map(({ statusCode }) => statusCode),
        [403, 403],
      );
      assert.equal((await fetchLink(link, { range: "bytes=10-19" })).statusCode, 206);
    });
  }

  test("403 in the middle of 16 parallel ranges, from the moment of the withdrawal on", async () => {
    const { href } = await makeLink(MIO);
    let isWithdrawn = false;
    const statuses: { status: number; began: boolean }[] = [];
    const worker = async () => {
      for (let i = 0; i < 12; i++) {
        const began = isWithdrawn;
        statuses.push({
          status: (await overTheWire(href, { range: `bytes=${i * 1000}-${i * 1000 + 999}` })).status,
          began,
        });
      }
    };
    const workers = Array.from({ length: 16 }, worker);
    while (statuses.length < 50) await new Promise((done) => setTimeout(done, 2));
    await privilege("none");
    isWithdrawn = true;
    await Promise.all(workers);
    await privilege("download");
    const afterwards = statuses.filter(({ began }) => began);
    assert.ok(afterwards.length > 20);
    assert.deepEqual([...new Set(afterwards.map(({ status }) => status))], [403]);
    assert.ok(statuses.filter(({ status }) => status === 206).length >= 40);
  });

  test("429 when one link asks for more than 32 ranges at once", async () => {
    const big = await addFile(carnet, { name: "big.bin", content: randomBytes(24_000_000) });
    await carnet.portal.jobs.catchUp();
    const { href } = await makeLink(HANA, big.id);
    const slow = await Promise.all(Array.from({ length: 32 }, () => openAndWait(href)));
    const reply = await overTheWire(href, { range: "bytes=0-9" });
    for (const answer of slow) answer.destroy();
    assert.equal(reply.status, 429);
    await untilQuiet();
    assert.equal((await overTheWire(href, { range: "bytes=0-9" })).status, 206);
  });

  test("410 once the file behind its name is another: never a mixture", async () => {
    const replaced = await addFile(carnet, { name: "replaced.bin", content: "old content" });
    await carnet.portal.jobs.catchUp();
    const link = await makeLink(HANA, replaced.id);
    assert.equal((await fetchLink(link, { range: "bytes=0-4" })).body, "old c");
    const bySession = { url: contentUrl(replaced.id), headers: { range: "bytes=0-4" } };
    assert.equal((await carnet.as(HANA, bySession)).body, "old c");
    const fresh = await addFile(carnet, { name: "fresh.bin", content: "new content" });
    await carnet.portal.jobs.catchUp();
    await sql`
      update release_files old set sha256 = new.sha256, size_bytes = new.size_bytes
        from release_files new where old.id = ${replaced.id} and new.id = ${fresh.id}`.execute(owner);
    const reply = await fetchLink(link, { range: "bytes=5-" });
    assert.equal(reply.statusCode, 410);
    const goingOn = await carnet.as(HANA, { ...bySession, headers: { range: "bytes=5-" } });
    assert.deepEqual([goingOn.statusCode, goingOn.body], [200, "new content"]);
    const next = await carnet.as(HANA, { ...bySession, headers: { range: "bytes=4-" } });
    assert.deepEqual([next.statusCode, next.body], [206, "content"]);
  });
});

describe("GET /v1/sites/{siteId}/downloads/{fileId}/content", () => {
  test("401, 404 for strangers and other sites", async () => {
    assert.equal((await carnet.as(undefined, { url: contentUrl(file.id) })).statusCode, 401);
    assert.equal((await carnet.as(SEOYEON, { url: contentUrl(file.id) })).statusCode, 404);
    assert.equal((await carnet.as(HANA, { url: contentUrl("..%2f..%2fetc%2fpasswd") })).statusCode, 404);
  });
});

describe("GET /v1/sites/{siteId}/downloads/history", () => {
  test("200 tells who took what; each download starts once and completes once, however many ranges it took", async () => {
    const before = await lastEvent();
    const { href } = await makeLink();
    const third = 1_000_000;
    const parts = [2, 0, 1].map((part) =>
      overTheWire(href, { range: `bytes=${part * third}-${(part + 1) * third - 1}` }),
    );
    assert.deepEqual(
      (await Promise.all(parts)).map(({ status }) => status),
      [206, 206, 206],
    );
    await untilQuiet();
    await overTheWire(href, { range: "bytes=0-99" });
    await untilQuiet();
    const { items } = await history();
    assert.equal(items.length, 1);
    const [item] = items;
    assert.deepEqual(
      [item?.fileName, item?.personName, item?.productName, item?.version, item?.bytesSent],
      [file.name, "森 花", "WebSphere Application Server", "7.0", 3_000_100],
    );
    assert.equal(item?.completedAt, "2010-03-01T03:00:00Z");
    assert.deepEqual(await eventsSince(undefined, before), [
      "download-link.made",
      "download.started",
      "download.completed",
    ]);
  });

  test("200 a download whose reader left is started, not completed, until the rest was taken", async () => {
    const { href } = await makeLink();
    await overTheWire(href, {}, 100_000);
    await untilQuiet();
    const [cut] = (await history()).items;
    assert.equal(cut?.completedAt, null);
    assert.ok(cut.bytesSent < 3_000_000);
    await overTheWire(href, { range: "bytes=-1" });
    await untilQuiet();
    assert.equal((await history()).items[0]?.completedAt, null);
    await overTheWire(href, { range: "bytes=0-" });
    await untilQuiet();
    assert.equal((await history()).items[0]?.completedAt, "2010-03-01T03:00:00Z");
  });

  test("200 what a killed process was sending counts once the reader came back for the rest", async () => {
    const { href } = await makeLink();
    // As the killed process leaves it: the whole was asked for, nobody knows how much went out.
    await sql`update downloads set started_at = link_made_at, under_way = array[int8range(0, 3000000)]`.execute(
      owner,
    );
    await overTheWire(href, { range: "bytes=2000000-2999998" });
    await overTheWire(href, { range: "bytes=2999999-" });
    await untilQuiet();
    assert.equal((await history()).items[0]?.completedAt, "2010-03-01T03:00:00Z");
  });

  test("200 ranges of one session belong to one download; after its end a new one begins", async () => {
    for (const range of ["bytes=0-999999", "bytes=1000000-", "bytes=0-9"]) {
      await carnet.as(HANA, { url: contentUrl(file.id), headers: { range } });
      await untilQuiet();
    }
    const { items } = await history();
    assert.deepEqual(items.map(({ bytesSent }) => bytesSent).sort(), [10, 3_000_000]);
  });

  test("200 page by page, the newest first; never another site's", async () => {
    for (const instant of ["2010-03-01T03:00:01Z", "2010-03-01T03:00:02Z", "2010-03-01T03:00:03Z"]) {
      await moveTo(instant);
      await fetchLink(await makeLink(), { range: "bytes=0-0" });
    }
    await fetchLink(await makeLink(SEOYEON, foreign.id, CAST.hangang));
    const first = await history("limit=2");
    const second = await history(`limit=2&after=${first.next}`);
    assert.deepEqual(
      [...first.items, ...second.items].map(({ startedAt }) => startedAt.slice(17, 19)),
      ["03", "02", "01"],
    );
    assert.equal(second.next, null);
  });

  test("400, 401 and 404", async () => {
    const url = `/v1/sites/${CAST.aoba}/downloads/history`;
    assert.equal((await carnet.as(HANA, { url: `${url}?after=x` })).statusCode, 400);
    assert.equal((await carnet.as(undefined, { url })).statusCode, 401);
    assert.equal((await carnet.as(SEOYEON, { url })).statusCode, 404);
  });
});

interface MadeLink {
  href: string;
  expiresAt: string;
}

interface History {
  next: string | null;
  items: {
    fileName: string;
    personName: string;
    productName: string;
    version: string;
    bytesSent: number;
    startedAt: string;
    completedAt: string | null;
  }[];
}

function askLink(email: string | undefined, fileId = file.id, siteId: string = CAST.aoba) {
  return carnet.as(email, { method: "POST", url: `/v1/sites/${siteId}/downloads/${fileId}/links` });
}

async function makeLink(
  email: string | undefined = HANA,
  fileId = file.id,
  siteId: string = CAST.aoba,
): Promise<MadeLink> {
  const reply = await askLink(email, fileId, siteId);
  assert.equal(reply.statusCode, 201, reply.body);
  return reply.json();
}

function fetchLink({ href }: MadeLink, headers: Record<string, string> = {}, method: "GET" | "HEAD" = "GET") {
  return carnet.as(undefined, { method, url: new URL(href).pathname, headers });
}

async function take(
  way: "link" | "session",
  headers: Record<string, string> = {},
  method: "GET" | "HEAD" = "GET",
) {
  if (way === "link") return fetchLink(await makeLink(), headers, method);
  return carnet.as(HANA, { method, url: contentUrl(file.id), headers });
}

function contentUrl(fileId: string): string {
  return `/v1/sites/${CAST.aoba}/downloads/${fileId}/content`;
}

async function history(query = ""): Promise<History> {
  return (await carnet.as(HANA, { url: `/v1/sites/${CAST.aoba}/downloads/history?${query}` })).json();
}

function wireOptions(href: string, headers: Record<string, string>) {
  const { port } = carnet.app.server.address() as AddressInfo;
  return { host: "127.0.0.1", port, path: new URL(href).pathname, headers, agent: false };
}

/** Over a real connection; the reader leaves after `most` bytes. */
function overTheWire(href: string, headers: Record<string, string>, most = Number.MAX_SAFE_INTEGER) {
  return new Promise<{ status: number; size: number }>((done, fail) => {
    const asked = httpRequest(wireOptions(href, headers), (answer) => {
      let size = 0;
      const finish = () => done({ status: answer.statusCode ?? 0, size });
      answer.on("data", (piece: Buffer) => {
        size += piece.length;
        if (size >= most) answer.destroy();
      });
      answer.on("close", finish);
    });
    asked.on("error", fail);
    asked.end();
  });
}

/** Asks for the whole and reads nothing. */
function openAndWait(href: string): Promise<{ destroy(): void }> {
  return new Promise((done, fail) => {
    const asked = httpRequest(wireOptions(href, {}), (answer) => {
      answer.on("error", () => {});
      done(asked);
    });
    asked.on("error", fail);
    asked.end();
  });
}

/** Until what was sent is noted. */
async function untilQuiet(): Promise<void> {
  for (let seen = "", same = 0; same < 3; ) {
    await new Promise((done) => setTimeout(done, 40));
    const { rows } = await sql<{
      state: string;
    }>`select string_agg(downloads::text, '' order by id) as state from downloads`.execute(owner);
    same = rows[0]?.state === seen ? same + 1 : 0;
    seen = rows[0]?.state ?? "";
  }
}

async function privilege(value: string): Promise<void> {
  await sql`update access_grants set software_and_services = ${value} where person_id = ${CAST.mio}`.execute(
    owner,
  );
}

async function lastEvent(): Promise<number> {
  const { rows } = await sql<{
    position: number;
  }>`select coalesce(max(position), 0) as position from events`.execute(owner);
  return rows[0]?.position ?? 0;
}

async function eventsSince(name?: string, position = 0): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from events
     where chain = ${CAST.aoba} and position > ${position} and (${name ?? null}::text is null or name = ${name ?? null})
     order by position`.execute(owner);
  return rows.map((row) => row.name);
}

/** Time passes, and people stay signed in. */
async function moveTo(instant: string): Promise<void> {
  carnet.clock.set(instant);
  await sql`
    update sessions set started_at = ${instant}, last_seen_at = ${instant},
                        expires_at = ${instant}::timestamptz + interval '12 hours'`.execute(owner);
}
