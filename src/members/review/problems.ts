import { defineProblems } from "../../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const reviewProblems = defineProblems(
  {
    access_review_not_found: 404,
    review_item_not_found: 404,
    review_closed: 409,
    already_reviewed: 409,
    own_review: 403,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
