import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const licensingProblems = defineProblems(
  {
    license_not_found: 404,
    license_expired: 409,
    activation_limit: 409,
    no_seats: 409,
    stale_sequence: 409,
    lease_contested: 409,
    wrong_machine: 409,
    lease_ended: 409,
    lease_required: 409,
    not_activated: 409,
    borrow_not_offered: 409,
    license_use_not_found: 404,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
