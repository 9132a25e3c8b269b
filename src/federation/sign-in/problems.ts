import { defineProblems } from "../../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const companySignInProblems = defineProblems(
  {
    company_sign_in_ended: 400,
    company_sign_in_failed: 400,
    company_sign_in_off: 403,
    company_address_refused: 403,
    company_unreachable: 503,
    company_link_by_own_sign_in: 403,
    company_link_other_id: 409,
    company_identity_taken: 409,
    staff_sign_in_here: 403,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
