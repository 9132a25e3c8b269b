export { abandonKey } from "./keys/abandon.operations.ts";
export { RESIGN_JOB } from "./keys/change.operations.ts";
export type { CountSigned, SignedHosts } from "./keys/read.operations.ts";
export { followSigning, startSigning } from "./keys/start.operations.ts";
export { readPublicKeys, readRevocations } from "./lists/lists.operations.ts";
export { newestRevocations } from "./lists/newest.store.ts";
export {
  type FileKey,
  HOST_KINDS,
  type LicensePayload,
  type SignedLicense,
  type TokenPurpose,
} from "./payload.data.ts";
export {
  claimOf,
  openLicenseSigning,
  readLicenseFile,
  signCode,
  signLicense,
  signToken,
} from "./signing.operations.ts";
