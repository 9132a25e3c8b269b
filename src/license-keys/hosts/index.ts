export { upsertHost } from "./documents.ts";
export { HOST_EXAMPLES, type HostFault, type HostRefusal, parseHost, type TypedHost } from "./host.rules.ts";
export { findHost, lockHosts } from "./store.ts";
