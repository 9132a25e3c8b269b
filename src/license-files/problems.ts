/** Why nothing is signed, and why signing keys are not changed. */
import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const signingProblems = defineProblems(
  {
    license_signing_unavailable: 503,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
