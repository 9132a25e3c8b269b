/** What each module brings: the one list of routes, pages, jobs, mails and problems. */
import { accessProblems } from "./access/problems.ts";
import { firstAccessPages } from "./agreements/first-access/pages.tsx";
import { describeSession } from "./agreements/index.ts";
import { agreementsJobs } from "./agreements/jobs.ts";
import { agreementsMails } from "./agreements/mails.ts";
import { vendorSitePages } from "./agreements/operator/pages.tsx";
import { vendorSiteRoutes } from "./agreements/operator/sites.routes.ts";
import { agreementsProblems } from "./agreements/problems.ts";
import { agreementsRoutes } from "./agreements/routes.ts";
import type { CareDecider } from "./care/index.ts";
import { carePages } from "./care/pages.tsx";
import { careProblems } from "./care/problems.ts";
import { careRoutes } from "./care/routes.ts";
import { contactJobs } from "./contacts/check/jobs.ts";
import { contactMails } from "./contacts/mails.ts";
import { contactPages } from "./contacts/pages.tsx";
import { contactProblems } from "./contacts/problems.ts";
import { siteRegistrationPages } from "./contacts/registration/pages.tsx";
import { contactRoutes } from "./contacts/routes.ts";
import { coveragePages } from "./coverage/pages.tsx";
import { coverageProblems } from "./coverage/problems.ts";
import { coverageRoutes } from "./coverage/routes.ts";
import { downloadsJobs } from "./downloads/jobs.ts";
import { downloadPages } from "./downloads/pages.tsx";
import { downloadsProblems } from "./downloads/problems.ts";
import { downloadRoutes } from "./downloads/routes.ts";
import { consentPages } from "./enquiries/consents/pages.tsx";
import { consentRoutes } from "./enquiries/consents/routes.ts";
import { contactEnquiryDecider, forgottenIdDecider, registrationChangeDecider } from "./enquiries/index.ts";
import { enquiryMails } from "./enquiries/mails.ts";
import { enquiryPages } from "./enquiries/pages.tsx";
import { enquiryProblems } from "./enquiries/problems.ts";
import { enquiryRoutes } from "./enquiries/routes.ts";
import { viewPages } from "./enquiries/views/pages.tsx";
import { viewRoutes } from "./enquiries/views/routes.ts";
import { entitlementJobs } from "./entitlements/jobs.ts";
import { entitlementMails } from "./entitlements/mails.ts";
import { entitlementPages } from "./entitlements/pages.tsx";
import { proofCheckPages } from "./entitlements/proofs/check.pages.tsx";
import { proofPages } from "./entitlements/proofs/pages.tsx";
import { proofProblems } from "./entitlements/proofs/problems.ts";
import { proofCheckRoutes, proofRoutes } from "./entitlements/proofs/routes.ts";
import { entitlementRoutes } from "./entitlements/routes.ts";
import { accessTokenMails } from "./federation/access-tokens/mails.ts";
import { accessTokenPages } from "./federation/access-tokens/pages.tsx";
import { accessTokenProblems } from "./federation/access-tokens/problems.ts";
import { accessTokenRoutes } from "./federation/access-tokens/routes.ts";
import { federationJobs } from "./federation/jobs.ts";
import { identityProviderMails } from "./federation/providers/mails.ts";
import { identityProviderPages } from "./federation/providers/pages.tsx";
import { identityProviderProblems } from "./federation/providers/problems.ts";
import { identityProviderRoutes } from "./federation/providers/routes.ts";
import { companySignInMails } from "./federation/sign-in/mails.ts";
import { companySignInPages } from "./federation/sign-in/pages.tsx";
import { companySignInProblems } from "./federation/sign-in/problems.ts";
import { feedJobs } from "./feeds/jobs.ts";
import { feedPages } from "./feeds/pages.tsx";
import { feedProblems } from "./feeds/problems.ts";
import { feedRoutes } from "./feeds/routes.ts";
import { homePages } from "./home/pages.tsx";
import { factorPages } from "./identity/factors/pages.tsx";
import { factorRoutes } from "./identity/factors/routes.ts";
import { identityJobs } from "./identity/jobs.ts";
import { identityMails } from "./identity/mails.ts";
import { passwordPages } from "./identity/passwords/pages.tsx";
import { passwordRoutes } from "./identity/passwords/routes.ts";
import { profilePages } from "./identity/people/profile.pages.tsx";
import { registrationPages } from "./identity/people/registration.pages.tsx";
import { peopleRoutes } from "./identity/people/routes.ts";
import { preferencePages } from "./identity/preferences/pages.tsx";
import { identityProblems } from "./identity/problems.ts";
import { securityMails } from "./identity/security/mails.ts";
import { securityPages } from "./identity/security/pages.tsx";
import { securityProblems } from "./identity/security/problems.ts";
import { stepUpPages } from "./identity/security/proof.pages.tsx";
import { securityRoutes } from "./identity/security/routes.ts";
import { sessionPages } from "./identity/sessions/pages.tsx";
import { sessionRoutes } from "./identity/sessions/routes.ts";
import { secondPages } from "./identity/sessions/second.pages.tsx";
import { memberImportPages } from "./members/imports/pages.tsx";
import { memberImportRoutes } from "./members/imports/routes.ts";
import { memberJobs } from "./members/jobs.ts";
import { memberMails } from "./members/mails.ts";
import { oneMemberPages } from "./members/one/pages.tsx";
import { memberPages } from "./members/pages.tsx";
import { memberProblems } from "./members/problems.ts";
import { reviewJobs } from "./members/review/jobs.ts";
import { reviewMails } from "./members/review/mails.ts";
import { reviewPages } from "./members/review/pages.tsx";
import { reviewProblems } from "./members/review/problems.ts";
import { reviewRoutes } from "./members/review/routes.ts";
import { memberRoutes } from "./members/routes.ts";
import { decisionPages } from "./nominations/decisions/pages.tsx";
import { nominationDecider, releaseOnHold } from "./nominations/index.ts";
import { nominationJobs } from "./nominations/jobs.ts";
import { nominationMails } from "./nominations/mails.ts";
import { nominationProblems } from "./nominations/problems.ts";
import { requestPages } from "./nominations/requests/pages.tsx";
import { nominationRoutes } from "./nominations/routes.ts";
import { mailboxPages } from "./notifications/pages.tsx";
import { mailboxRoutes } from "./notifications/routes.ts";
import { orderPages } from "./orders/pages.tsx";
import { orderProblems } from "./orders/problems.ts";
import { orderRoutes } from "./orders/routes.ts";
import { passcodeDecider } from "./passcodes/index.ts";
import { passcodeJobs } from "./passcodes/jobs.ts";
import { passcodeMails } from "./passcodes/mails.ts";
import { passcodePages } from "./passcodes/pages.tsx";
import { passcodeProblems } from "./passcodes/problems.ts";
import { passcodeRoutes } from "./passcodes/routes.ts";
import type { Portal } from "./platform/context.ts";
import { housekeepingJobs } from "./platform/housekeeping.ts";
import type { Routes } from "./platform/http/server.ts";
import type { Job } from "./platform/jobs.ts";
import { mailJobs } from "./platform/mail/delivery.ts";
import type { MailTemplates } from "./platform/mail/template.ts";
import { platformProblems } from "./platform/problems/index.ts";
import { bindProblems, type ProblemSet } from "./platform/problems/registry.ts";
import { staffMails } from "./staff/mails.ts";
import { staffMemberPages } from "./staff/members.pages.tsx";
import { staffPages } from "./staff/pages.tsx";
import { staffProblems } from "./staff/problems.ts";
import { staffRoutes } from "./staff/routes.ts";
import { statementPages } from "./statements/pages.tsx";
import { statementRoutes } from "./statements/routes.ts";
import { takeOverDecider, unattendedSiteDecider } from "./succession/index.ts";
import { successionJobs } from "./succession/jobs.ts";
import { successionMails } from "./succession/mails.ts";
import { primaryPages } from "./succession/primary/pages.tsx";
import { successionProblems } from "./succession/problems.ts";
import { successionRoutes } from "./succession/routes.ts";
import { leftPages } from "./succession/take-over/left.pages.tsx";

export const apiRoutes: readonly Routes[] = [
  peopleRoutes,
  passwordRoutes,
  sessionRoutes(describeSession),
  securityRoutes,
  factorRoutes,
  staffRoutes,
  mailboxRoutes(() => mails),
  agreementsRoutes(releaseOnHold),
  vendorSiteRoutes,
  passcodeRoutes,
  enquiryRoutes,
  consentRoutes,
  viewRoutes,
  nominationRoutes,
  careRoutes(() => careDeciders),
  contactRoutes,
  successionRoutes,
  memberRoutes,
  reviewRoutes,
  memberImportRoutes,
  accessTokenRoutes,
  identityProviderRoutes,
  downloadRoutes,
  orderRoutes,
  entitlementRoutes,
  proofRoutes,
  proofCheckRoutes,
  coverageRoutes,
  statementRoutes,
  feedRoutes,
];

export const pageRoutes: readonly Routes[] = [
  sessionPages,
  secondPages,
  securityPages,
  stepUpPages,
  factorPages,
  registrationPages,
  passwordPages,
  profilePages,
  preferencePages,
  staffPages,
  staffMemberPages,
  mailboxPages(() => mails),
  firstAccessPages(releaseOnHold),
  siteRegistrationPages,
  vendorSitePages,
  passcodePages,
  enquiryPages,
  consentPages,
  viewPages,
  requestPages,
  decisionPages,
  carePages(() => careDeciders),
  contactPages,
  primaryPages,
  leftPages,
  memberPages,
  oneMemberPages,
  reviewPages,
  memberImportPages,
  accessTokenPages,
  identityProviderPages,
  companySignInPages,
  downloadPages,
  orderPages,
  entitlementPages,
  proofPages,
  proofCheckPages,
  coveragePages,
  statementPages,
  feedPages,
  homePages,
];

const mailTemplates: readonly MailTemplates[] = [
  identityMails,
  securityMails,
  staffMails,
  agreementsMails,
  contactMails,
  entitlementMails,
  memberMails,
  reviewMails,
  accessTokenMails,
  identityProviderMails,
  companySignInMails,
  passcodeMails,
  enquiryMails,
  nominationMails,
  successionMails,
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
  reviewProblems,
  accessTokenProblems,
  identityProviderProblems,
  companySignInProblems,
  downloadsProblems,
  staffProblems,
  orderProblems,
  proofProblems,
  coverageProblems,
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
    ...successionJobs(portal),
    ...memberJobs(portal),
    ...reviewJobs(portal),
    ...federationJobs(portal),
    ...downloadsJobs(portal),
    ...entitlementJobs(portal),
  ];
}
