import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const feedProblems = defineProblems(
  { feed_not_found: 404, feed_format_unknown: 400, feed_compression_unsound: 400 },
  { en, ja, ko, "zh-TW": zhTW },
);
