import type { Permission } from "../../access/index.ts";
import type { Language } from "../../platform/language.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type TokenSay = Say<typeof en>;

export function tokenSay(language: Language): TokenSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

type Key = keyof typeof en;

/** What a token may, in words. */
export function scopeText(language: Language, scope: Permission): string {
  const key = `scope.${scope}`;
  return isKey(key) ? sayPlain(language, key) : scope;
}

type Fault = Key extends infer Each ? (Each extends `fault.${infer Code}` ? Code : never) : never;

/** What is wrong with a field, in a sentence. */
export function tokenFault(language: Language, code: string): string {
  return tokenSay(language)(isFault(code) ? `fault.${code}` : "fault.other");
}

function isFault(code: string): code is Fault {
  return Object.hasOwn(en, `fault.${code}`);
}

type ScopeKey = Extract<Key, `scope.${string}`>;

function isKey(key: string): key is ScopeKey {
  return Object.hasOwn(en, key);
}

function sayPlain(language: Language, key: ScopeKey): string {
  return tokenSay(language)(key);
}
