import type { Language } from "../../platform/language.ts";
import type { Problem } from "../../platform/problem.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import { hostFaultText, isHostFault } from "../texts.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type DeskSay = Say<typeof en>;

export function deskSay(language: Language): DeskSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

/** What is wrong with what was sent, by field; a refusal as a sentence of its own. */
export function deskErrors(language: Language, problem: Problem | undefined): Record<string, string> {
  if (problem === undefined) return {};
  const say = deskSay(language);
  const { code, facts } = problem;
  if (code !== "invalid_request")
    return { form: say("refused", { why: say(isWhy(code) ? `why.${code}` : "why.other") }) };
  const { fields = {} } = facts as { fields?: Readonly<Record<string, readonly string[]>> };
  const told = Object.entries(fields).map(([field, codes]): [string, string] => [
    field.replace(/^host\./, ""),
    faultText(language, field, codes[0] ?? ""),
  ]);
  return Object.fromEntries(told);
}

function faultText(language: Language, field: string, code: string): string {
  const say = deskSay(language);
  if (field === "ticket" || field === "returnTicket") return say("ticketFault");
  return isHostFault(code) ? hostFaultText(language, code) : say("fieldNeeded");
}

type Why = keyof typeof en & `why.${string}`;

function isWhy(code: string): code is Why extends `why.${infer Code}` ? Code : never {
  return `why.${code}` in en;
}
