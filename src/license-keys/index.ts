export { endKeys } from "./ending.documents.ts";
export {
  fileNameOf,
  freshHostFile,
  type HostFile,
  longNumber,
  newestHostFile,
  secondOf,
  writeHostFile,
} from "./files/index.ts";
export { type HeldKeys, listHeldOf, lockPools } from "./holding.store.ts";
export {
  findHost,
  HOST_EXAMPLES,
  type HostFault,
  type HostRefusal,
  lockHosts,
  parseHost,
  type TypedHost,
  upsertHost,
} from "./hosts/index.ts";
export { issueKey, readHost } from "./issue/operations.ts";
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
export { listOpenRescues, type OpenEmergency } from "./rescue/open.documents.ts";
export { listSchemes, schemeOf } from "./scheme.store.ts";
export { findKey, findOnlineKey, insertKey, listKeys, lockKeys } from "./store.ts";
export { hostFaultText, isHostFault, kindText } from "./texts.ts";
export { hasGoneLines, WITHDRAW_JOB } from "./withdrawal/index.ts";
