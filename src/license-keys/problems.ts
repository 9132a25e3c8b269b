import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const licenseKeyProblems = defineProblems(
  {
    quantity_exceeds_available: 409,
    line_in_excess: 409,
    no_keys_for_product: 409,
    delivery_not_offered: 409,
    lock_not_offered: 409,
    host_kind_not_offered: 409,
    version_not_covered: 409,
    key_opens_nothing: 409,
    license_key_not_found: 404,
    license_key_over: 409,
    quantity_exceeds_key: 409,
    whole_key_only: 409,
    no_renewal_keys: 409,
    renewal_not_matching: 409,
    nothing_to_renew: 409,
    host_not_found: 404,
    host_name_taken: 409,
    license_file_not_found: 404,
    older_file: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
