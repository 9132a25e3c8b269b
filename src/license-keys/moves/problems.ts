import { defineProblems } from "../../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const keyMoveProblems = defineProblems(
  {
    move_refused: 409,
    nothing_to_move: 409,
    key_move_not_found: 404,
    move_undone: 409,
    undo_too_late: 409,
    move_changed: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
