import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cookieName, cookieOptions, safePath } from "./rules.ts";

describe("a way back leads to this portal", () => {
  for (const path of ["/", "/sites/site_1?sort=-part&q=%E8%8A%B1", "/a/b#c"]) {
    test(path, () => assert.equal(safePath(path), path));
  }
});

describe("a way back leads home instead of", () => {
  for (const path of [
    "//evil.example",
    "/\\evil.example",
    "/a\\..\\b",
    "https://evil.example/",
    "javascript:alert(1)",
    "evil",
    "",
    "/\t/evil.example",
    "/a\r\nset-cookie: x=1",
    "/花",
    `/${"a".repeat(2000)}`,
    undefined,
    ["/", "/b"],
  ]) {
    test(JSON.stringify(path) ?? "nothing", () => assert.equal(safePath(path), "/"));
  }
});

describe("BR-26 the session's cookie", () => {
  const behindTls = { baseUrl: "https://portal.example" };
  test("is bound to its host behind TLS", () => {
    assert.equal(cookieName(behindTls), "__Host-carnet");
    assert.deepEqual(cookieOptions(behindTls), { path: "/", httpOnly: true, sameSite: "lax", secure: true });
  });
  test("never has an expiry", () => {
    assert.ok(!("maxAge" in cookieOptions(behindTls)) && !("expires" in cookieOptions(behindTls)));
  });
  test("is plain without TLS", () =>
    assert.equal(cookieName({ baseUrl: "http://localhost:8080" }), "carnet"));
});
