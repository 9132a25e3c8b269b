/** The languages in which every text for people exists. */
export const LANGUAGES = ["en", "ja", "ko", "zh-TW"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself: the same on every page. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: "English",
  ja: "日本語",
  ko: "한국어",
  "zh-TW": "繁體中文",
};

/** The value of the `lang` attribute: the script of Chinese is said, so that fonts and line breaks follow. */
export function tagOf(language: Language): string {
  return language === "zh-TW" ? "zh-Hant-TW" : language;
}

export function isLanguage(text: unknown): text is Language {
  return LANGUAGES.some((language) => language === text);
}

/** The language of an Accept-Language header that is wanted most and that we speak; English when there is none. */
export function languageOf(header = ""): Language {
  const asked = header.slice(0, 500).split(",").map(wishOf);
  const wanted = asked.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return wanted.flatMap(({ tag }) => spoken(tag))[0] ?? "en";
}

/** "ja;q=0.8" wants Japanese with a weight of 0.8; without one the weight is 1. Source: RFC 9110 §12.5.4. */
function wishOf(part: string): { tag: string; weight: number } {
  const [tag = "", quality] = part.split(";").map((word) => word.trim().toLowerCase());
  const weight = quality === undefined ? 1 : Number(/^q=([01](?:\.\d{0,3})?)$/.exec(quality)?.[1] ?? 0);
  return { tag, weight };
}

function spoken(tag: string): Language[] {
  if (/^zh(-hant|-tw|-hk|-mo|$)/.test(tag)) return ["zh-TW"];
  return LANGUAGES.filter((language) => language === tag.split("-")[0]);
}
