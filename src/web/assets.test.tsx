import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import fastify from "fastify";
import { assetBytes, assetRoutes, assetUrl } from "./assets.ts";
import { PlainPage, sendPage } from "./page.tsx";

const app = fastify();
await app.register(assetRoutes);
app.get("/page", (_request, reply) => {
  const visit = { brand: "Portal", language: "ja", theme: "light", here: "/page" } as const;
  return sendPage(reply, <PlainPage visit={visit} title="ページ" />, 409);
});

describe("GET /assets/{file}", () => {
  test("200 for a year under a name that holds its hash", async () => {
    for (const name of ["portal.css", "portal.js", "passkeys.js", "mark.svg"] as const) {
      const reply = await app.inject(assetUrl(name));
      assert.equal(reply.statusCode, 200);
      assert.match(assetUrl(name), /^\/assets\/\w+\.[0-9a-f]{12}\.\w+$/);
      assert.equal(reply.headers["cache-control"], "public, max-age=31536000, immutable");
    }
  });

  test("200 packed as the browser takes it", async () => {
    const plain = await app.inject(assetUrl("portal.css"));
    const gzip = await app.inject({ url: assetUrl("portal.css"), headers: { "accept-encoding": "gzip" } });
    const br = await app.inject({
      url: assetUrl("portal.css"),
      headers: { "accept-encoding": "gzip, deflate, br" },
    });
    assert.deepEqual([gzip.headers["content-encoding"], br.headers["content-encoding"]], ["gzip", "br"]);
    assert.equal(gunzipSync(gzip.rawPayload).toString(), plain.body);
    assert.equal(brotliDecompressSync(br.rawPayload).toString(), plain.body);
  });

  test("304 for what the browser has", async () => {
    const { headers } = await app.inject(assetUrl("portal.js"));
    const etag = String(headers["etag"]);
    const again = await app.inject({ url: assetUrl("portal.js"), headers: { "if-none-match": etag } });
    assert.deepEqual([again.statusCode, again.body], [304, ""]);
  });

  test("404 for a name that is not there, by any spelling", async () => {
    for (const url of ["/assets/portal.css", "/assets/..%2fpage.tsx", "/assets/", "/assets/__proto__"]) {
      assert.equal((await app.inject(url)).statusCode, 404, url);
    }
  });

  test("weighs less than 8 kB of styles and 3 kB of scripts", () => {
    assert.ok(assetBytes("portal.css") < 8_000, `${assetBytes("portal.css")}`);
    assert.ok(assetBytes("portal.js") < 3_000, `${assetBytes("portal.js")}`);
    assert.ok(assetBytes("passkeys.js") < 1_500, `${assetBytes("passkeys.js")}`);
  });

  test("bundles styles and scripts whole: nothing more to fetch", async () => {
    const [css, js] = await Promise.all([
      app.inject(assetUrl("portal.css")),
      app.inject(assetUrl("portal.js")),
    ]);
    assert.ok(!css.body.includes("@import") && css.body.includes("--accent"));
    assert.ok(!/\bimport\b/.test(js.body) && js.body.includes("data-refresh"));
  });
});

describe("a page's answer", () => {
  test("409 is HTML that no cache keeps", async () => {
    const reply = await app.inject("/page");
    assert.equal(reply.statusCode, 409);
    assert.equal(reply.headers["content-type"], "text/html; charset=utf-8");
    assert.equal(reply.headers["cache-control"], "no-store");
    assert.ok(reply.body.startsWith('<!doctype html><html lang="ja" data-theme="light">'));
  });

  test("409 is packed for a browser that takes it, and only then", async () => {
    const plain = await app.inject("/page");
    const packed = await app.inject({ url: "/page", headers: { "accept-encoding": "br;q=1, gzip" } });
    const refused = await app.inject({ url: "/page", headers: { "accept-encoding": "gzip;q=0" } });
    assert.equal(packed.headers["content-encoding"], "gzip");
    assert.equal(gunzipSync(packed.rawPayload).toString(), plain.body);
    assert.equal(refused.headers["content-encoding"], undefined);
  });
});
