export { countPending, listPending, type NamedRequest } from "./decisions/operations.ts";
export { nominationDecider } from "./desk/desk.operations.ts";
export { hasOpenRequest } from "./requests/operations.ts";
export { releaseOnHold } from "./routing.operations.ts";
