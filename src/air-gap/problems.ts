import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const airGapProblems = defineProblems(
  { air_gap_product_unknown: 409, air_gap_request_not_found: 404, bundle_not_possible: 409 },
  { en, ja, ko, "zh-TW": zhTW },
);
