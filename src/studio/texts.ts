import type { Language } from "../platform/language.ts";
import type { Problem } from "../platform/problem.ts";
import { bindProblems } from "../platform/problems/registry.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { studioProblems } from "./problems.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type StudioSay = Say<typeof en>;

export function studioSay(language: Language): StudioSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

const book = bindProblems([studioProblems]);

export function studioProblemText(problem: Problem, language: Language): string {
  return book.say(problem, language);
}
