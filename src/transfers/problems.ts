import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const transferProblems = defineProblems(
  {
    transfer_not_found: 404,
    transfer_to_same_site: 409,
    line_in_transfer: 409,
    transfer_of_other_site: 403,
    transfer_consented_already: 409,
    transfer_state: 409,
    transfer_keys_out: 409,
    transfer_no_support_case: 409,
    transfer_line_gone: 409,
    transfer_part_unknown: 409,
    transfer_part_not_offered: 409,
    transfer_consent_missing: 409,
    express_single_site: 409,
    transfer_by_oneself: 409,
    transfer_no_such_site: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
