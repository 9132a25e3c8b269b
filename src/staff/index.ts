export { makeOperatorKey } from "./api-keys.operations.ts";
export { findStaffMember, listAgents } from "./members.store.ts";
export { acceptInvitation, inviteStaff, makeStaffMember } from "./operators.operations.ts";
export { roleText } from "./texts.ts";
