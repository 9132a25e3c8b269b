/** The texts of feeds, and the sentence for each fault. */
import { IntlMessageFormat } from "intl-messageformat";
import type { Language } from "../platform/language.ts";
import type { FaultFacts } from "../platform/shapes.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { amountText } from "../web/locale/formats.ts";
import type { FaultCode } from "./records/faults.data.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type FeedSay = Say<typeof en>;

const texts = { en, ja, ko, "zh-TW": zhTW };

export function feedSay(language: Language): FeedSay {
  return speaker(language, texts);
}

/** Compiles only while every code of a fault has a text. */
const KEYS: { readonly [Code in `fault.${FaultCode}`]: string } = en;

/** What is wrong, or odd, with a line, in a sentence. */
export function faultMessage(
  language: Language,
  { code, facts }: { code: string; facts: FaultFacts },
): string {
  const key = `fault.${code}`;
  if (!isKey(key)) return code;
  return String(
    new IntlMessageFormat(texts[language][key], language, undefined, { ignoreTag: true }).format({
      ...facts,
      ...pricesIn(language, facts),
    }),
  );
}

/** The three prices that must fit each other, as money; a dash for one that there is not. */
function pricesIn(language: Language, facts: FaultFacts): Record<string, string> {
  const { currency, renewal, license, level } = facts;
  if (typeof currency !== "string" || level === undefined) return {};
  const written = (amount: string | number | undefined) =>
    typeof amount === "number" ? amountText(language, { amount, currency }) : "–";
  const reinstatement = written(facts["reinstatement"]);
  return { renewal: written(renewal), reinstatement, license: written(license) };
}

function isKey(key: string): key is `fault.${FaultCode}` {
  return Object.hasOwn(KEYS, key);
}
