import { defineProblems } from "../../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const rescueProblems = defineProblems(
  {
    nothing_to_rescue: 409,
    rescue_of_online_key: 409,
    rescue_of_emergency_key: 409,
    rescue_of_several_hosts: 409,
    rescue_same_host: 409,
    emergency_quota_used: 409,
    rescue_settled: 409,
    rescue_not_found: 404,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
