import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const reinstatementProblems = defineProblems(
  { reinstatement_not_offered: 409, price_changed: 409 },
  { en, ja, ko, "zh-TW": zhTW },
);
