export { catalogStaging, mergeCatalog } from "./feed.store.ts";
export { listParts, type PartFacts } from "./parts.store.ts";
export { listVersions, type VersionFacts } from "./versions.store.ts";
