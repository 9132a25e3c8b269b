import { defineProblems } from "../../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const quoteProblems = defineProblems(
  {
    renewal_quote_not_found: 404,
    renewal_quote_line_not_found: 404,
    quote_superseded: 409,
    renewal_price_missing: 409,
    renewal_withdrawn: 409,
    renewals_not_begun: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
