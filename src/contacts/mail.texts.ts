import type { Language } from "../platform/language.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { en } from "./texts/mails.en.ts";
import { ja } from "./texts/mails.ja.ts";
import { ko } from "./texts/mails.ko.ts";
import { zhTW } from "./texts/mails.zh-TW.ts";

export type MailSay = Say<typeof en>;

export function mailSay(language: Language): MailSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}
