/** For whom a page is drawn. `Page` gives it once; every part beneath asks for it. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language } from "../../platform/language.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import { en } from "../texts/en.ts";
import { ja } from "../texts/ja.ts";
import { ko } from "../texts/ko.ts";
import { zhTW } from "../texts/zh-TW.ts";

interface Reading {
  readonly language: Language;
  /** IANA name; instants are shown in it. */
  readonly timeZone: string;
}

export const Reader = createContext<Reading>({ language: "en", timeZone: "UTC" });

export function useReader(): Reading {
  return useContext(Reader);
}

/** The chrome's own texts in the reader's language. */
export function useSay(): Say<typeof en> {
  return chromeSay(useReader().language);
}

/** The same for what is drawn outside a page. */
export function chromeSay(language: Language): Say<typeof en> {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}
