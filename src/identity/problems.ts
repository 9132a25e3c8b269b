import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const identityProblems = defineProblems(
  {
    sign_in_required: 401,
    sign_in_refused: 401,
    current_password_refused: 403,
    id_immutable: 409,
    link_incomplete: 400,
    link_ended: 410,
    person_not_found: 404,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
