import type { Language } from "../../platform/language.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import { en } from "../texts/form.en.ts";
import { ja } from "../texts/form.ja.ts";
import { ko } from "../texts/form.ko.ts";
import { zhTW } from "../texts/form.zh-TW.ts";

export type FormSay = Say<typeof en>;

/** Of the change form D-22. */
export function formSay(language: Language): FormSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}
