import type { Language } from "../../platform/language.ts";
import { type Say, speaker } from "../../platform/texts.ts";
import { en } from "../texts/proofs.en.ts";
import { ja } from "../texts/proofs.ja.ts";
import { ko } from "../texts/proofs.ko.ts";
import { zhTW } from "../texts/proofs.zh-TW.ts";
import type { ProofDocument, ProofLine, ProofState } from "./rules.ts";

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

/** What a line of renewals and the like continues; null for a license. */
export function continuedText(say: ProofSay, line: ProofLine): string | null {
  if (!("continues" in line) || line.continues === null) return null;
  const { orderNumber: number, line: place } = line.continues;
  return say(line.kind === "reinstatement" ? "reinstates" : "renews", { number, line: String(place) });
}

/** What a document states, and what is said below its lines: more when it continues licenses of other orders. */
export function wordsOf(say: ProofSay, { schema, issuer }: ProofDocument) {
  const notes = [say("perpetual"), say("coverageNote")];
  if (schema === "carnet-proof-v1")
    return { statement: say("statement", { issuer }), lines: say("lines"), notes };
  return {
    statement: say("statementContinuing", { issuer }),
    lines: say("linesContinuing"),
    notes: [say("continuingNote"), ...notes],
  };
}
