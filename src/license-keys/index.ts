export { endKeys } from "./ending.documents.ts";
export { freshHostFile, type HostFile, newestHostFile, writeHostFile } from "./files/documents.ts";
export { fileNameOf, longNumber, secondOf } from "./files/rules.ts";
export { type HeldKeys, listHeldOf, lockPools } from "./holding.store.ts";
export { upsertHost } from "./hosts/documents.ts";
export {
  HOST_EXAMPLES,
  type HostFault,
  type HostRefusal,
  parseHost,
  type TypedHost,
} from "./hosts/host.rules.ts";
export { findHost, lockHosts } from "./hosts/store.ts";
export { issueKey } from "./issue/issue.documents.ts";
export { readHost } from "./issue/operations.ts";
export {
  DELIVERIES,
  type Delivery,
  type EndState,
  HOST_KINDS,
  type Host,
  type HostFacts,
  type HostKind,
  KEY_STATES,
  type KeyPool,
  type KeyScheme,
  type KeyState,
  type LicenseKey,
  LOCKS,
  type Lock,
  type NewKey,
  type Right,
  type Scheme,
} from "./key.data.ts";
export { giveBack, listUnevenPools, poolsOf, takeFromPool } from "./pools.store.ts";
export { listSchemes, schemeOf } from "./scheme.store.ts";
export { findKey, findOnlineKey, insertKey, listKeys, lockKeys } from "./store.ts";
export { hostFaultText, isHostFault, kindText } from "./texts.ts";
export { WITHDRAW_JOB } from "./withdrawal/rules.ts";
export { hasGoneLines } from "./withdrawal/store.ts";
