import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const contactProblems = defineProblems(
  {
    contact_type_not_found: 404,
    primary_changes_elsewhere: 409,
    contact_changed: 409,
    change_form_not_offered: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
