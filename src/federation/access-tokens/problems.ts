import { defineProblems } from "../../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const accessTokenProblems = defineProblems(
  { access_token_not_found: 404, token_not_admitted: 403 },
  { en, ja, ko, "zh-TW": zhTW },
);
