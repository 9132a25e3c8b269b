import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseAddress } from "./address.ts";

describe("BAR 36 one mailbox", () => {
  const pairs: [string, string, string][] = [
    ["case of ASCII letters", "Hana@Aoba.Example", "hana@aoba.example"],
    ["an internationalized domain and its A-label", "a@bücher.example", "a@xn--bcher-kva.example"],
    ["a composed and a decomposed letter", "jos\u00e9@x.example", "jose\u0301@x.example"],
    ["a full-width domain, which names the same host", "a@ｘ.example", "a@x.example"],
  ];
  for (const [what, one, other] of pairs) {
    test(`is ${what}`, () => assert.equal(keyOf(one), keyOf(other)));
  }
});

describe("BAR 36 two mailboxes", () => {
  const pairs: [string, string, string][] = [
    ["a dotless i and an i", "m\u0131ke@x.example", "mike@x.example"],
    ["a dotted capital I and an i", "\u0130ke@x.example", "ike@x.example"],
    ["a Cyrillic domain and its Latin look-alike", "a@\u0430pple.example", "a@apple.example"],
    ["with and without a tag", "hana+keys@x.example", "hana@x.example"],
    ["with and without a dot", "ha.na@x.example", "hana@x.example"],
    ["sharp s and ss", "stra\u00dfe@x.example", "strasse@x.example"],
  ];
  for (const [what, one, other] of pairs) {
    test(`are ${what}`, () => assert.notEqual(keyOf(one), keyOf(other)));
  }
});

describe("BAR 34, 36 no address", () => {
  const texts: [string, string][] = [
    ["nothing", ""],
    ["no at", "hana"],
    ["two ats", "a@b@x.example"],
    ["a list", "a@x.example,b@y.example"],
    ["a list with a blank", "a@x.example, b@y.example"],
    ["a display name", "Hana <a@x.example>"],
    ["a quoted local part", '"hana"@x.example'],
    ["a header on a new line", "a@x.example\r\nBcc: evil@x.example"],
    ["a bare line feed", "a@x.example\n"],
    ["a NUL", "a\0@x.example"],
    ["half a surrogate pair", "a\ud800@x.example"],
    ["a blank in the local part", "ha na@x.example"],
    ["the Kelvin sign, which others fold to k", "\u212aim@x.example"],
    ["full-width letters, which others fold to ASCII", "ｈana@x.example"],
    ["a ligature", "\ufb01n@x.example"],
    ["an address literal", "a@[127.0.0.1]"],
    ["an IP address", "a@127.0.0.1"],
    ["a number that is read as an IP address", "a@2130706433"],
    ["a domain of one label", "a@localhost"],
    ["a trailing dot", "a@x.example."],
    ["a leading dot in the local part", ".a@x.example"],
    ["two dots in a row", "a..b@x.example"],
    ["an ideographic full stop", "a@x。example"],
    ["a percent-encoded domain", "a@%78.example"],
    ["a label that begins with a hyphen", "a@-x.example"],
    ["a source route", "@a.example:b@x.example"],
    ["a local part of 65 bytes", `${"a".repeat(65)}@x.example`],
    ["more than 254 characters", `a@${"x".repeat(250)}.example`],
  ];
  for (const [what, text] of texts) {
    test(`is ${what}`, () => assert.equal(parseAddress(text), undefined));
  }
});

test("mail goes to the local part as typed and to the domain's A-labels", () => {
  assert.deepEqual(parseAddress("Hana.Mori@Bücher.Example"), {
    email: "Hana.Mori@xn--bcher-kva.example",
    key: "hana.mori@xn--bcher-kva.example",
  });
});

function keyOf(text: string): string {
  const address = parseAddress(text);
  assert.ok(address, `${text} is an address`);
  return address.key;
}
