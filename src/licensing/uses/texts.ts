import type { Language } from "../../platform/language.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type UsesSay = Say<typeof en>;

export function usesSay(language: Language): UsesSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}
