export { LEVELS, type Level } from "./levels.data.ts";
export { REFRESH_LEVELS } from "./refresh.operations.ts";
export {
  isEarned,
  levelOfOrder,
  levelOfPoints,
  nextLevel,
  priceLevelHref,
  type Thresholds,
} from "./rules.ts";
export { findLevel, listSiteLevels } from "./store.ts";
export { levelText } from "./texts.ts";
