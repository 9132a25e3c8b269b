import type { Language } from "../../platform/language.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type ProviderSay = Say<typeof en>;

export function providerSay(language: Language): ProviderSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

type Key = keyof typeof en;
type Fault = Key extends infer Each ? (Each extends `fault.${infer Code}` ? Code : never) : never;

/** What is wrong with a field, in a sentence. */
export function providerFault(language: Language, code: string): string {
  return providerSay(language)(isFault(code) ? `fault.${code}` : "fault.other");
}

function isFault(code: string): code is Fault {
  return Object.hasOwn(en, `fault.${code}`);
}
