import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const cartProblems = defineProblems(
  {
    cart_line_not_found: 404,
    cart_empty: 409,
    cart_full: 409,
    cart_changed: 409,
    cart_ordered: 409,
    cart_line_not_orderable: 409,
    part_not_offered: 409,
    not_yet_renewable: 409,
    no_cheaper_way: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
