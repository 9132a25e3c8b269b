import { defineProblems } from "../../platform/problems/registry.ts";
import { en } from "../texts/proofs.en.ts";
import { ja } from "../texts/proofs.ja.ts";
import { ko } from "../texts/proofs.ko.ts";
import { zhTW } from "../texts/proofs.zh-TW.ts";

export const proofProblems = defineProblems(
  { proof_not_found: 404, proof_key_not_found: 404, proof_damaged: 409 },
  { en, ja, ko, "zh-TW": zhTW },
);
