import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { testPortal } from "../../test/portal.ts";
import { addFile, type TestFile } from "../../test/releases.ts";

const [HANA, MIO, SEOYEON] = ["hana@aoba.example", "mio@aoba.example", "seoyeon@hangang.example"];
const LANGUAGES = ["en", "ja", "ko", "zh-TW"] as const;
const carnet = await testPortal();
after(() => carnet.close());
const { owner } = carnet;
let file: TestFile;
let lapsed: TestFile;

before(async () => {
  file = await addFile(carnet, { name: "was<script>.zip", language: "ja" });
  lapsed = await addFile(carnet, { product: "doors", version: "9.2", name: "doors.zip", platform: "any" });
  await carnet.portal.jobs.catchUp();
  await sql`update entitlement_lines set covered_through = '2010-02-28' where id = ${CAST.aobaDoors}`.execute(
    owner,
  );
});

describe("GET /sites/{siteId}/downloads", () => {
  const texts = {
    en: ["Downloads", "Can be downloaded", "the last covered day is Feb 28, 2010", "Any platform"],
    ja: ["ダウンロード", "ダウンロード可", "最終日：2010/02/28", "プラットフォーム共通"],
    ko: ["소프트웨어 다운로드", "다운로드 가능", "마지막 유효일: 2010. 2. 28.", "모든 플랫폼 공통"],
    "zh-TW": ["軟體下載", "可下載", "最後有效日：2010年2月28日", "所有平台適用"],
  };
  for (const language of LANGUAGES) {
    test(`200 tells in ${language} what can be had and why not the rest`, async () => {
      const reply = await open(HANA, "", language);
      assert.equal(reply.statusCode, 200, reply.body);
      for (const text of texts[language]) assert.ok(reply.body.includes(text), `${text} in ${language}`);
      assert.match(reply.body, /BR-56/);
      assert.match(reply.body, /care@carnet\.example/);
      assert.match(reply.body, /was&lt;script/);
      assert.doesNotMatch(reply.body, /was<script/);
    });
  }

  test("200 shows the SHA-256, and a button for what can be had alone", async () => {
    const { body } = await open(HANA);
    assert.match(body, new RegExp(file.sha256));
    assert.equal(
      body.match(/<form[^>]* method="post"[^>]*downloads|action="\/sites\/[^"]*\/downloads\/[^"]*"/g)?.length,
      1,
    );
  });

  test("200 keeps the filter, and says when nothing is found", async () => {
    const { body } = await open(HANA, "?q=nothing&status=available&platform=&language=ja");
    assert.match(body, /value="nothing"/);
    assert.match(body, /<option value="available" selected/);
    assert.match(body, /No file found/);
  });

  test("200 says that there is nothing yet", async () => {
    await sql`update entitlement_lines set product_code = 'was' where site_id = ${CAST.hangang}`.execute(
      owner,
    );
    await sql`update release_files set reason = 'withdrawn', state = 'rejected', signature = null where id = ${file.id}`.execute(
      owner,
    );
    const reply = await send(SEOYEON, { method: "GET", url: `/sites/${CAST.hangang}/downloads` }, "en");
    await sql`update release_files set reason = null, state = 'awaited' where id = ${file.id}`.execute(owner);
    await carnet.portal.jobs.catchUp();
    assert.match(reply.body, /No downloads yet/);
  });

  test("303 to sign-in for a stranger, 404 for another customer", async () => {
    const headers = { accept: "text/html" };
    const reply = await carnet.as(undefined, { url: `/sites/${CAST.aoba}/downloads`, headers });
    assert.deepEqual(
      [reply.statusCode, reply.headers.location],
      [303, `/sign-in?next=%2Fsites%2F${CAST.aoba}%2Fdownloads`],
    );
    assert.equal((await open(SEOYEON)).statusCode, 404);
  });
});

describe("a file's page", () => {
  for (const language of LANGUAGES) {
    test(`200 tells in ${language} how to get the file and how to check it`, async () => {
      const { statusCode, body } = await open(HANA, `/${file.id}`, language);
      assert.equal(statusCode, 200);
      for (const text of [
        "sha256sum",
        "shasum -a 256",
        "Get-FileHash",
        "openssl pkeyutl",
        "/v1/release-keys/",
      ]) {
        assert.ok(body.includes(text), text);
      }
    });
  }

  test("200 offers no button where there is no right, and says why", async () => {
    const { body } = await open(HANA, `/${lapsed.id}`);
    assert.match(body, /BR-56/);
    assert.doesNotMatch(body, /value="(file|link)"/);
  });

  test("303 from the button to the file, which comes as an attachment", async () => {
    const reply = await post(HANA, file.id, "as=file");
    assert.equal(reply.statusCode, 303);
    const content = await carnet.as(undefined, { url: String(reply.headers.location) });
    assert.equal(content.body, "content of was<script>.zip");
  });

  test("200 shows a link with the commands that use it, once", async () => {
    const { body, statusCode } = await post(HANA, file.id, "as=link");
    assert.equal(statusCode, 200);
    const [href = ""] = /http:\/\/localhost:8080\/downloads\/[\w-]{43}\/[^<\s]+/.exec(body) ?? [];
    for (const program of ["curl --fail --continue-at", "wget --continue", "aria2c --continue"]) {
      assert.ok(body.includes(program), program);
    }
    assert.equal((await carnet.as(undefined, { url: new URL(href).pathname })).statusCode, 200);
    assert.doesNotMatch((await open(HANA, `/${file.id}`)).body, /\/downloads\/[\w-]{43}\//);
  });

  test("403 with rule and helpers as a page, when the right is gone", async () => {
    const reply = await post(HANA, lapsed.id, "as=file");
    assert.equal(reply.statusCode, 403);
    assert.match(String(reply.headers["content-type"]), /^text\/html/);
    assert.match(reply.body, /no active subscription and support for Rational DOORS/);
    assert.match(reply.body, /care@carnet\.example/);
    await sql`update access_grants set software_and_services = 'none' where person_id = ${CAST.mio}`.execute(
      owner,
    );
    const refused = await post(MIO, file.id, "as=link");
    assert.equal(refused.statusCode, 403);
    assert.match(refused.body, /hana@aoba\.example/);
  });

  test("400 for a form with something else in it", async () => {
    for (const body of ["as=other", "as=file&siteId=x", ""])
      assert.equal((await post(HANA, file.id, body)).statusCode, 400);
  });
});

describe("GET /sites/{siteId}/downloads/history", () => {
  for (const language of LANGUAGES) {
    test(`200 in ${language}, empty and not`, async () => {
      await sql`delete from downloads`.execute(owner);
      const empty = await open(HANA, "/history", language);
      await carnet.as(HANA, { url: `/v1/sites/${CAST.aoba}/downloads/${file.id}/content` });
      await new Promise((done) => setTimeout(done, 50));
      const full = await open(HANA, "/history", language);
      assert.deepEqual([empty.statusCode, full.statusCode], [200, 200]);
      assert.doesNotMatch(empty.body, /was&lt;script/);
      assert.match(full.body, /was&lt;script/);
      assert.match(full.body, /花/);
    });
  }
});

function open(email: string, path = "", language: string = "en") {
  return send(email, { method: "GET", url: `/sites/${CAST.aoba}/downloads${path}` }, language);
}

function post(email: string, fileId: string, payload: string) {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return send(
    email,
    { method: "POST", url: `/sites/${CAST.aoba}/downloads/${fileId}`, headers, payload },
    "en",
  );
}

/** In a language: the person's own choice is changed for it. */
async function send(
  email: string,
  request: { method: "GET" | "POST"; url: string; headers?: Record<string, string>; payload?: string },
  language: string,
) {
  await sql`update people set language = ${language} where email = ${email}`.execute(owner);
  return carnet.as(email, request);
}
