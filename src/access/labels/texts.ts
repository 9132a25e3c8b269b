import type { Language } from "../../platform/language.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import type { Privilege, Role } from "../policy.ts";
import { en } from "./en.ts";
import { ja } from "./ja.ts";
import { ko } from "./ko.ts";
import { zhTW } from "./zh-TW.ts";

function sayIn(language: Language): Say<typeof en> {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

export function roleText(language: Language, role: Role): string {
  return sayIn(language)(`role.${role}`);
}

export function privilegeText(language: Language, privilege: Privilege): string {
  return sayIn(language)(`privilege.${privilege}`);
}

/** A privilege's value, such as "view"; a word that is none stays as it is. */
export function valueText(language: Language, value: string): string {
  const key = `value.${value}`;
  return key in en ? sayIn(language)(key as keyof typeof en & `value.${string}`) : value;
}
