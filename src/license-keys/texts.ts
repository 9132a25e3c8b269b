import type { Language } from "../platform/language.ts";
import { type Say, speaker } from "../platform/texts.ts";
import type { HostFault } from "./hosts/host.rules.ts";
import type { HostKind } from "./key.data.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export type KeySay = Say<typeof en>;

export function keySay(language: Language): KeySay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

/** The rule that a typed host breaks, in words. Its example: `HOST_EXAMPLES`. */
export function hostFaultText(language: Language, fault: HostFault): string {
  return keySay(language)(`fault.${fault}`);
}

export function isHostFault(code: string): code is HostFault {
  return `fault.${code}` in en;
}

export function kindText(language: Language, kind: HostKind): string {
  return keySay(language)(`kind.${kind}`);
}
