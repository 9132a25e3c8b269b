import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const coverageProblems = defineProblems(
  {
    entitlement_line_not_found: 404,
    never_covered: 409,
    coverage_lapsed: 409,
    still_covered: 409,
    renewed_already: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
