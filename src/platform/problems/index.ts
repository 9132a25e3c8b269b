import { en } from "./en.ts";
import { ja } from "./ja.ts";
import { ko } from "./ko.ts";
import { defineProblems } from "./registry.ts";
import { zhTW } from "./zh-TW.ts";

/** What any route may answer, whatever it is about. */
export const platformProblems = defineProblems(
  {
    page_not_found: 404,
    method_not_allowed: 405,
    request_too_large: 413,
    media_type_not_supported: 415,
    range_not_satisfiable: 416,
    too_many_requests: 429,
    headers_too_large: 431,
    unavailable: 503,
    storage_full: 503,
    invalid_request: 400,
    malformed_request: 400,
    internal_error: 500,
    wrong_host: 421,
    foreign_origin: 403,
    idempotency_key_reused: 422,
    request_running: 409,
    sheet_too_long: 409,
    document_too_long: 409,
    clock_never_goes_back: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
