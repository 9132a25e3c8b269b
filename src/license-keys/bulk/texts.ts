import type { Language } from "../../platform/language.ts";
import { Problem } from "../../platform/problem.ts";
import { bindProblems } from "../../platform/problems/registry.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import { moveSay } from "../moves/texts.ts";
import { licenseKeyProblems } from "../problems.ts";
import { en as words } from "../texts/en.ts";
import { type KeySay, keySay } from "../texts.ts";
import type { Fault } from "./list.rules.ts";
import { keyImportProblems } from "./problems.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type BulkSay = Say<typeof en>;

export function bulkSay(language: Language): BulkSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

const book = bindProblems([licenseKeyProblems, keyImportProblems]);
type BulkFault = Extract<keyof typeof en, `fault.${string}`>;
type HostFault = Extract<Parameters<KeySay>[0], `fault.${string}`>;

/** The rule that a row breaks, in words; of a host with an example of what is right. */
export function faultText(language: Language, { code, facts = {} }: Fault): string {
  const key = `fault.${code}`;
  if (key in en) return bulkSay(language)(key as BulkFault);
  if (key in words) {
    const { example = "" } = facts as { example?: string };
    return `${keySay(language)(key as HostFault)} ${example}`.trim();
  }
  if (code === "already_there") return moveSay(language)("why.already_there");
  return book.say(new Problem(409, code, { ...facts }), language);
}
