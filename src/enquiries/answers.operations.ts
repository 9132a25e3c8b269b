/**
 * The desk's answers: a forgotten ID, to an address that is known at the site and to no other; and who the contacts of a
 * site are. Both are in the site's history. Source: DOMAIN §1.6, §3.8.3, BR-25, BR-53.
 */
import type { VendorScope } from "../access/index.ts";
import type { CareDecider, CareDecision, CareRequest, CareView } from "../care/index.ts";
import type { Context } from "../platform/context.ts";
import { emit } from "../platform/events.ts";
import { parseAddress } from "../platform/mail/address.ts";
import { queueMail } from "../platform/mail/queue.ts";
import { invalid, Problem } from "../platform/problem.ts";
import {
  contactComparisons,
  end,
  ifSite,
  type Known,
  knownAt,
  mailRefusal,
  matterOf,
  statedFacts,
} from "./matters.operations.ts";
import { enquirySay } from "./texts.ts";

export const forgottenIdDecider: CareDecider = {
  kind: "forgotten-id",
  describe: describeForgotten,
  decide: decideForgotten,
};

async function describeForgotten(
  context: Context,
  vendor: VendorScope,
  request: CareRequest,
): Promise<CareView> {
  const { language } = context;
  const say = enquirySay(language);
  const matter = await matterOf(vendor, request);
  const known = matter.site === null ? [] : await knownAt(vendor, context, matter.site);
  const options = known.map(({ name, email, role, hasId }) => ({
    value: email,
    label: say(hasId ? "candidate" : "candidateNoId", { name, email, role: say(`role.${role}`) }),
  }));
  const refusal = matter.site !== null && known.length === 0 ? { refusedBecause: say("nobodyKnown") } : {};
  const fields = [
    {
      name: "candidate",
      label: say("candidates"),
      hint: say("candidatesHint"),
      kind: "choice",
      options,
      isRequired: true,
    } as const,
  ];
  return {
    facts: statedFacts(matter, language),
    comparisons: contactComparisons(matter, language),
    outcomes: [
      {
        outcome: "answer",
        label: say("answerId"),
        tone: "primary",
        needsReason: false,
        fields,
        ...refusal,
        ...ifSite(matter, language),
      },
      { outcome: "reject", label: say("reject"), tone: "danger", needsReason: true, fields: [] },
    ],
  };
}

async function decideForgotten(
  context: Context,
  vendor: VendorScope,
  request: CareRequest,
  { outcome, reason, fields }: CareDecision,
): Promise<"closed"> {
  const matter = await matterOf(vendor, request);
  const { enquiry, site } = matter;
  const known = site === null ? [] : await knownAt(vendor, context, site);
  if (outcome === "reject") {
    await end(vendor, context, { enquiry, state: "rejected", reason });
    // Who wrote may be anybody: only an address that is known at the site hears of it.
    const isKnown = known.some(({ emailKey }) => emailKey === parseAddress(enquiry.email)?.key);
    if (isKnown) await mailRefusal(vendor, context, { enquiry, outcome: "rejected", reason: reason ?? "" });
    await emit(vendor.query, context, { name: "enquiry.rejected", facts: { enquiry: enquiry.id } });
    return "closed";
  }
  const chosen = known.find(({ email }) => email === fields["candidate"]);
  if (site === null || chosen === undefined) throw invalid({ "fields.candidate": ["choice_unknown"] });
  await end(vendor, context, { enquiry, state: "answered", reason: null });
  await queueMail(vendor.query, context, {
    to: chosen.email,
    language: chosen.language,
    template: "enquiry-id-recovered",
    facts: { name: chosen.name, siteNumber: site.number, id: chosen.email, hasId: chosen.hasId },
    dedupeKey: `enquiry ${enquiry.id}`,
  });
  const facts = { enquiry: enquiry.id, to: chosen.email };
  await emit(vendor.query, context, { name: "enquiry.id-recovered", siteId: site.siteId, facts });
  return "closed";
}

export const contactEnquiryDecider: CareDecider = {
  kind: "contact-enquiry",
  describe: describeContact,
  decide: decideContact,
};

async function describeContact(
  context: Context,
  vendor: VendorScope,
  request: CareRequest,
): Promise<CareView> {
  const { language } = context;
  const say = enquirySay(language);
  const matter = await matterOf(vendor, request);
  const known = matter.site === null ? [] : contactsAmong(await knownAt(vendor, context, matter.site));
  const rows = known.map(({ name, email, role }): [string, string] => [
    say(`role.${role}`),
    `${name} <${email}>`,
  ]);
  return {
    facts: [...statedFacts(matter, language), ...rows],
    comparisons: contactComparisons(matter, language),
    outcomes: [
      {
        outcome: "disclose",
        label: say("disclose"),
        tone: "primary",
        needsReason: false,
        fields: [],
        ...(matter.site !== null && known.length === 0 ? { refusedBecause: say("nobodyKnown") } : {}),
        ...ifSite(matter, language),
      },
      { outcome: "return", label: say("return"), tone: "plain", needsReason: true, fields: [] },
    ],
  };
}

/** The contacts of a site: its primary and secondaries; before somebody came in, the registered contact. */
export function contactsAmong(known: readonly Known[]): Known[] {
  const inside = known.filter(({ role }) => role === "primary" || role === "secondary");
  return inside.length > 0 ? inside : known.filter(({ role }) => role === "contact");
}

async function decideContact(
  context: Context,
  vendor: VendorScope,
  request: CareRequest,
  { outcome, reason }: CareDecision,
): Promise<"closed"> {
  const { enquiry, site } = await matterOf(vendor, request);
  if (outcome === "return") {
    await end(vendor, context, { enquiry, state: "returned", reason });
    await mailRefusal(vendor, context, { enquiry, outcome: "returned", reason: reason ?? "" });
    await emit(vendor.query, context, { name: "enquiry.returned", facts: { enquiry: enquiry.id } });
    return "closed";
  }
  const contacts = site === null ? [] : contactsAmong(await knownAt(vendor, context, site));
  if (site === null || contacts.length === 0) throw new Problem(409, "enquiry_ended");
  await end(vendor, context, { enquiry, state: "answered", reason: null });
  await queueMail(vendor.query, context, {
    to: enquiry.email,
    language: enquiry.language,
    template: "enquiry-contacts-disclosed",
    facts: {
      name: enquiry.name,
      siteNumber: site.number,
      contacts: contacts.map(({ name, email }) => [name, email]),
    },
    dedupeKey: `enquiry ${enquiry.id}`,
  });
  const facts = { enquiry: enquiry.id, to: enquiry.email };
  await emit(vendor.query, context, { name: "contacts.disclosed", siteId: site.siteId, facts });
  return "closed";
}
