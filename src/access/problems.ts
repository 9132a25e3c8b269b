import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const accessProblems = defineProblems(
  {
    site_not_found: 404,
    program_not_eligible: 403,
    permission_required: 403,
    primary_required: 403,
    key_membership_required: 403,
    scope_required: 403,
    staff_role_required: 403,
    second_factor_required: 403,
    view_reads_only: 403,
    secondary_limit: 409,
    already_member: 409,
    primary_changed: 409,
    member_not_found: 404,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
