import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const memberProblems = defineProblems(
  {
    primary_by_hand_over: 409,
    address_not_usable: 409,
    beyond_own_rights: 403,
    own_rights: 403,
    member_import_refused: 422,
    member_import_changed: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
