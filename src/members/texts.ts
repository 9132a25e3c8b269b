import { faultText as personFault } from "../identity/index.ts";
import type { Language } from "../platform/language.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { rightsSay } from "./rights/rights.texts.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type MemberSay = Say<typeof en>;

export function memberSay(language: Language): MemberSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

type Key = keyof typeof en;
type Fault = Key extends infer Each ? (Each extends `fault.${infer Code}` ? Code : never) : never;

/** What is wrong, in a sentence; it stands beside the field, and in the report of a file. */
export function faultText(language: Language, field: string | null, code: string): string {
  if (isFault(code)) return memberSay(language)(`fault.${code}`);
  return personFault(language, field ?? "", code);
}

function isFault(code: string): code is Fault {
  return Object.hasOwn(en, `fault.${code}`);
}

/** What a field is called: a column of a file, or a part of the rights. */
export function fieldText(language: Language, field: string): string {
  const say = memberSay(language);
  if (field === "validThrough") return say("validThrough");
  if (field === "email") return say("email");
  if (field === "action") return say("action");
  const name = field.replace("privileges.", "");
  const rights = rightsSay(language);
  return isRight(name) ? rights(name) : name;
}

const RIGHTS = [
  "role",
  "softwareAndServices",
  "reporting",
  "entitlements",
  "entitlementAllocation",
  "manageAccess",
  "contactUpdate",
  "accountDocuments",
] as const;

function isRight(name: string): name is (typeof RIGHTS)[number] {
  return RIGHTS.some((each) => each === name);
}
