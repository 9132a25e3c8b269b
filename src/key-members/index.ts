export { notifyKeyAdministrators } from "./notify.documents.ts";
export { type KeyMember, keyCenterHref, keyMembersHref } from "./rules.ts";
export { listAdministrators, listKeyMembers } from "./store.ts";
export { countKeyTasks, type KeyTasks } from "./tasks.documents.ts";
