import type { Language } from "../../platform/language.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import { en } from "../texts/proofs.en.ts";
import { ja } from "../texts/proofs.ja.ts";
import { ko } from "../texts/proofs.ko.ts";
import { zhTW } from "../texts/proofs.zh-TW.ts";
import type { ProofState } from "./rules.ts";

export type ProofSay = Say<typeof en>;

export function proofSay(language: Language): ProofSay {
  return speaker(language, { en, ja, ko, "zh-TW": zhTW });
}

export const STATE_TEXTS = {
  valid: "stateValid",
  superseded: "stateSuperseded",
  withdrawn: "stateWithdrawn",
} as const satisfies Record<ProofState, string>;

export const STATE_TONES = { valid: "ok", superseded: "warn", withdrawn: "bad" } as const satisfies Record<
  ProofState,
  string
>;
