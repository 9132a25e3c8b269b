import type { Language } from "../platform/language.ts";
import type { Problem } from "../platform/problem.ts";
import { bindProblems } from "../platform/problems/registry.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { agreementsProblems } from "./problems.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

/** The texts of sites in one language. */
export function sayOf(language: Language): Say<typeof en> {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

const book = bindProblems([agreementsProblems]);

/** The problem in words, when it is one of ours that a form shows; undefined for the others, which have their page. */
export function sentenceOf(problem: Problem, language: Language): string | undefined {
  if (problem.code === "invalid_request") return sayOf(language)("field.site_number_malformed");
  return problem.code in agreementsProblems.statuses ? book.say(problem, language) : undefined;
}
