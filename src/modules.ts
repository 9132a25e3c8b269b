/** What each module brings: the one list of jobs, mails, problems and of what the desk decides. Its routes: api-routes, page-routes. */
import { accessProblems } from "./access/problems.ts";
import { agreementsJobs } from "./agreements/jobs.ts";
import { agreementsMails } from "./agreements/mails.ts";
import { agreementsProblems } from "./agreements/problems.ts";
import { airGapProblems } from "./air-gap/problems.ts";
import { calendarMails } from "./calendar/digest/mails.ts";
import { calendarJobs } from "./calendar/jobs.ts";
import { calendarProblems } from "./calendar/problems.ts";
import type { CareDecider } from "./care/index.ts";
import { careProblems } from "./care/problems.ts";
import { cartProblems } from "./carts/problems.ts";
import { catalogJobs } from "./catalog/jobs.ts";
import { catalogProblems } from "./catalog/problems.ts";
import { contactJobs } from "./contacts/check/jobs.ts";
import { contactMails } from "./contacts/mails.ts";
import { contactProblems } from "./contacts/problems.ts";
import { coverageProblems } from "./coverage/problems.ts";
import { downloadsJobs } from "./downloads/jobs.ts";
import { downloadsProblems } from "./downloads/problems.ts";
import { contactEnquiryDecider, forgottenIdDecider, registrationChangeDecider } from "./enquiries/index.ts";
import { enquiryMails } from "./enquiries/mails.ts";
import { enquiryProblems } from "./enquiries/problems.ts";
import { entitlementJobs } from "./entitlements/jobs.ts";
import { entitlementMails } from "./entitlements/mails.ts";
import { proofProblems } from "./entitlements/proofs/problems.ts";
import { accessTokenMails } from "./federation/access-tokens/mails.ts";
import { accessTokenProblems } from "./federation/access-tokens/problems.ts";
import { federationJobs } from "./federation/jobs.ts";
import { identityProviderMails } from "./federation/providers/mails.ts";
import { identityProviderProblems } from "./federation/providers/problems.ts";
import { companySignInMails } from "./federation/sign-in/mails.ts";
import { companySignInProblems } from "./federation/sign-in/problems.ts";
import { feedJobs } from "./feeds/jobs.ts";
import { feedProblems } from "./feeds/problems.ts";
import { identityJobs } from "./identity/jobs.ts";
import { identityMails } from "./identity/mails.ts";
import { identityProblems } from "./identity/problems.ts";
import { securityMails } from "./identity/security/mails.ts";
import { securityProblems } from "./identity/security/problems.ts";
import { keyMemberJobs } from "./key-members/jobs.ts";
import { keyMemberMails } from "./key-members/mails.ts";
import { keyMemberProblems } from "./key-members/problems.ts";
import { licenseFileJobs } from "./license-files/jobs.ts";
import { signingProblems } from "./license-files/problems.ts";
import { keyFormJobs } from "./license-keys/bulk/jobs.ts";
import { keyImportProblems } from "./license-keys/bulk/problems.ts";
import { deskMails } from "./license-keys/desk/mails.ts";
import { licenseKeyJobs } from "./license-keys/jobs.ts";
import { licenseKeyMails } from "./license-keys/mails.ts";
import { keyMoveProblems } from "./license-keys/moves/problems.ts";
import { licenseKeyProblems } from "./license-keys/problems.ts";
import { rescueJobs } from "./license-keys/rescue/due/jobs.ts";
import { rescueMails } from "./license-keys/rescue/mails.ts";
import { rescueProblems } from "./license-keys/rescue/problems.ts";
import { resigningJobs } from "./license-keys/resigning/jobs.ts";
import { resigningMails } from "./license-keys/resigning/mails.ts";
import { keyRevocationProblems } from "./license-keys/revocations/problems.ts";
import { licensingJobs } from "./licensing/jobs.ts";
import { licensingProblems } from "./licensing/problems.ts";
import { memberJobs } from "./members/jobs.ts";
import { memberMails } from "./members/mails.ts";
import { memberProblems } from "./members/problems.ts";
import { reviewJobs } from "./members/review/jobs.ts";
import { reviewMails } from "./members/review/mails.ts";
import { reviewProblems } from "./members/review/problems.ts";
import { nominationDecider } from "./nominations/index.ts";
import { nominationJobs } from "./nominations/jobs.ts";
import { nominationMails } from "./nominations/mails.ts";
import { nominationProblems } from "./nominations/problems.ts";
import { orderProblems } from "./orders/problems.ts";
import { passcodeDecider } from "./passcodes/index.ts";
import { passcodeJobs } from "./passcodes/jobs.ts";
import { passcodeMails } from "./passcodes/mails.ts";
import { passcodeProblems } from "./passcodes/problems.ts";
import type { Portal } from "./platform/context.ts";
import { housekeepingJobs } from "./platform/housekeeping.ts";
import type { Job } from "./platform/jobs.ts";
import { mailJobs } from "./platform/mail/delivery.ts";
import type { MailTemplates } from "./platform/mail/template.ts";
import { platformProblems } from "./platform/problems/index.ts";
import { bindProblems, type ProblemSet } from "./platform/problems/registry.ts";
import { purchaseMails } from "./purchases/mails.ts";
import { purchaseProblems } from "./purchases/problems.ts";
import { reinstatementMails } from "./reinstatements/mails.ts";
import { reinstatementProblems } from "./reinstatements/problems.ts";
import { renewalJobs } from "./renewals/jobs.ts";
import { quoteMails } from "./renewals/quotes/mails.ts";
import { quoteProblems } from "./renewals/quotes/problems.ts";
import { staffMails } from "./staff/mails.ts";
import { staffProblems } from "./staff/problems.ts";
import { studioProblems } from "./studio/problems.ts";
import { takeOverDecider, unattendedSiteDecider } from "./succession/index.ts";
import { successionJobs } from "./succession/jobs.ts";
import { successionMails } from "./succession/mails.ts";
import { successionProblems } from "./succession/problems.ts";
import { transferJobs } from "./transfers/jobs.ts";
import { transferMails } from "./transfers/mails.ts";
import { transferProblems } from "./transfers/problems.ts";

const mailTemplates: readonly MailTemplates[] = [
  identityMails,
  securityMails,
  staffMails,
  agreementsMails,
  contactMails,
  entitlementMails,
  memberMails,
  keyMemberMails,
  reviewMails,
  accessTokenMails,
  identityProviderMails,
  companySignInMails,
  passcodeMails,
  enquiryMails,
  nominationMails,
  successionMails,
  calendarMails,
  purchaseMails,
  reinstatementMails,
  quoteMails,
  licenseKeyMails,
  transferMails,
  deskMails,
  rescueMails,
  resigningMails,
];

const problemSets: readonly ProblemSet[] = [
  platformProblems,
  identityProblems,
  securityProblems,
  accessProblems,
  agreementsProblems,
  careProblems,
  passcodeProblems,
  enquiryProblems,
  nominationProblems,
  contactProblems,
  successionProblems,
  memberProblems,
  keyMemberProblems,
  reviewProblems,
  accessTokenProblems,
  identityProviderProblems,
  companySignInProblems,
  downloadsProblems,
  staffProblems,
  catalogProblems,
  orderProblems,
  proofProblems,
  coverageProblems,
  calendarProblems,
  purchaseProblems,
  reinstatementProblems,
  cartProblems,
  quoteProblems,
  studioProblems,
  licenseKeyProblems,
  transferProblems,
  keyMoveProblems,
  keyImportProblems,
  signingProblems,
  keyRevocationProblems,
  rescueProblems,
  airGapProblems,
  licensingProblems,
  feedProblems,
];

/** Whose matters the desk decides: one for each kind of request. */
export const careDeciders: readonly CareDecider[] = [
  nominationDecider,
  passcodeDecider,
  takeOverDecider,
  unattendedSiteDecider,
  forgottenIdDecider,
  contactEnquiryDecider,
  registrationChangeDecider,
];

export const mails: MailTemplates = Object.assign({}, ...mailTemplates);

export const problemBook = bindProblems(problemSets);

/** Everything that happens on its own. */
export function jobsOf(portal: Portal): readonly Job[] {
  return [
    ...housekeepingJobs(portal),
    ...mailJobs(portal, mails),
    ...feedJobs(portal),
    ...identityJobs(portal),
    ...agreementsJobs(portal),
    ...passcodeJobs(portal),
    ...nominationJobs(portal),
    ...contactJobs(portal),
    ...catalogJobs(portal),
    ...successionJobs(portal),
    ...memberJobs(portal),
    ...reviewJobs(portal),
    ...federationJobs(portal),
    ...downloadsJobs(portal),
    ...keyMemberJobs(portal),
    ...entitlementJobs(portal),
    ...renewalJobs(portal),
    ...calendarJobs(portal),
    ...licenseFileJobs(portal),
    ...licenseKeyJobs(portal),
    ...keyFormJobs(portal),
    ...resigningJobs(portal),
    ...transferJobs(portal),
    ...licensingJobs(portal),
    ...rescueJobs(portal),
  ];
}
