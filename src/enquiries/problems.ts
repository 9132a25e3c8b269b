import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const enquiryProblems = defineProblems(
  {
    consent_required: 403,
    consent_not_found: 404,
    enquiry_ended: 409,
    view_is_personal: 403,
    view_needs_session: 403,
    view_not_found: 404,
    view_running: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
