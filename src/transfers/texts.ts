import type { Language } from "../platform/language.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { en as mailsEn } from "./texts/mails.en.ts";
import { ja as mailsJa } from "./texts/mails.ja.ts";
import { ko as mailsKo } from "./texts/mails.ko.ts";
import { zhTW as mailsZhTW } from "./texts/mails.zh-TW.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type TransferSay = Say<typeof en>;
export type TransferMailSay = Say<typeof mailsEn>;

export function transferSay(language: Language): TransferSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

export function transferMailSay(language: Language): TransferMailSay {
  return speaker(language, { en: mailsEn, ja: mailsJa, ko: mailsKo, "zh-TW": mailsZhTW });
}

type Key = keyof typeof en;
type Fault = Key extends infer Each ? (Each extends `fault.${infer Code}` ? Code : never) : never;

/** What is wrong with a field, for beside it. */
export function faultText(language: Language, code: string): string {
  return transferSay(language)(isFault(code) ? `fault.${code}` : "fault.other");
}

function isFault(code: string): code is Fault {
  return Object.hasOwn(en, `fault.${code}`);
}
