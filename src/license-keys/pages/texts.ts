import type { Language } from "../../platform/language.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import { dayText } from "../../web/locale/formats.ts";
import type { Right } from "../key.data.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type PageSay = Say<typeof en>;

export function pageSay(language: Language): PageSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

/** What a key opens, for ever, in a phrase. */
export function rightText(language: Language, { scheme, version, coveredThrough }: Right): string {
  const say = pageSay(language);
  if (scheme === "version-based") return say("opensVersion", { version: version ?? "–" });
  return say("opensThrough", { day: coveredThrough === null ? "–" : dayText(language, coveredThrough) });
}
