import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const catalogProblems = defineProblems({ product_not_found: 404 }, { en, ja, ko, "zh-TW": zhTW });
