import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { COUNTRIES, faultOfName, faultOfRomanizedName, fullName, isCountry, tidyName } from "./rules.ts";

describe("A-20 a name is accepted in any script", () => {
  for (const name of [
    "花",
    "서연",
    "麗華",
    "O’Brien",
    "José",
    "Ærøskøbing",
    "𠮷田",
    "Ng",
    "ไทย",
    "\u202eevil",
  ]) {
    test(name, () => assert.equal(faultOfName(name, "standard"), undefined));
  }
});

describe("a name is refused", () => {
  const refused: [string, string][] = [
    ["", "required"],
    ["  ", "required"],
    ["a\0b", "text_not_allowed"],
    ["a\r\nBcc: evil@x.example", "text_not_allowed"],
    ["a\u2028b", "text_not_allowed"],
    ["a\ud800", "text_not_allowed"],
    ["𠮷".repeat(101), "text_too_long"],
  ];
  for (const [name, code] of refused) {
    test(`${JSON.stringify(name.slice(0, 20))} for ${code}`, () =>
      assert.equal(faultOfName(name, "standard"), code));
  }
});

describe("BR-04 under the seed profile", () => {
  test("a half-width name is accepted", () => assert.equal(faultOfName("Hana", "seed"), undefined));
  test("a name in Kanji is refused", () => assert.equal(faultOfName("花", "seed"), "not_half_width"));
  test("a full-width name is refused", () => assert.equal(faultOfName("Ｈａｎａ", "seed"), "not_half_width"));
});

test("the romanized form is in Latin letters", () => {
  assert.equal(faultOfRomanizedName("Hana Mōri-O’Brien"), undefined);
  assert.equal(faultOfRomanizedName("森 花"), "not_latin");
});

test("a name is kept composed and without blanks around it", () => {
  assert.equal(tidyName("  Jose\u0301 "), "Jos\u00e9");
});

describe("a full name", () => {
  const named = (givenName: string, familyName: string, language: "en" | "ja" | "ko" | "zh-TW") =>
    fullName({ givenName, familyName, language });
  test("in Japanese begins with the family name", () => assert.equal(named("花", "森", "ja"), "森 花"));
  test("in Korean has no space", () => assert.equal(named("서연", "김", "ko"), "김서연"));
  test("in Chinese has no space", () => assert.equal(named("麗華", "陳", "zh-TW"), "陳麗華"));
  test("in Latin letters ends with the family name", () =>
    assert.equal(named("Hana", "Mori", "ja"), "Hana Mori"));
});

test("BR-06 a country is one of ISO 3166-1", () => {
  assert.equal(COUNTRIES.length, 249);
  assert.equal(new Set(COUNTRIES).size, 249);
  assert.ok(isCountry("JP"));
  for (const text of ["", "ZZ", "jp", "Japan", undefined]) assert.ok(!isCountry(text));
});
