/** Why a download, a link or an upload is refused. */
import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const downloadsProblems = defineProblems(
  {
    no_active_subscription: 403,
    right_withdrawn: 403,
    file_not_found: 404,
    link_not_found: 404,
    release_key_not_found: 404,
    content_hash_mismatch: 400,
    file_awaited: 409,
    not_released_yet: 409,
    link_expired: 410,
    file_replaced: 410,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
