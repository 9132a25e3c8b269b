import { faultText } from "../identity/index.ts";
import type { Language } from "../platform/language.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { FIELDS } from "./rules.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type ContactSay = Say<typeof en>;

export function contactSay(language: Language): ContactSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

/** What is wrong with a field of a contact, led by the field's name: it also stands in the list above the form. */
export function contactFaultText(language: Language, field: string, code: string): string {
  const say = contactSay(language);
  const name = FIELDS.find((each) => each === field);
  const fault = faultText(language, "", code);
  return name === undefined ? fault : say("faultOf", { field: say(name), fault });
}
