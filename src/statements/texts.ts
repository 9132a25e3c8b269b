import type { LocalDate } from "../platform/dates.ts";
import type { Language } from "../platform/language.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { dayText, listText } from "../web/locale/formats.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

const TEXTS = { en, ja, ko, "zh-TW": zhTW };

export function historySay(language: Language): Say<typeof en> {
  return speaker(language, TEXTS);
}

export interface Told {
  readonly name: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What happened, as a sentence; the bare name for an event of a later version of the portal. */
export function sentenceOf({ name, facts }: Told, language: Language): string {
  const text = textOf(`event.${name}${variantOf({ name, facts })}`, language);
  if (text === undefined) return name;
  return text.replaceAll(/\{(\w+)\}/g, (_, fact: string) => factText(fact, facts[fact], language));
}

/** Many orders are counted, not listed; a look that no request called for names none. */
function variantOf({ name, facts }: Told): string {
  if (name === "order.booked" && facts["orderNumbers"] === undefined) return "-many";
  return name === "site.viewed" && typeof facts["request"] !== "string" ? "-unasked" : "";
}

/** A fact as it stands in a sentence: by its own text if there is one, several with commas, a dash when it is missing. */
function factText(fact: string, value: unknown, language: Language): string {
  if (Array.isArray(value)) {
    const told = value.map((one) => factText(fact.replace(/s$/, ""), one, language));
    return listText(language, told);
  }
  if (typeof value !== "string" && typeof value !== "number") return "–";
  return (
    textOf(`${fact}.${value}`, language) ?? (isDay(value) ? dayText(language, value, "long") : String(value))
  );
}

function isDay(value: string | number): value is LocalDate {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}

function textOf(key: string, language: Language): string | undefined {
  return isKey(key) ? TEXTS[language][key] : undefined;
}

function isKey(key: string): key is keyof typeof en {
  return Object.hasOwn(en, key);
}
