export { makeOperatorKey } from "./api-keys.operations.ts";
export { acceptInvitation, inviteOperator, makeOperator } from "./operators.operations.ts";
