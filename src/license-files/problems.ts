/** Why nothing is signed, and why signing keys are not changed. */
import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const signingProblems = defineProblems(
  {
    license_signing_unavailable: 503,
    signing_key_not_found: 404,
    signing_change_not_found: 404,
    second_person_required: 403,
    signing_change_open: 409,
    signing_change_ended: 409,
    signing_change_overtaken: 409,
    signing_key_compromised: 409,
    signing_key_in_place: 409,
    next_key_too_young: 409,
    next_key_unusable: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
