export {
  filesToTake,
  listVersionsToTake,
  takeContent,
  type VersionAsked,
} from "./content/bundle.operations.ts";
export { listDownloads, type PastDownload } from "./content/store.ts";
export { downloadsStaging, hasAwaitedFiles, mergeReleases } from "./feed.store.ts";
export type { Offer } from "./offers/offer.authorize.ts";
