/** Every text of every module exists in four languages, says something, and takes the same facts. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { IntlMessageFormat } from "intl-messageformat";
import { z } from "zod";
import { LANGUAGES, type Language } from "../platform/language.ts";

/** What a message is parsed into, as far as it names facts. */
const Element = z.looseObject({
  type: z.number(),
  value: z.unknown().optional(),
  options: z.record(z.string(), z.looseObject({ value: z.array(z.unknown()) })).optional(),
});

/** Types of `@formatjs/icu-messageformat-parser` that stand for a fact: argument, number, date, time, select, plural. */
const FACTS = [1, 2, 3, 4, 5, 6];

/** The same word in several languages: names of formats and products have no small letters and need no entry. */
const SAME: readonly string[] = ["ja", "ko", "zh-TW"].flatMap((language) =>
  ["linux", "macos", "windows"].map((system) => `downloads/texts ${language} ${system}`),
);

interface Texts {
  /** Folder and topic, such as "web/texts" or "identity/texts/mail". */
  readonly place: string;
  readonly language: Language;
  readonly texts: Readonly<Record<string, string>>;
}

const all = await Promise.all(
  readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((path) => basename(dirname(path)) === "texts" && languageOfFile(path) !== undefined)
    .map(readTexts),
);
const english = all.filter(({ language }) => language === "en");

test("there are texts, and all of them in four languages", () => {
  assert.ok(english.length > 0);
  const missing = english.flatMap(({ place }) =>
    LANGUAGES.filter((language) => textsOf(place, language) === undefined).map(
      (language) => `${place} ${language}`,
    ),
  );
  assert.deepEqual(missing, []);
});

test("no text is empty or has blanks at its ends", () => {
  const blank = all.flatMap(({ place, language, texts }) =>
    Object.entries(texts)
      .filter(([, text]) => text.trim() === "" || text !== text.trim())
      .map(([key]) => `${place} ${language} ${key}`),
  );
  assert.deepEqual(blank, []);
});

test("a text takes the same facts in every language", () => {
  const faults = everyPair().flatMap(({ name, language, text, source }) => {
    const facts = factsOf(text, language);
    const wanted = factsOf(source, "en");
    return facts.join() === wanted.join() ? [] : [`${name}: ${facts.join()} in place of ${wanted.join()}`];
  });
  assert.deepEqual(faults, []);
});

test("no text was left in English", () => {
  const left = everyPair().filter(
    ({ name, text, source }) => text === source && /\p{Ll}/u.test(wordsOf(source)) && !SAME.includes(name),
  );
  assert.deepEqual(
    left.map(({ name, text }) => `${name}: ${text}`),
    [],
  );
});

test("Japanese and Chinese keep their own punctuation at the end of a sentence", () => {
  const ends = all.flatMap(({ place, language, texts }) =>
    Object.entries(texts)
      .filter(
        ([, text]) =>
          (language === "ja" || language === "zh-TW") &&
          /[\p{Script=Han}\p{Script=Hira}\p{Script=Kana}]\.$/u.test(text),
      )
      .map(([key]) => `${place} ${language} ${key}`),
  );
  assert.deepEqual(ends, []);
});

/** Every text that is not English, beside its English. */
function everyPair() {
  return all
    .filter(({ language }) => language !== "en")
    .flatMap(({ place, language, texts }) =>
      Object.entries(texts).map(([key, text]) => ({
        name: `${place} ${language} ${key}`,
        language,
        text,
        source: textsOf(place, "en")?.[key] ?? "",
      })),
    );
}

/** The facts that a message names, in alphabetical order. Throws when it is no ICU message. */
function factsOf(text: string, language: Language): string[] {
  const { getAst } = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
  return [...new Set(namesIn(getAst()))].sort();
}

function namesIn(elements: readonly unknown[]): string[] {
  return elements.flatMap((each) => {
    const { type, value, options = {} } = Element.parse(each);
    const inner = Object.values(options).flatMap((option) => namesIn(option.value));
    return FACTS.includes(type) ? [String(value), ...inner] : inner;
  });
}

/** What is left of a message without its facts. */
function wordsOf(text: string): string {
  return text.replaceAll(/\{\w+\}/g, "");
}

function textsOf(place: string, language: Language) {
  return all.find((each) => each.place === place && each.language === language)?.texts;
}

async function readTexts(path: string): Promise<Texts> {
  const module: unknown = await import(pathToFileURL(join("src", path)).href);
  const exported = Object.values(z.record(z.string(), z.unknown()).parse({ ...Object(module) }));
  const records = exported
    .map((each) => z.record(z.string(), z.string()).safeParse(each))
    .filter((each) => each.success);
  const language = languageOfFile(path) ?? "en";
  const topic = basename(path).replace(`${language}.ts`, "").replace(/\.$/, "");
  return {
    place: join(dirname(path), topic),
    language,
    texts: Object.assign({}, ...records.map(({ data }) => data)),
  };
}

/** The language is the last word before the extension: `ja.ts`, `mail.ja.ts`. */
function languageOfFile(path: string): Language | undefined {
  return LANGUAGES.find(
    (language) => basename(path) === `${language}.ts` || path.endsWith(`.${language}.ts`),
  );
}
