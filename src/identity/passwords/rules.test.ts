import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BREACHED, COMMON, CONTEXT } from "./common.data.ts";
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
    "elephant-mountain-creative",
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
    ["midnight1234567", "password_too_common"],
    ["MidnightMidnight", "password_too_common"],
    ["elephant-mountain", "password_too_common"],
    ["WebSphereRational", "password_too_common"],
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

describe("ASVS 6.2.4, 6.2.11, 6.2.12 none of the lists is a password, alone or made long enough", () => {
  const stolen = [...BREACHED].filter((each) => each.length < 15);
  const longer: [string, (word: string) => string][] = [
    ["as it is", (word) => word],
    ["twice", (word) => word + word],
    ["with digits in a row", (word) => word.padEnd(16, "1234567890")],
    ["with a year and signs", (word) => `${word}-2010!!`.padEnd(16, "!")],
    ["in capitals", (word) => word.toUpperCase().repeat(2)],
  ];
  for (const [how, make] of longer) {
    test(`of the first 3,000 stolen ones, ${how}`, () => {
      const accepted = stolen.slice(0, 3000).filter((word) => standard(make(word)) === undefined);
      assert.deepEqual(accepted, []);
    });
  }
  test("a stolen one of fifteen characters and more", () => {
    const long = [...BREACHED].filter((each) => each.length >= 15);
    assert.ok(long.length > 20);
    assert.deepEqual(
      long.filter((each) => standard(each) === undefined),
      [],
    );
  });
  test("words of this portal, one after the other", () => {
    const words = [...CONTEXT];
    const pairs = words.map((word, i) => `${word}-${words[(i + 1) % words.length]}-2010`);
    assert.deepEqual(
      pairs.filter((each) => standard(each) === undefined),
      [],
    );
  });
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
