import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const staffProblems = defineProblems(
  { api_key_not_found: 404, staff_member_not_found: 404, last_operator: 409, already_staff: 409 },
  { en, ja, ko, "zh-TW": zhTW },
);
