import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { LANGUAGES } from "../platform/language.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";
import { sentenceOf } from "./texts.ts";

/** Every event that the code emits: names of the form noun.past-participle, in rooms that emit. Mails are `identity.…`, `company.…`. */
function eventNames(): string[] {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((path) =>
    /(?<!\.test)\.tsx?$/.test(path),
  );
  const texts = files
    .map((path) => readFileSync(join("src", path), "utf8"))
    .filter((text) => /\bemit(All)?\(/.test(text));
  const literals = texts.flatMap((text) => [
    ...text.matchAll(
      /"((?!identity\.|company\.)[a-z-]+\.(?:[a-z]+-)*(?:[a-z]+ed(?:-on-behalf)?|made(?:-good)?|held|withdrawn|shown|move-undone|switched-on|switched-off))"/g,
    ),
  ]);
  const templates = texts.flatMap((text) => [...text.matchAll(/name: `([^`]+)`/g)]).map((match) => match[1]);
  assert.deepEqual([...new Set(templates)], ["feed.${state}"]);
  const feeds = ["applied", "checked", "refused", "failed"].map((state) => `feed.${state}`);
  return [...new Set([...literals.map((match) => match[1] ?? ""), ...feeds])].sort();
}

test("every event that the code emits has its sentence, and no sentence is left over", () => {
  const told = Object.keys(en)
    .filter((key) => key.startsWith("event."))
    .map((key) => key.slice("event.".length));
  assert.deepEqual(told.filter((name) => !/-(many|unasked)$/.test(name)).sort(), eventNames());
});

describe("a sentence", () => {
  test("has the same facts in every language", () => {
    const factsIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    for (const [key, text] of Object.entries(en)) {
      for (const other of [ja, ko, zhTW]) {
        assert.deepEqual(factsIn(new Map(Object.entries(other)).get(key) ?? ""), factsIn(text), key);
      }
    }
  });

  test("tells facts by their own words", () => {
    const denied = {
      name: "access.denied",
      facts: { permission: "order.read", reason: "permission_required" },
    };
    assert.equal(
      sentenceOf(denied, "en"),
      "Access was refused to “see the order history”: the right is missing.",
    );
    const made = { name: "site.documents-made", facts: { kinds: ["contract-notice", "welcome"] } };
    assert.match(sentenceOf(made, "ja"), /ご契約内容のご案内.*ご登録完了のお知らせ/);
    const booked = { name: "order.booked", facts: { orders: 2, orderNumbers: ["SO-1", "SO-2"] } };
    assert.match(sentenceOf(booked, "zh-TW"), /SO-1.*SO-2/);
    assert.match(sentenceOf({ name: "order.booked", facts: { orders: 40_000 } }, "ko"), /40000건/);
  });

  test("names days and several things as its reader writes them", () => {
    const set = { name: "succession.updated", facts: { successors: ["a@aoba.example", "b@aoba.example"] } };
    assert.match(sentenceOf(set, "zh-TW"), /a@aoba\.example、b@aoba\.example/);
    assert.match(sentenceOf(set, "ko"), /a@aoba\.example, b@aoba\.example/);
    const given = { name: "consent.granted", facts: { validThrough: "2010-05-01", purpose: "add-member" } };
    assert.match(sentenceOf(given, "ja"), /2010年5月1日/);
    assert.match(sentenceOf(given, "en"), /May 1, 2010/);
    const looked = { name: "site.viewed", facts: { looked: ["registration", "members"], request: null } };
    assert.match(sentenceOf(looked, "ja"), /がご登録内容、メンバーの一覧を参照しました。$/);
  });

  test("survives a missing fact, a hostile one and an event of a later version", () => {
    for (const language of LANGUAGES) {
      assert.ok(sentenceOf({ name: "proof.issued", facts: {} }, language).includes("–"));
      assert.equal(sentenceOf({ name: "thing.invented", facts: {} }, language), "thing.invented");
      const hostile = { name: "download.started", facts: { name: "{name} $& constructor" } };
      assert.ok(sentenceOf(hostile, language).includes("{name} $& constructor"));
    }
  });
});
