import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const calendarProblems = defineProblems(
  { calendar_not_found: 404, calendar_feed_not_found: 404, unsubscription_not_found: 404 },
  { en, ja, ko, "zh-TW": zhTW },
);
