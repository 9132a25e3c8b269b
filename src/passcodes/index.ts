export { passcodeDecider } from "./resend.operations.ts";
