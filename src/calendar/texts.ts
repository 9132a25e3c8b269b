import type { Language } from "../platform/language.ts";
import { type Say, speaker } from "../platform/texts.ts";
import type { SiteDate } from "./dates/dates.rules.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type CalendarSay = Say<typeof en>;

export function calendarSay(language: Language): CalendarSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

/** What happens on the day, without the site. */
export function whatText(say: CalendarSay, date: SiteDate): string {
  const number = date.quoteNumber ?? "";
  const product = date.productName ?? "";
  const lines = date.lines ?? 0;
  if (date.kind === "quote-made") return say("what.quote-made", { number });
  if (date.kind === "quote-due") return say("what.quote-due", { number, lines });
  if (date.kind === "deferred-end") return say("what.deferred-end", { number, product });
  if (date.kind === "coverage-end")
    return say("what.coverage-end", { product, quantity: date.quantity ?? 0 });
  if (date.kind === "anniversary") return say("what.anniversary");
  return say("what.end-of-service", { product, version: date.version ?? "" });
}
