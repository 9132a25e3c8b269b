import type { Language } from "../platform/language.ts";
import { type Say, speaker } from "../platform/texts.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type OrderSay = Say<typeof en>;

const CHANNEL_TEXTS = {
  online: "channelOnline",
  partner: "channelPartner",
  vendor: "channelVendor",
  automatic: "channelAutomatic",
} as const;

/** How an order came about; of one that the vendor booked nothing is known. */
export function channelText(say: OrderSay, channel: keyof typeof CHANNEL_TEXTS | null): string | null {
  return channel === null ? null : say(CHANNEL_TEXTS[channel]);
}

export function orderSay(language: Language): OrderSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}
