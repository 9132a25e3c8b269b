import type { Language } from "../platform/language.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type EnquirySay = Say<typeof en>;

export function enquirySay(language: Language): EnquirySay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

type Key = keyof typeof en;
type Fault = Key extends infer Each ? (Each extends `fault.${infer Code}` ? Code : never) : never;

function isFault(code: string): code is Fault {
  return `fault.${code}` in en;
}

/** What is wrong with a field of one of the forms. */
export function enquiryFault(language: Language, code: string): string {
  return enquirySay(language)(isFault(code) ? `fault.${code}` : "fault.other");
}
