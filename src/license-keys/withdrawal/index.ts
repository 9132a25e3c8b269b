export { WITHDRAW_JOB } from "./rules.ts";
export { hasGoneLines } from "./store.ts";
