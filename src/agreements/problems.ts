import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const agreementsProblems = defineProblems(
  {
    first_access_not_open: 404,
    passcode_check_symbol: 400,
    passcode_wrong: 409,
    passcode_wrong_again: 409,
    passcode_used: 409,
    passcode_expired: 410,
    passcode_exhausted: 410,
    passcode_superseded: 410,
    site_claimed: 409,
    document_not_found: 404,
    passcode_not_issued: 409,
    channel_unavailable: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
