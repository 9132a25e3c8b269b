import { defineProblems } from "../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const successionProblems = defineProblems(
  {
    already_primary: 409,
    member_without_id: 409,
    hand_over_open: 409,
    hand_over_ended: 409,
    hand_over_not_found: 404,
    hand_over_not_yours: 403,
    not_first_successor: 403,
    nothing_to_claim: 409,
    claim_open: 409,
    take_over_not_found: 404,
    take_over_decided: 409,
    take_over_evidence_missing: 409,
    take_over_site_unknown: 409,
    take_over_person_closed: 409,
    second_agent_required: 403,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
