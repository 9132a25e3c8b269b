export { catalogStaging, mergeCatalog } from "./feed.store.ts";
export { LEVELS, type Level } from "./levels/levels.data.ts";
export { findLevel } from "./levels/store.ts";
export { listParts, type PartFacts } from "./parts.store.ts";
export { currencyOf } from "./prices/rules.ts";
export { listSoldParts, listUnitPrices, type PriceList, type SoldPart } from "./prices/store.ts";
export { listVersions, type VersionFacts } from "./versions.store.ts";
