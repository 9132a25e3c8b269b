import { defineProblems } from "../../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const securityProblems = defineProblems(
  {
    code_required: 401,
    code_refused: 401,
    step_ended: 401,
    passkey_refused: 401,
    proof_required: 403,
    proof_refused: 403,
    second_proof_required: 403,
    own_session_required: 403,
    passkey_not_accepted: 400,
    code_wrong: 400,
    passkey_known: 409,
    authenticator_active: 409,
    factor_required: 409,
    passkey_not_found: 404,
    authenticator_not_found: 404,
    session_not_found: 404,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
