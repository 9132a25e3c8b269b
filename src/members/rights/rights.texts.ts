import type { Privilege, Role } from "../../access/index.ts";
import type { Language } from "../../platform/language.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type RightsSay = Say<typeof en>;

export function rightsSay(language: Language): RightsSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

/** What a role is called. */
export function roleText(language: Language, role: Role): string {
  return rightsSay(language)(`role.${role}`);
}

type Key = keyof typeof en;

/** What a value of a privilege lets do: "Download software". */
export function privilegeText(language: Language, privilege: Privilege, value: string): string {
  const key = `${privilege}.${value}`;
  return Object.hasOwn(en, key) ? rightsSay(language)(key as Key) : value;
}
