import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const careProblems = defineProblems(
  {
    care_request_not_found: 404,
    care_request_unclaimed: 409,
    care_request_withdrawn: 409,
    already_decided: 409,
    claimed_by_other: 409,
    desk_of_others: 403,
    desk_cannot_take: 409,
    outcome_refused: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
