export { contactEnquiryDecider, forgottenIdDecider } from "./answers.operations.ts";
export { registrationChangeDecider } from "./change.operations.ts";
export { holdConsent } from "./consents/consents.store.ts";
export { checkView, recordPage } from "./views/views.operations.ts";
