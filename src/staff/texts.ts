import type { StaffRole } from "../access/index.ts";
import type { Language } from "../platform/language.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

/** What a role is called. */
export function roleText(language: Language, role: StaffRole): string {
  return sayIn(language)(`role.${role}`);
}

export function sayIn(language: Language): Say<typeof en> {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}
