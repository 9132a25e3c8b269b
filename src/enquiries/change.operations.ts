/**
 * A change of registration, D-22: care's for PA and PAE, the sales representative's for FCT and OEM.
 *
 * RECEIVED → APPLIED | RETURNED | REJECTED. Applied, it is registered in the same transaction, and so decides where the
 * next sign-in of the contact leads. Source: DOMAIN §3.9, BR-51.
 */
import type { VendorScope } from "../access/index.ts";
import { changeRegistration, type RegistrationChange, type SiteFacts } from "../agreements/index.ts";
import type { CareDecider, CareDecision, CareRequest, CareView } from "../care/index.ts";
import { fullName } from "../identity/index.ts";
import type { Context } from "../platform/context.ts";
import { emit } from "../platform/events.ts";
import { queueMail } from "../platform/mail/queue.ts";
import { found } from "../platform/problem.ts";
import { end, ifSite, mailRefusal, matterOf, statedFacts } from "./matters.operations.ts";
import { CHANGE_FIELDS, type ChangeField, type Changes, verdictOf } from "./rules.ts";
import type { Enquiry } from "./store.ts";
import { enquirySay } from "./texts.ts";

export const registrationChangeDecider: CareDecider = { kind: "registration-change", describe, decide };

function registeredOf(site: SiteFacts): Record<ChangeField, string | null> {
  const { contact, address, department, phone, fax } = site;
  return {
    contactFamilyName: contact.familyName,
    contactGivenName: contact.givenName,
    contactEmail: contact.email,
    department,
    phone,
    fax,
    ...address,
  };
}

async function describe(context: Context, vendor: VendorScope, request: CareRequest): Promise<CareView> {
  const { language } = context;
  const say = enquirySay(language);
  const matter = await matterOf(vendor, request);
  const { enquiry, site } = matter;
  const changes: Changes = enquiry.facts.changes ?? {};
  const held = site === null ? null : registeredOf(site);
  const comparisons = CHANGE_FIELDS.flatMap((field) => {
    const stated = changes[field];
    if (stated === undefined) return [];
    const registered = held?.[field] ?? null;
    return [{ label: say(`field.${field}`), stated, registered, verdict: verdictOf(stated, registered) }];
  });
  return {
    facts: statedFacts(matter, language),
    comparisons,
    outcomes: [
      {
        outcome: "apply",
        label: say("apply"),
        tone: "primary",
        needsReason: false,
        fields: [],
        ...ifSite(matter, language),
      },
      { outcome: "return", label: say("return"), tone: "plain", needsReason: true, fields: [] },
      { outcome: "reject", label: say("reject"), tone: "danger", needsReason: true, fields: [] },
    ],
  };
}

async function decide(
  context: Context,
  vendor: VendorScope,
  request: CareRequest,
  { outcome, reason }: CareDecision,
): Promise<"closed"> {
  const { enquiry, site } = await matterOf(vendor, request);
  if (outcome === "apply") {
    await apply(vendor, context, { enquiry, site: found(site ?? undefined, "site") });
    return "closed";
  }
  const state = outcome === "return" ? "returned" : "rejected";
  await end(vendor, context, { enquiry, state, reason });
  await mailRefusal(vendor, context, { enquiry, outcome: state, reason: reason ?? "" });
  const name = state === "returned" ? "enquiry.returned" : "enquiry.rejected";
  await emit(vendor.query, context, { name, facts: { enquiry: enquiry.id } });
  return "closed";
}

async function apply(
  vendor: VendorScope,
  context: Context,
  { enquiry, site }: { enquiry: Enquiry; site: SiteFacts },
): Promise<void> {
  const { siteId, number: siteNumber } = site;
  const asked = Object.entries(enquiry.facts.changes ?? {}).filter(([, value]) => value !== undefined);
  const change: RegistrationChange = Object.fromEntries(asked);
  await end(vendor, context, { enquiry, state: "applied", reason: null });
  await queueMail(vendor.query, context, {
    to: enquiry.email,
    language: enquiry.language,
    template: "enquiry-change-applied",
    facts: { name: enquiry.name, siteNumber, fields: Object.keys(change) },
    dedupeKey: `enquiry ${enquiry.id}`,
  });
  const { email } = site.contact;
  if (email !== null && change.contactEmail !== undefined && change.contactEmail !== email) {
    await queueMail(vendor.query, context, {
      to: email,
      language: site.language,
      template: "enquiry-contact-replaced",
      facts: { name: fullName({ ...site.contact, language: site.language }), siteNumber },
      dedupeKey: `enquiry ${enquiry.id} before`,
    });
  }
  await changeRegistration(vendor, context, { siteId, change, facts: { enquiry: enquiry.id } });
}
