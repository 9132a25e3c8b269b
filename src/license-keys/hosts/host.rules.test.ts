/** What names a host, kind by kind. Source: DOMAIN P-07. */
import assert from "node:assert/strict";
import { isIP } from "node:net";
import { describe, test } from "node:test";
import fc from "fast-check";
import { HOST_KINDS, type HostKind } from "../key.data.ts";
import { HOST_EXAMPLES, parseHost } from "./host.rules.ts";

const value = (kind: HostKind, typed: string, name = "n"): string => {
  const read = parseHost({ kind, value: typed, name });
  return read.ok ? read.value.value : read.refusal.reason;
};

const TABLE: Record<HostKind, readonly (readonly [typed: string, read: string])[]> = {
  ethernet: [
    ["00:1B:44:11:3A:B7", "001b44113ab7"],
    ["00-1b-44-11-3a-b7", "001b44113ab7"],
    ["001B44113AB7", "001b44113ab7"],
    ["001b.4411.3ab7", "001b44113ab7"],
    ["001b44-113ab7", "001b44113ab7"],
    ["00 1b 44 11 3a b7", "001b44113ab7"],
    ["００：１Ｂ：４４：１１：３Ａ：Ｂ７", "001b44113ab7"],
    [" 00:1b:44:11:3a:b7 ", "001b44113ab7"],
    ["02:00:5e:10:00:00", "02005e100000"],
    ["00:1b:44:11:3a", "ethernet_needs_12_hex"],
    ["00:1b-44:11:3a:b7", "ethernet_needs_12_hex"],
    ["0:01b:44:11:3a:b7", "ethernet_needs_12_hex"],
    ["00:1b:44:11:3a:bg", "ethernet_needs_12_hex"],
    ["00:1b:44:11:3a:b7:00", "ethernet_needs_12_hex"],
    ["", "ethernet_needs_12_hex"],
    ["00:00:00:00:00:00", "ethernet_zero"],
    ["ff:ff:ff:ff:ff:ff", "ethernet_multicast"],
    ["01:00:5e:00:00:fb", "ethernet_multicast"],
    ["33:33:00:00:00:01", "ethernet_multicast"],
  ],
  disk: [
    ["8A3F-09C2", "8a3f09c2"],
    ["8a3f09c2", "8a3f09c2"],
    ["0x8a3f09c2", "8a3f09c2"],
    ["８Ａ３Ｆ－０９Ｃ２", "8a3f09c2"],
    ["8a3f09c", "disk_needs_8_hex"],
    ["8a3f09c2f", "disk_needs_8_hex"],
    ["0000-0000", "disk_zero"],
  ],
  tpm: [
    ["AB".repeat(32), "ab".repeat(32)],
    [Array.from({ length: 32 }, () => "ab").join(":"), "ab".repeat(32)],
    ["ab".repeat(31), "tpm_needs_64_hex"],
    ["00".repeat(32), "tpm_zero"],
  ],
  hostname: [
    ["App01.Aoba.Example", "app01.aoba.example"],
    ["app01.aoba.example.", "app01.aoba.example"],
    ["ａｐｐ０１", "app01"],
    ["3com", "3com"],
    ["xn--eckwd4c7c.example", "xn--eckwd4c7c.example"],
    ["a".repeat(63), "a".repeat(63)],
    ["a".repeat(64), "hostname_label_too_long"],
    [Array.from({ length: 5 }, () => "a".repeat(60)).join("."), "hostname_too_long"],
    ["-app01", "hostname_not_valid"],
    ["app01-", "hostname_not_valid"],
    ["app_01", "hostname_not_valid"],
    ["app..example", "hostname_not_valid"],
    ["", "hostname_not_valid"],
    ["アプリ", "hostname_not_valid"],
    ["192.0.2.10", "hostname_is_address"],
    ["2130706433", "hostname_is_address"],
  ],
  user: [
    ["Hana.Mori", "hana.mori"],
    ["AOBA\\Hana", "aoba\\hana"],
    ["hana@aoba.example", "hana@aoba.example"],
    ["森花", "森花"],
    ["hana mori", "hana mori"],
    ["", "user_not_valid"],
    ["a".repeat(65), "user_not_valid"],
    ["hana;rm", "user_not_valid"],
    ["-hana", "user_not_valid"],
  ],
  internet: [
    ["192.0.2.10", "192.0.2.10"],
    ["１９２．０．２．１０", "192.0.2.10"],
    ["192.0.2.10/24", "192.0.2.0/24"],
    ["192.0.2.10/32", "192.0.2.10"],
    ["2001:0DB8:0:0:0:0:0:10", "2001:db8::10"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["::", "::"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["2001:db8::192.0.2.33", "2001:db8::c000:221"],
    ["2001:db8:abcd:12::/48", "2001:db8:abcd::/48"],
    ["10.0.0.0/8", "10.0.0.0/8"],
    ["0.0.0.0/0", "internet_range_too_wide"],
    ["10.0.0.0/7", "internet_range_too_wide"],
    ["2000::/3", "internet_range_too_wide"],
    ["192.0.2.256", "internet_not_valid"],
    ["192.0.2", "internet_not_valid"],
    ["192.0.02.1", "internet_not_valid"],
    ["192.0.2.1/33", "internet_not_valid"],
    ["192.0.2.1/08", "internet_not_valid"],
    ["1:2:3:4:5:6:7", "internet_not_valid"],
    ["1::2::3", "internet_not_valid"],
    ["fe80::1%eth0", "internet_not_valid"],
    ["", "internet_not_valid"],
  ],
  any: [
    ["", ""],
    ["x", "any_takes_no_value"],
  ],
};

describe("a host's value is read in every usual spelling and kept in one", () => {
  for (const kind of HOST_KINDS) {
    test(kind, () => {
      for (const [typed, read] of TABLE[kind]) assert.equal(value(kind, typed), read, typed);
    });
    test(`${kind}: its example is right, and a fault brings it along`, () => {
      for (const example of HOST_EXAMPLES[kind].split(", ")) {
        const read = parseHost({ kind, value: example, name: "n" });
        assert.ok(read.ok, example);
      }
      const wrong = parseHost({ kind, value: "!".repeat(300), name: "n" });
      assert.ok(!wrong.ok);
      assert.equal(wrong.refusal.example, HOST_EXAMPLES[kind]);
    });
  }
});

test("a host is called as its value when nobody says other; one of any machine needs a name", () => {
  const named = (typed: Parameters<typeof parseHost>[0]) => {
    const read = parseHost(typed);
    return read.ok ? read.value.name : read.refusal.reason;
  };
  assert.equal(named({ kind: "disk", value: "8a3f-09c2" }), "8a3f09c2");
  assert.equal(named({ kind: "any", name: " standby " }), "standby");
  assert.equal(named({ kind: "any" }), "host_name_required");
  assert.equal(named({ kind: "any", name: "x".repeat(81) }), "host_name_too_long");
  assert.equal(named({ kind: "any", name: "a\u0000b" }), "host_name_not_allowed");
  assert.equal(named({ kind: "any", name: "\ud800" }), "host_name_not_allowed");
});

const SEED = 20261121;

test(`one spelling: what was read is read as itself, of any text (seed ${SEED})`, () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.ipV4(),
    fc.ipV6(),
    fc.domain(),
    fc.stringMatching(/^[0-9a-fA-F:. -]{0,70}$/),
  );
  fc.assert(
    fc.property(fc.constantFrom(...HOST_KINDS), texts, (kind, typed) => {
      const read = parseHost({ kind, value: typed, name: "n" });
      if (!read.ok) return;
      assert.equal(value(kind, read.value.value), read.value.value);
      if (kind === "internet") assert.notEqual(isIP(read.value.value.split("/")[0] ?? ""), 0);
    }),
    { seed: SEED, numRuns: 20_000 },
  );
});

test(`every internet address of the world is read, as the URL standard spells it (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.ipV6(), (typed) => {
      const spelled = new URL(`http://[${typed}]/`).hostname.slice(1, -1);
      const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(spelled);
      if (mapped === null) assert.equal(value("internet", typed), spelled);
    }),
    { seed: SEED, numRuns: 5_000 },
  );
});
