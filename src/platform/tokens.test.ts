import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { openSecrets } from "./secrets.ts";
import { isApiKey, isMailToken, newApiKey, newMailToken } from "./tokens.ts";

describe("BAR 23 an API key", () => {
  test("has the published form and its own checksum", () => {
    const key = newApiKey();
    assert.match(key, /^carnet_live_[0-9A-Za-z]{33}$/);
    assert.ok(isApiKey(key));
  });
  test("is told from a typing error without a look at any database", () => {
    const key = newApiKey();
    const last = key.at(-1) === "0" ? "1" : "0";
    assert.ok(!isApiKey(key.slice(0, -1) + last));
    const middle = key.charAt(20) === "a" ? "b" : "a";
    assert.ok(!isApiKey(key.slice(0, 20) + middle + key.slice(21)));
    assert.ok(!isApiKey(`carnet_live_${"a".repeat(33)}`));
  });
  test("is never made twice", () => {
    assert.equal(new Set(Array.from({ length: 1000 }, newApiKey)).size, 1000);
  });
});

describe("a mail token", () => {
  const folder = mkdtempSync(join(tmpdir(), "carnet-tokens-"));
  after(() => rmSync(folder, { recursive: true }));
  const secrets = openSecrets(folder, "x".repeat(32));

  test("serves its purpose alone", () => {
    const token = newMailToken(secrets, "confirmation");
    assert.ok(isMailToken(secrets, "confirmation", token));
    assert.ok(!isMailToken(secrets, "password reset", token));
  });
  test("cut short or changed is none", () => {
    const token = newMailToken(secrets, "confirmation");
    assert.ok(!isMailToken(secrets, "confirmation", token.slice(0, -1)));
    const changed = (token.startsWith("A") ? "B" : "A") + token.slice(1);
    assert.ok(!isMailToken(secrets, "confirmation", changed));
    assert.ok(!isMailToken(secrets, "confirmation", ""));
  });
});
