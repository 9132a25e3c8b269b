import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const nominationProblems = defineProblems(
  {
    access_request_not_found: 404,
    request_open: 409,
    too_many_open_requests: 409,
    request_ended: 409,
    own_request: 403,
    registration_differs: 409,
    no_such_site: 409,
    requester_gone: 409,
    privilege_held: 409,
    role_cannot_hold: 409,
    nothing_to_ask: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
