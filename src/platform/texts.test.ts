import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Language } from "./language.ts";
import { Problem } from "./problem.ts";
import { bindProblems, defineProblems } from "./problems/registry.ts";
import { speaker } from "./texts.ts";

const en = {
  plain: "Sign in",
  keys: "{count, plural, one {# key} other {# keys}} of {name}",
  tag: "Write <b>{name}</b>",
} as const;
const texts = {
  en,
  ja: { plain: "サインイン", keys: "{name}のキー {count, number} 個", tag: "<b>{name}</b>" },
  ko: { plain: "로그인", keys: "{name}의 키 {count, number}개", tag: "<b>{name}</b>" },
  "zh-TW": { plain: "登入", keys: "{name} 的 {count, number} 個金鑰", tag: "<b>{name}</b>" },
};

describe("texts", () => {
  test("are said in each language, with their facts", () => {
    const said = (["en", "ja", "ko", "zh-TW"] as Language[]).map((language) => {
      const say = speaker(language, texts);
      return [say("plain"), say("keys", { count: 1, name: "葵" }), say("keys", { count: 1200, name: "葵" })];
    });
    assert.deepEqual(said, [
      ["Sign in", "1 key of 葵", "1,200 keys of 葵"],
      ["サインイン", "葵のキー 1 個", "葵のキー 1,200 個"],
      ["로그인", "葵의 키 1개", "葵의 키 1,200개"],
      ["登入", "葵 的 1 個金鑰", "葵 的 1,200 個金鑰"],
    ]);
  });

  test("take what a person wrote as it is: no markup, no message of its own", () => {
    const hostile = "<script>{count} '{' &amp;";
    assert.equal(speaker("en", texts)("tag", { name: hostile }), `Write <b>${hostile}</b>`);
  });
});

const problemTexts = (sentence: string) => ({ "problem.limit_reached": sentence });
const limits = defineProblems(
  { limit_reached: 409 },
  {
    en: problemTexts("At most {most} people."),
    ja: problemTexts("{most} 人までです。"),
    ko: problemTexts("최대 {most}명입니다."),
    "zh-TW": problemTexts("最多 {most} 人。"),
  },
);

describe("the book of problems", () => {
  const book = bindProblems([limits]);

  test("says a problem in each language", () => {
    const problem = new Problem(409, "limit_reached", { most: 4, people: ["a"] });
    assert.equal(book.say(problem, "en"), "At most 4 people.");
    assert.equal(book.say(problem, "ja"), "4 人までです。");
  });

  test("still says what matters when a fact is missing, or a code is unknown", () => {
    assert.equal(book.say(new Problem(409, "limit_reached"), "en"), "At most … people.");
    assert.equal(book.say(new Problem(409, "never_declared"), "en"), "never declared");
  });

  test("refuses one code for two things", () => {
    assert.throws(() => bindProblems([limits, limits]), /declared twice/);
  });
});
