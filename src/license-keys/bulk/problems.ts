import { defineProblems } from "../../platform/problems/registry.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

export const keyImportProblems = defineProblems(
  {
    key_import_refused: 422,
    key_import_changed: 409,
    key_import_not_found: 404,
    several_products: 409,
    line_not_here: 409,
    key_not_on_host: 409,
    quantity_exceeds_held: 409,
  },
  { en, ja, ko, "zh-TW": zhTW },
);
