/** How one file is told: what it is for, whether it can be had, and why not. */
import { endTexts } from "../../catalog/index.ts";
import { tagOf } from "../../platform/language.ts";
import { dayText } from "../../web/locale/formats.ts";
import { useReader } from "../../web/locale/reader.ts";
import { Notice } from "../../web/notice.tsx";
import { Refusal } from "../../web/refusal.tsx";
import { Tag, type Tone } from "../../web/tag.tsx";
import { type DownloadSay, downloadSay } from "../texts.ts";
import type { Offer } from "./offer.authorize.ts";

type WhyNot = NonNullable<Offer["whyNot"]>;

const STATES = {
  program_not_eligible: ["bad", "stateProgram"],
  permission_required: ["warn", "stateRight"],
  no_active_subscription: ["bad", "stateLapsed"],
  not_released_yet: ["info", "stateSoon"],
  file_awaited: ["info", "stateAwaited"],
} as const satisfies Record<WhyNot["reason"], readonly [Tone, string]>;

export function OfferState({ offer: { whyNot } }: { offer: Offer }) {
  const say = downloadSay(useReader().language);
  const [tone, key] = whyNot === null ? (["ok", "stateOpen"] as const) : STATES[whyNot.reason];
  return <Tag tone={tone}>{say(key)}</Tag>;
}

/** That the version is no longer served, and what to move to. It may still be downloaded. Source: BR-78f. */
export function EndTold({ offer: { ended }, care }: { offer: Offer; care: string }) {
  const { language } = useReader();
  if (ended === null) return null;
  const [title, advice] = endTexts(language, ended, care);
  return (
    <Notice tone="warn" title={title}>
      <p>{advice}</p>
    </Notice>
  );
}

/** Why the file cannot be had, by which rule, and who can help: where they can grant it, the button that asks them. */
export function WhyNotTold({ offer, siteId }: { offer: Offer; siteId: string }) {
  const { whyNot } = offer;
  const sentence = useWhyNot(offer);
  if (whyNot === null) return null;
  const rule = whyNot.rule === null ? {} : { rule: whyNot.rule };
  const action = `/sites/${siteId}/privilege-requests`;
  const ask =
    whyNot.reason === "permission_required"
      ? { ask: { action, hidden: { permission: "download.start" } } }
      : {};
  return <Refusal sentence={sentence} helpers={whyNot.helpers} {...rule} {...ask} />;
}

function useWhyNot({ whyNot, productName: product }: Offer): string {
  const { language } = useReader();
  const say = downloadSay(language);
  switch (whyNot?.reason) {
    case "no_active_subscription":
      if (whyNot.coveredThrough === null) return say("whyNeverCovered", { product });
      return say("whyLapsed", { product, date: dayText(language, whyNot.coveredThrough) });
    case "permission_required":
      return say("whyRight");
    case "program_not_eligible":
      return say("whyProgram");
    case "not_released_yet":
      return say("whySoon", { date: dayText(language, whyNot.availableOn) });
    case "file_awaited":
      return say("whyAwaited");
    default:
      return "";
  }
}

/** The vendor's own name of a platform; `any` is ours. */
export function platformName(say: DownloadSay, code: string): string {
  return code === "any" ? say("anyPlatform") : code;
}

/** A release's language as the reader calls it; what is no language tag stays as it is. */
export function ReleaseLanguage({ code }: { code: string }) {
  const { language } = useReader();
  return <>{languageName(tagOf(language), code)}</>;
}

/** Software in Chinese is told apart by its script, not by a country. */
const SCRIPTS: Readonly<Record<string, string>> = { "zh-TW": "zh-Hant", "zh-CN": "zh-Hans" };

export function languageName(reader: string, code: string): string {
  try {
    return new Intl.DisplayNames([reader], { type: "language" }).of(SCRIPTS[code] ?? code) ?? code;
  } catch {
    return code;
  }
}
