import type { Language } from "../platform/language.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { en as deskEn } from "./texts/desk.en.ts";
import { ja as deskJa } from "./texts/desk.ja.ts";
import { ko as deskKo } from "./texts/desk.ko.ts";
import { zhTW as deskZhTW } from "./texts/desk.zh-TW.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type SuccessionSay = Say<typeof en>;

export function sayIn(language: Language): SuccessionSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

/** What an agent of the desk reads. */
export function deskSay(language: Language): Say<typeof deskEn> {
  return speaker(language, { en: deskEn, ja: deskJa, ko: deskKo, "zh-TW": deskZhTW });
}

/** What is wrong with a field of these forms. */
export function faultText(language: Language, code: string): string {
  return sayIn(language)(isFault(code) ? `fault.${code}` : "fault.other");
}

type Fault = keyof typeof en extends infer Each ? (Each extends `fault.${infer Code}` ? Code : never) : never;

function isFault(code: string): code is Fault {
  return `fault.${code}` in en;
}
