export { listDownloads, type PastDownload } from "./content/store.ts";
export { downloadsStaging, hasAwaitedFiles, mergeReleases } from "./feed.store.ts";
