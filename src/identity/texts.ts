import type { Language } from "../platform/language.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export function sayIn(language: Language): Say<typeof en> {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

/** What is wrong with a field, by its name and the code: it stands beside the field and in the list of all faults. */
export function faultText(language: Language, field: string, code: string): string {
  const say = sayIn(language);
  const fault = say(isFault(code) ? `fault.${code}` : "fault.other");
  return isLabel(field) ? say("faultOf", { field: say(field), fault }) : fault;
}

type Key = keyof typeof en;
type Fault = Key extends infer Each ? (Each extends `fault.${infer Code}` ? Code : never) : never;

function isFault(code: string): code is Fault {
  return `fault.${code}` in en;
}

const LABELS = [
  "givenName",
  "familyName",
  "romanizedName",
  "email",
  "password",
  "question",
  "answer",
  "country",
  "language",
  "currentPassword",
  "newPassword",
] as const satisfies readonly Key[];

function isLabel(field: string): field is (typeof LABELS)[number] {
  return LABELS.some((label) => label === field);
}
