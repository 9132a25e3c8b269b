/** What each module brings to the API. */
import { describeSession } from "./agreements/index.ts";
import { vendorSiteRoutes } from "./agreements/operator/sites.routes.ts";
import { agreementsRoutes } from "./agreements/routes.ts";
import { bundleRoutes } from "./air-gap/bundle/routes.ts";
import { airGapRoutes } from "./air-gap/routes.ts";
import { calendarRoutes } from "./calendar/routes.ts";
import { careRoutes } from "./care/routes.ts";
import { cartRoutes } from "./carts/routes.ts";
import { levelRoutes } from "./catalog/levels/routes.ts";
import { priceGapRoutes } from "./catalog/prices/gaps.routes.ts";
import { catalogRoutes } from "./catalog/routes.ts";
import { contactRoutes } from "./contacts/routes.ts";
import { coverageRoutes } from "./coverage/routes.ts";
import { siteCoverageRoutes } from "./coverage/site/routes.ts";
import { downloadRoutes } from "./downloads/routes.ts";
import { consentRoutes } from "./enquiries/consents/routes.ts";
import { enquiryRoutes } from "./enquiries/routes.ts";
import { viewRoutes } from "./enquiries/views/routes.ts";
import { listOwnedCodes } from "./entitlements/index.ts";
import { proofCheckRoutes, proofRoutes } from "./entitlements/proofs/routes.ts";
import { entitlementRoutes } from "./entitlements/routes.ts";
import { accessTokenRoutes } from "./federation/access-tokens/routes.ts";
import { identityProviderRoutes } from "./federation/providers/routes.ts";
import { feedRoutes } from "./feeds/routes.ts";
import { factorRoutes } from "./identity/factors/routes.ts";
import { passwordRoutes } from "./identity/passwords/routes.ts";
import { peopleRoutes } from "./identity/people/routes.ts";
import { securityRoutes } from "./identity/security/routes.ts";
import { sessionRoutes } from "./identity/sessions/routes.ts";
import { keyRegistrationRoutes } from "./key-members/decisions/routes.ts";
import { keyCenterRoutes } from "./key-members/joining/routes.ts";
import { keyMemberRoutes } from "./key-members/members/routes.ts";
import { keySupportRoutes } from "./key-members/support/routes.ts";
import { signingKeyRoutes } from "./license-files/keys/routes.ts";
import { licenseListRoutes } from "./license-files/routes.ts";
import { keyImportRoutes } from "./license-keys/bulk/routes.ts";
import { deskRoutes } from "./license-keys/desk/routes.ts";
import { hostRoutes } from "./license-keys/hosts/routes.ts";
import { keyMoveRoutes } from "./license-keys/moves/routes.ts";
import { reconcileRoutes } from "./license-keys/reconcile/routes.ts";
import { rescueRoutes } from "./license-keys/rescue/routes.ts";
import { countSignedHosts } from "./license-keys/resigning/index.ts";
import { keyRevocationRoutes } from "./license-keys/revocations/routes.ts";
import { licenseKeyRoutes } from "./license-keys/routes.ts";
import { schemeRoutes } from "./license-keys/schemes/routes.ts";
import { licensingRoutes } from "./licensing/routes.ts";
import { memberImportRoutes } from "./members/imports/routes.ts";
import { reviewRoutes } from "./members/review/routes.ts";
import { memberRoutes } from "./members/routes.ts";
import { careDeciders, mails } from "./modules.ts";
import { releaseOnHold } from "./nominations/index.ts";
import { nominationRoutes } from "./nominations/routes.ts";
import { deliveryRoutes } from "./notifications/deliveries/routes.ts";
import { mailboxRoutes } from "./notifications/routes.ts";
import { orderRoutes } from "./orders/routes.ts";
import { passcodeRoutes } from "./passcodes/routes.ts";
import type { Routes } from "./platform/http/server.ts";
import { reinstatementRoutes } from "./reinstatements/routes.ts";
import { pipelineRoutes } from "./renewals/pipeline/routes.ts";
import { quoteFileRoutes } from "./renewals/quotes/files/routes.ts";
import { quoteRoutes } from "./renewals/quotes/routes.ts";
import { renewalRunRoutes } from "./renewals/run/routes.ts";
import { staffRoutes } from "./staff/routes.ts";
import { statementRoutes } from "./statements/routes.ts";
import { studioRoutes } from "./studio/routes.ts";
import { scenarioRoutes } from "./studio/scenarios/routes.ts";
import { successionRoutes } from "./succession/routes.ts";
import { transferDeskRoutes } from "./transfers/desk/routes.ts";
import { transferRoutes } from "./transfers/routes.ts";

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
  levelRoutes,
  priceGapRoutes,
  successionRoutes,
  memberRoutes,
  reviewRoutes,
  memberImportRoutes,
  accessTokenRoutes,
  identityProviderRoutes,
  downloadRoutes,
  keyCenterRoutes,
  keyMemberRoutes,
  keyRegistrationRoutes,
  keySupportRoutes,
  catalogRoutes(listOwnedCodes),
  orderRoutes,
  entitlementRoutes,
  proofRoutes,
  proofCheckRoutes,
  coverageRoutes,
  siteCoverageRoutes,
  reinstatementRoutes,
  cartRoutes,
  pipelineRoutes,
  calendarRoutes,
  deliveryRoutes,
  licenseKeyRoutes,
  reconcileRoutes,
  keyMoveRoutes,
  keyImportRoutes,
  hostRoutes,
  quoteRoutes,
  quoteFileRoutes,
  studioRoutes,
  scenarioRoutes,
  licenseListRoutes,
  signingKeyRoutes(countSignedHosts),
  keyRevocationRoutes,
  rescueRoutes,
  deskRoutes,
  schemeRoutes,
  airGapRoutes,
  bundleRoutes,
  licensingRoutes,
  transferRoutes,
  transferDeskRoutes,
  statementRoutes,
  feedRoutes,
  renewalRunRoutes,
];
