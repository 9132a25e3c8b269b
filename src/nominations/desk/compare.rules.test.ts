import assert from "node:assert/strict";
import { test } from "node:test";
import { compareCodes, compareNames, comparePhones, compareTexts } from "./compare.rules.ts";

test("BR-33 names: order, case, width, accents and hyphens do not matter; another name does", () => {
  assert.equal(compareNames(["MORI　Ｈａｎａ"], ["Hana Mori"]), "same");
  assert.equal(compareNames(["Li-hua Chen"], ["CHEN LIHUA"]), "same");
  assert.equal(compareNames(["Jose Nunez"], ["José Núñez"]), "same");
  assert.equal(compareNames(["Hanna Mori"], ["Hana Mori"]), "near");
  assert.equal(compareNames(["Rei Sato"], ["Hana Mori"]), "differs");
  assert.equal(compareNames(["김서연"], ["김 서연"]), "same");
  assert.equal(compareNames(["김서현"], ["김서연"]), "differs");
});

test("names in either script: the one that both have is compared, without one there is nothing to compare", () => {
  assert.equal(compareNames(["花 森", "Hana Mori"], ["Hana Mori"]), "same");
  assert.equal(compareNames(["花 森"], ["Hana Mori"]), "absent");
  assert.equal(compareNames(["零 佐藤", "Rei Sato"], ["Hana Mori"]), "differs");
});

test("companies, telephones and codes", () => {
  assert.equal(compareTexts(["青葉商事"], ["青葉商事 本社", "青葉商事"]), "same");
  assert.equal(compareTexts(["Formosa Securitys"], ["Formosa Securities"]), "near");
  assert.equal(compareTexts([null], ["青葉商事"]), "absent");
  assert.equal(compareTexts(["が"], ["か"]), "differs");
  assert.equal(comparePhones("+81 22-000-0001", "022-000-0001"), "near");
  assert.equal(comparePhones("０２２－０００－０００１", "022-000-0001"), "same");
  assert.equal(comparePhones("022-000-0002", "022-000-0001"), "differs");
  assert.equal(compareCodes("Hana@Aoba.example", "hana@aoba.example"), "same");
  assert.equal(compareCodes("JP", null), "absent");
});
