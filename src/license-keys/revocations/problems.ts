/** Why keys are not revoked. */
import { defineProblems } from "../../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const keyRevocationProblems = defineProblems(
  {
    nothing_to_revoke: 409,
    key_revocation_not_found: 404,
    key_revocation_ended: 409,
    second_agent_for_keys_required: 403,
    too_many_keys: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
