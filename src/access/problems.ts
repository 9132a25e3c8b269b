import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const accessProblems = defineProblems(
  { site_not_found: 404, program_not_eligible: 403, permission_required: 403, scope_required: 403 },
  { en, ja, ko, "zh-TW": zhTW },
);
