import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const studioProblems = defineProblems(
  {
    scenario_not_found: 404,
    scenario_changed: 409,
    scenario_name_taken: 409,
    too_many_scenarios: 409,
    scenario_of_somebody_else: 403,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
