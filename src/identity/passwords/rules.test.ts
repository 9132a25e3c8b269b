import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { COMMON } from "./common.data.ts";
import { faultOfPassword, wordsOf } from "./rules.ts";

const ownWords = wordsOf(["花", "森", "Hana", "Mori", "hana@aoba.example", "Acme Software", "carnet"]);

describe("BAR 37 a password is accepted", () => {
  for (const password of [
    "correct-horse-battery",
    "blue fish eats seven apples",
    "花の色は移りにけりないたづらに",
    "9f8a7s6d5f4g3h2",
    "🐟🐠🐡🦈🐙🦑🦐🦞🦀🐚🐌🦋🐛🐜🐝",
    "x7!".padEnd(64, "qTz4@mN8"),
  ]) {
    test(`"${password}"`, () => assert.equal(standard(password), undefined));
  }
  test("of 1,024 characters", () => {
    const long = Array.from({ length: 512 }, (_, i) =>
      String.fromCharCode(0x4e00 + i * 7, 0x3042 + (i % 80)),
    ).join("");
    assert.equal(long.length, 1024);
    assert.equal(standard(long), undefined);
  });
});

describe("BAR 37 a password is refused", () => {
  const refused: [string, string][] = [
    ["short-password", "password_too_short"],
    ["a".repeat(1025), "password_too_long"],
    ["passwordpassword1", "password_too_common"],
    ["P@ssw0rdP@ssw0rd", "password_too_common"],
    ["aaaaaaaaaaaaaaaaaaaa", "password_too_common"],
    ["abcdefghijklmnop", "password_too_common"],
    ["1234567890123456", "password_too_common"],
    ["qwertyuiop123456", "password_too_common"],
    ["xyz!xyz!xyz!xyz!", "password_too_common"],
    ["hana@aoba.example", "password_too_common"],
    ["Acme-Software-Carnet", "password_too_common"],
    ["ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ", "password_too_common"],
    ["correct\0horse\0battery", "text_not_allowed"],
    ["correct-horse-\ud800battery", "text_not_allowed"],
  ];
  for (const [password, code] of refused) {
    test(`"${password.slice(0, 30)}" for ${code}`, () => assert.equal(standard(password), code));
  }
  test("at once when it has a million characters", () => {
    const startedAt = performance.now();
    assert.equal(standard("x".repeat(1_000_000)), "password_too_long");
    assert.ok(performance.now() - startedAt < 50);
  });
});

describe("BR-03 under the seed profile a password", () => {
  test("of seven characters is refused", () => assert.equal(seed("abc1234"), "password_not_alphanumeric"));
  test("of eight half-width letters and digits is accepted", () => assert.equal(seed("abcd1234"), undefined));
  test("in full width is refused", () => assert.equal(seed("ａｂｃｄ１２３４"), "password_not_alphanumeric"));
  test("with a sign is refused", () => assert.equal(seed("abcd-1234"), "password_not_alphanumeric"));
});

test("the list holds more than 3,000 common passwords of eight characters and more", () => {
  assert.ok([...COMMON].filter((each) => each.length >= 8).length > 3000);
});

function standard(password: string) {
  return faultOfPassword(password, { profile: "standard", ownWords });
}

function seed(password: string) {
  return faultOfPassword(password, { profile: "seed", ownWords });
}
