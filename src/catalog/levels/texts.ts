import type { Language } from "../../platform/language.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import type { Level } from "./levels.data.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type LevelSay = Say<typeof en>;

export function levelSay(language: Language): LevelSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

/** The level as people know it; those that volume does not reach say what they are. */
export function levelText(language: Language, level: Level): string {
  return levelSay(language)(`level.${level}`);
}
