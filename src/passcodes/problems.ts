import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const passcodeProblems = defineProblems(
  { passcode_request_ended: 409, passcode_contact_changed: 409 },
  { en, ja, ko, "zh-TW": zhTW },
);
