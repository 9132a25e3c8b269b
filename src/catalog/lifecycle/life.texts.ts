/** What a version's end means, in words: for every page that shows the version. */
import type { LocalDate } from "../../platform/dates.ts";
import type { Language } from "../../platform/language.ts";
import { dayText } from "../../web/locale/formats.ts";
import { catalogSay } from "../texts.ts";
import type { VersionState } from "./rules.ts";

interface Ended {
  readonly productName: string;
  readonly version: string;
  readonly state: VersionState;
  readonly endOfServiceOn: LocalDate | null;
  readonly isAtEnd: boolean;
  readonly replacedBy: { readonly productName: string; readonly version: string } | null;
}

/** The state in a word or two, with its day. */
export function stateText(language: Language, { state, endOfServiceOn, isAtEnd }: Ended): string {
  const say = catalogSay(language);
  if (state !== "EOS_BY" || endOfServiceOn === null)
    return say(state === "EOS_BY" ? "state.EOS_NO_DATE" : `state.${state}`);
  return say(isAtEnd ? "state.EOS_PAST" : "state.EOS_BY", { day: dayText(language, endOfServiceOn) });
}

/** Above several versions at their end: what they are, and that coverage does not prolong their service. */
export function endingTexts(language: Language): readonly [title: string, text: string] {
  const say = catalogSay(language);
  return [say("endingTitle"), say("endingText")];
}

/** A version with what replaces it, in one line. */
export function lifeLine(language: Language, life: Ended): string {
  const { replacedBy } = life;
  const line = `${life.productName} ${life.version}: ${stateText(language, life)}`;
  return replacedBy === null ? line : `${line} → ${replacedBy.productName} ${replacedBy.version}`;
}

/** That service has ended, and what to do: move on, or ask. Source: BR-78f, A-40. */
export function endTexts(
  language: Language,
  life: Ended,
  email: string,
): readonly [ended: string, advice: string] {
  const say = catalogSay(language);
  const { productName: product, version, endOfServiceOn, replacedBy } = life;
  const ended =
    endOfServiceOn === null
      ? say("endedNoticeUndated", { product, version })
      : say("endedNotice", { product, version, day: dayText(language, endOfServiceOn) });
  if (replacedBy === null) return [ended, say("upgradeNone", { email })];
  return [ended, say("upgradeTo", { product: replacedBy.productName, version: replacedBy.version })];
}
