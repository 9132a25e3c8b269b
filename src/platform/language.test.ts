import assert from "node:assert/strict";
import { test } from "node:test";
import { isLanguage, LANGUAGE_NAMES, LANGUAGES, type Language, languageOf, tagOf } from "./language.ts";

const HEADERS: [header: string | undefined, expected: Language][] = [
  [undefined, "en"],
  ["", "en"],
  ["*", "en"],
  ["ja", "ja"],
  ["ja-JP", "ja"],
  ["JA-jp", "ja"],
  ["ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko"],
  ["zh-TW,zh;q=0.9,en;q=0.8", "zh-TW"],
  ["zh-Hant-HK", "zh-TW"],
  ["zh", "zh-TW"],
  ["zh-CN", "en"],
  ["zh-Hans-CN,en;q=0.5", "en"],
  ["fr-CH, fr;q=0.9, ja;q=0.8, *;q=0.5", "ja"],
  ["en;q=0.5, ja;q=0.9", "ja"],
  ["en ; q=0.1 , ko ; q=0.2", "ko"],
  ["ja;q=0, ko;q=0.1", "ko"],
  ["ja;q=0", "en"],
  ["ja;q=1.000, ko", "ja"],
  ["ja;q=2, ko;q=0.3", "ko"],
  ["ja;q=-1, ko;q=0.3", "ko"],
  ["japanese, ko;q=0.1", "ko"],
  ["\u0000, ja", "ja"],
  [`${"x".repeat(600)},ja`, "en"],
];

for (const [header, expected] of HEADERS) {
  test(`Accept-Language ${JSON.stringify(header)?.slice(0, 60)} asks for ${expected}`, () => {
    assert.equal(languageOf(header), expected);
  });
}

test("every language has its own name and a tag that says the script of Chinese", () => {
  assert.deepEqual(LANGUAGES.map(tagOf), ["en", "ja", "ko", "zh-Hant-TW"]);
  assert.equal(new Set(Object.values(LANGUAGE_NAMES)).size, LANGUAGES.length);
  assert.deepEqual(["ja", "JA", "fr", undefined, 1].map(isLanguage), [true, false, false, false, false]);
});
