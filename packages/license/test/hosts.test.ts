/** Whether a key's host is this machine: the kinds, and addresses in all their spellings. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isHost } from "../src/hosts.ts";

const isOn = (kind: string, bound: string, own: string): boolean =>
  isHost({ kind, value: bound }, [{ kind, value: own }]);

describe("an internet host", () => {
  for (const [bound, own, expected] of [
    ["192.0.2.7", "192.0.2.7", true],
    ["192.0.2.7", "192.0.2.70", false],
    ["192.0.2.7", "::ffff:192.0.2.7", true],
    ["192.0.2.0/24", "192.0.2.255", true],
    ["192.0.2.0/24", "192.0.3.0", false],
    ["192.0.2.128/25", "192.0.2.127", false],
    ["10.1.2.3/8", "10.255.0.1", true],
    ["0.0.0.0/0", "203.0.113.9", true],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["192.0.2.0/33", "192.0.2.0", true],
    ["192.0.2.0/33", "192.0.2.1", false],
    ["192.0.2.0/x", "192.0.2.0", false],
    ["2001:db8::1", "2001:0DB8:0:0:0:0:0:1", true],
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["2001:db8::/127", "2001:db8::1", true],
    ["2001:db8::/127", "2001:db8::2", false],
    ["::1", "::1", true],
    ["", "", false],
    ["app01", "app01", false],
    ["192.0.2", "192.0.2", false],
    ["1::2::3", "1::2::3", false],
    ["192.0.2.7", "fe80::1%eth0", false],
  ] as const)
    test(`${bound} ${expected ? "is" : "is not"} ${own}`, () =>
      assert.equal(isOn("internet", bound, own), expected));
});

test("other kinds are equal in their one spelling, or not", () => {
  assert.ok(isOn("ethernet", "001122aabbcc", "00:11:22:AA:BB:CC"));
  assert.ok(isOn("disk", "12ab34cd", "12AB-34CD"));
  assert.ok(isOn("hostname", "app01.aoba.example", "APP01.aoba.example"));
  assert.ok(isOn("user", "ann", "Ann"));
  assert.ok(!isOn("hostname", "app01", "app01.aoba.example"));
  assert.ok(isHost({ kind: "any", value: "" }, []));
  assert.ok(!isHost({ kind: "ethernet", value: "001122aabbcc" }, [{ kind: "disk", value: "001122aabbcc" }]));
  assert.ok(!isHost({ kind: "cloud", value: "x" }, []));
});
