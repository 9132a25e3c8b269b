import type { Language } from "../../platform/language.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import type { QuoteState } from "./quote.data.ts";
import type { Standing } from "./rules.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type QuoteSay = Say<typeof en>;

export function quoteSay(language: Language): QuoteSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

export const STATE_TEXTS = {
  open: "stateOpen",
  deferred: "stateDeferred",
  closed: "stateClosed",
} as const satisfies Record<QuoteState, string>;

export const STATE_TONES = { open: "info", deferred: "warn", closed: "plain" } as const satisfies Record<
  QuoteState,
  string
>;

export const STANDING_TEXTS = {
  quoted: "lineQuoted",
  deferred: "lineDeferred",
  ordered: "lineOrdered",
  lapsed: "lineLapsed",
  withdrawn: "lineWithdrawn",
} as const satisfies Record<Standing, string>;

export const STANDING_TONES = {
  quoted: "info",
  deferred: "warn",
  ordered: "ok",
  lapsed: "bad",
  withdrawn: "plain",
} as const satisfies Record<Standing, string>;
