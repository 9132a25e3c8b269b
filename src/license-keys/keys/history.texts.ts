import type { Language } from "../../platform/language.ts";
import { en } from "../texts/en.ts";
import { ja } from "../texts/ja.ts";
import { ko } from "../texts/ko.ts";
import { zhTW } from "../texts/zh-TW.ts";

const TEXTS = { en, ja, ko, "zh-TW": zhTW };

/** What happened to a key, as a phrase; the bare name for what a later part of the street says of it. */
export function historyText(
  language: Language,
  { name, facts }: { readonly name: string; readonly facts: Readonly<Record<string, unknown>> },
): string {
  const texts: Readonly<Record<string, string>> = TEXTS[language];
  const text = texts[`history.${name}`] ?? texts["history.other"] ?? "";
  return text.replaceAll(/\{(\w+)\}/g, (_, fact: string) => factText(texts, { name, ...facts }[fact]));
}

function factText(texts: Readonly<Record<string, string>>, value: unknown): string {
  if (value === "online") return texts["delivery.online"] ?? value;
  return typeof value === "string" || typeof value === "number" ? String(value) : "–";
}
