import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  addressLines,
  anniversaryOf,
  longSiteNumber,
  monthAndDay,
  parseCustomerNumber,
  parseSiteNumber,
  timeZoneOf,
} from "./rules.ts";

describe("BR-29 a site number", () => {
  for (const text of [
    "7001234",
    "07001234",
    "007001234",
    "７００１２３４",
    " 7001 234 ",
    "700-1234",
    "００７００１２３４",
  ]) {
    test(`is read from "${text}"`, () => assert.equal(parseSiteNumber(text), "7001234"));
  }
  for (const text of [
    "8001234",
    "700123",
    "70012345",
    "0007001234",
    "005001234",
    "",
    "7001234a",
    "٧٠٠١٢٣٤",
  ]) {
    test(`is not "${text}"`, () => assert.equal(parseSiteNumber(text), undefined));
  }
});

test("BR-30 the long form has nine digits, 003 or 007 first", () => {
  assert.equal(longSiteNumber("3005678"), "003005678");
  assert.equal(parseSiteNumber("003005678"), "3005678");
  assert.equal(parseSiteNumber("005001234"), undefined);
});

describe("BR-83 a customer number", () => {
  test("of six digits gets a leading 0", () => assert.equal(parseCustomerNumber("654321"), "0654321"));
  test("of seven stays", () => assert.equal(parseCustomerNumber("１２３４５６７"), "1234567"));
  for (const text of ["12345", "12345678", "65432a", ""]) {
    test(`is not "${text}"`, () => assert.equal(parseCustomerNumber(text), undefined));
  }
});

describe("the anniversary of a site", () => {
  const on = (firstOrderedOn: Parameters<typeof anniversaryOf>[0]["firstOrderedOn"], program = "PA") =>
    anniversaryOf({ program, firstOrderedOn });

  test("is the 1st after the first order's term", () => {
    assert.equal(on("2009-03-12"), "2010-04-01");
    assert.equal(on("2009-03-01"), "2010-03-01");
    assert.equal(on("2009-12-31"), "2011-01-01");
    assert.equal(on("2008-02-29"), "2009-03-01");
  });
  test("does not exist before the first order, nor without an agreement", () => {
    assert.equal(on(null), null);
    assert.equal(on("2009-03-12", "PAE"), null);
  });
  test("A-47 is shown as month and day", () => assert.equal(monthAndDay("2010-04-01"), "04.01"));
});

test("every zone exists, and an unknown country counts in UTC", () => {
  const zones = ["JP", "KR", "TW", "US", "DE", "ZZ", "__proto__"].map((country) => timeZoneOf(country));
  assert.deepEqual(zones.slice(0, 4), ["Asia/Tokyo", "Asia/Seoul", "Asia/Taipei", "America/New_York"]);
  assert.deepEqual(zones.slice(4), ["Europe/Berlin", "UTC", "UTC"]);
  for (const zone of zones) assert.ok(new Intl.DateTimeFormat("en", { timeZone: zone }));
});

describe("an address", () => {
  const place = { street: "5 Quay", city: "Bristol", region: "Avon", postalCode: "BS1" };
  const inCountry = (country: string) => addressLines({ ...place, country });

  test("goes from the large to the small in East Asia, from the small to the large elsewhere", () => {
    assert.deepEqual(inCountry("JP"), ["〒BS1", "AvonBristol5 Quay"]);
    assert.deepEqual(inCountry("KR"), ["Avon Bristol 5 Quay", "BS1"]);
    assert.deepEqual(inCountry("TW"), ["BS1 Avon Bristol 5 Quay"]);
    assert.deepEqual(inCountry("US"), ["5 Quay", "Bristol, Avon BS1"]);
    assert.deepEqual(inCountry("GB"), ["5 Quay", "BS1 Bristol Avon"]);
  });
  test("leaves out what is absent", () => {
    const nothing = { street: null, city: null, region: "", postalCode: null };
    for (const country of ["JP", "KR", "TW", "US", "GB"])
      assert.deepEqual(addressLines({ ...nothing, country }), []);
    assert.deepEqual(addressLines({ ...nothing, city: "Oslo", country: "US" }), ["Oslo"]);
  });
});
