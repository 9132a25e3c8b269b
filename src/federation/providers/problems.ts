import { defineProblems } from "../../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const identityProviderProblems = defineProblems(
  {
    identity_provider_not_found: 404,
    domain_entered: 409,
    domain_unproved: 409,
    domain_unanswered: 409,
    domain_taken: 409,
    provider_unanswered: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
