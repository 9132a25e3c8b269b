import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const purchaseProblems = defineProblems(
  {
    part_not_for_sale: 409,
    quantity_of_whole_line: 409,
    nothing_to_order: 409,
    no_partner_on_record: 409,
    amount_too_large: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
