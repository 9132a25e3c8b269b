export { labelOf, type Member, memberOf, membersHref, privilegesOf } from "./member.rules.ts";
export { openReviewOf } from "./review/review.operations.ts";
export { PrivilegeFields, RightsFacts, RoleField } from "./rights/rights.documents.tsx";
export {
  decideRights,
  GivenPrivileges,
  lowered,
  PRIVILEGE_NAMES,
  privilegesIn,
  type Rights,
  type RightsAsked,
} from "./rights/rights.rules.ts";
export { privilegeText, rightsSay, roleText } from "./rights/rights.texts.ts";
export { listMembers, type MemberRow } from "./store.ts";
