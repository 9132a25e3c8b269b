import type { Language } from "../platform/language.ts";
import { type Say, speaker } from "../platform/texts.ts";
import type { Kind } from "./kinds.data.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

const texts = { en, ja, ko, "zh-TW": zhTW };

export type CatalogSay = Say<typeof en>;

export function catalogSay(language: Language): CatalogSay {
  return speaker(language, texts);
}

/** What else each kind is called: by the vendor's papers, and in the other spelling of its language. */
const ALSO: Readonly<Record<Kind, readonly string[]>> = {
  license: ["LICENSE", "licence", "라이선스"],
  renewal: ["RENEWAL", "renew"],
  reinstatement: ["REINSTATEMENT", "reinstate"],
  media: ["MEDIA", "メディアパック", "미디어팩"],
};

/** All names of each kind, in every language: by any of them it is found. */
export const kindNames: Readonly<Record<Kind, readonly string[]>> = {
  license: namesOf("license"),
  renewal: namesOf("renewal"),
  reinstatement: namesOf("reinstatement"),
  media: namesOf("media"),
};

function namesOf(kind: Kind): string[] {
  return [...Object.values(texts).map((said) => said[`kind.${kind}`]), kind, ...ALSO[kind]];
}
