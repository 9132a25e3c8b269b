import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const keyMemberProblems = defineProblems(
  { key_registration_refused: 422, key_registration_not_found: 404, key_member_automatic: 409 },
  { en, ja, ko, "zh-TW": zhTW },
);
