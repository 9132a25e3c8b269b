export type { CareDecider, CareDecision, CareView, Comparison, Outcome } from "./deciders.documents.ts";
export { closeCareRequest, type NewMatter, openCareRequest } from "./queue.operations.ts";
export type { CareKind, Team } from "./queue.rules.ts";
export type { CareRequest } from "./queue.store.ts";
