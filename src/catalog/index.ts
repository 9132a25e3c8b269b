export { catalogStaging, mergeCatalog } from "./feed.store.ts";
export {
  findLevel,
  isEarned,
  LEVELS,
  type Level,
  levelOfOrder,
  levelOfPoints,
  levelText,
  listSiteLevels,
  nextLevel,
  priceLevelHref,
  REFRESH_LEVELS,
  type Thresholds,
} from "./levels/index.ts";
export { endingTexts, endTexts, lifeLine, stateText } from "./lifecycle/life.texts.ts";
export type { VersionState } from "./lifecycle/rules.ts";
export { listLifecycle, type ReplacingVersion, type VersionLife } from "./lifecycle/store.ts";
export { listParts, type PartFacts } from "./parts.store.ts";
export { currencyOf } from "./prices/rules.ts";
export { listSoldParts, listUnitPrices, type PriceList, type SoldPart } from "./prices/store.ts";
export { listNumberedParts } from "./search/parts.store.ts";
export { listNamesWith } from "./search/store.ts";
export { listVersions, type VersionFacts } from "./versions.store.ts";
