/** What each module brings to the pages. */
import { firstAccessPages } from "./agreements/first-access/pages.tsx";
import { vendorSitePages } from "./agreements/operator/pages.tsx";
import { airGapPages } from "./air-gap/page/pages.tsx";
import { calendarPages } from "./calendar/pages.tsx";
import { carePages } from "./care/pages.tsx";
import { cartOrderPages } from "./carts/ordering/pages.tsx";
import { cartPages } from "./carts/pages.tsx";
import { levelPages } from "./catalog/levels/pages.tsx";
import { catalogPages } from "./catalog/pages.tsx";
import { priceGapPages } from "./catalog/prices/pages.tsx";
import { contactPages } from "./contacts/pages.tsx";
import { siteRegistrationPages } from "./contacts/registration/pages.tsx";
import { coveragePages } from "./coverage/pages.tsx";
import { downloadPages } from "./downloads/pages.tsx";
import { consentPages } from "./enquiries/consents/pages.tsx";
import { enquiryPages } from "./enquiries/pages.tsx";
import { viewPages } from "./enquiries/views/pages.tsx";
import { listOwnedCodes } from "./entitlements/index.ts";
import { entitlementPages } from "./entitlements/pages.tsx";
import { proofCheckPages } from "./entitlements/proofs/check.pages.tsx";
import { proofPages } from "./entitlements/proofs/pages.tsx";
import { accessTokenPages } from "./federation/access-tokens/pages.tsx";
import { identityProviderPages } from "./federation/providers/pages.tsx";
import { companySignInPages } from "./federation/sign-in/pages.tsx";
import { feedPages } from "./feeds/pages.tsx";
import { homePages } from "./home/pages.tsx";
import { factorPages } from "./identity/factors/pages.tsx";
import { passwordPages } from "./identity/passwords/pages.tsx";
import { profilePages } from "./identity/people/profile.pages.tsx";
import { registrationPages } from "./identity/people/registration.pages.tsx";
import { preferencePages } from "./identity/preferences/pages.tsx";
import { securityPages } from "./identity/security/pages.tsx";
import { stepUpPages } from "./identity/security/proof.pages.tsx";
import { sessionPages } from "./identity/sessions/pages.tsx";
import { secondPages } from "./identity/sessions/second.pages.tsx";
import { keyDecisionPages } from "./key-members/decisions/pages.tsx";
import { keyCenterPages } from "./key-members/joining/pages.tsx";
import { oneKeyMemberPages } from "./key-members/members/one.pages.tsx";
import { keyMemberPages } from "./key-members/members/pages.tsx";
import { keySupportPages } from "./key-members/support/pages.tsx";
import { signingKeyPages } from "./license-files/keys/pages.tsx";
import { deskPages } from "./license-keys/desk/pages.tsx";
import { siteKeyPages } from "./license-keys/pages/pages.tsx";
import { rescuePages } from "./license-keys/rescue/page/pages.tsx";
import { countSignedHosts } from "./license-keys/resigning/index.ts";
import { keyRevocationPages } from "./license-keys/revocations/pages.tsx";
import { schemePages } from "./license-keys/schemes/pages.tsx";
import { sharingPages } from "./licensing/sharing/pages.tsx";
import { usesPages } from "./licensing/uses/pages.tsx";
import { memberImportPages } from "./members/imports/pages.tsx";
import { oneMemberPages } from "./members/one/pages.tsx";
import { memberPages } from "./members/pages.tsx";
import { reviewPages } from "./members/review/pages.tsx";
import { careDeciders, mails } from "./modules.ts";
import { decisionPages } from "./nominations/decisions/pages.tsx";
import { releaseOnHold } from "./nominations/index.ts";
import { requestPages } from "./nominations/requests/pages.tsx";
import { deliveryPages } from "./notifications/deliveries/pages.tsx";
import { mailboxPages } from "./notifications/pages.tsx";
import { orderPages } from "./orders/pages.tsx";
import { passcodePages } from "./passcodes/pages.tsx";
import type { Routes } from "./platform/http/server.ts";
import { reinstatementPages } from "./reinstatements/pages.tsx";
import { pipelinePages } from "./renewals/pipeline/pages.tsx";
import { quotePages } from "./renewals/quotes/pages/pages.tsx";
import { staffMemberPages } from "./staff/members.pages.tsx";
import { staffPages } from "./staff/pages.tsx";
import { statementPages } from "./statements/pages.tsx";
import { studioPages } from "./studio/pages.tsx";
import { scenarioPages } from "./studio/scenarios/pages.tsx";
import { primaryPages } from "./succession/primary/pages.tsx";
import { leftPages } from "./succession/take-over/left.pages.tsx";
import { transferDeskPages } from "./transfers/desk/pages.tsx";
import { transferPages } from "./transfers/pages.tsx";

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
  levelPages,
  priceGapPages,
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
  keyCenterPages,
  keyMemberPages,
  oneKeyMemberPages,
  keyDecisionPages,
  keySupportPages,
  catalogPages(listOwnedCodes),
  orderPages,
  entitlementPages,
  proofPages,
  proofCheckPages,
  coveragePages,
  reinstatementPages,
  cartPages,
  cartOrderPages,
  pipelinePages,
  calendarPages,
  deliveryPages,
  quotePages,
  studioPages,
  scenarioPages,
  signingKeyPages(countSignedHosts),
  keyRevocationPages,
  rescuePages,
  deskPages,
  schemePages,
  siteKeyPages,
  airGapPages,
  sharingPages,
  usesPages,
  transferPages,
  transferDeskPages,
  statementPages,
  feedPages,
  homePages,
];
