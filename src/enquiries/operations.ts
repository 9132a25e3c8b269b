/**
 * Writing to the desk, signed in or not. The answer is the same whatever the site number is: that it has come.
 *
 * Source: DOMAIN §3.8.3, §3.9, BR-25, BR-51, BR-53.
 */
import { asPortal, siteScopeOf } from "../access/index.ts";
import { findSiteByNumber, findSiteFacts, parseSiteNumber } from "../agreements/index.ts";
import { openCareRequest } from "../care/index.ts";
import type { Context } from "../platform/context.ts";
import { emit } from "../platform/events.ts";
import { spend } from "../platform/http/limits.ts";
import { newId } from "../platform/id.ts";
import { parseAddress } from "../platform/mail/address.ts";
import { Problem } from "../platform/problem.ts";
import { type Changes, type EnquiryKind, RULES, teamFor } from "./rules.ts";
import { insertEnquiry } from "./store.ts";

/** An office behind one address writes without notice; a flood of letters does not come through. */
const LIMIT = { most: 30, seconds: 3600 };

export interface NewEnquiry {
  readonly kind: EnquiryKind;
  readonly siteNumber?: string | undefined;
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly company?: string | undefined;
  readonly message?: string | undefined;
  readonly changes?: Changes | undefined;
}

export async function sendEnquiry(context: Context, sent: NewEnquiry): Promise<{ id: string }> {
  const { kind, siteNumber, email, changes } = checked(sent);
  const { name, country, company, message } = sent;
  const { actor, language, now } = context;
  await spend(context.db, `enquiry ${context.address}`, LIMIT);
  const personId = actor.kind === "person" ? actor.personId : null;
  const id = newId("enquiry", now);
  await asPortal(context, async (vendor) => {
    const known = await findSiteByNumber(vendor, siteNumber);
    const site = await findSiteFacts(siteScopeOf(vendor, known?.siteId ?? ""));
    const facts = { company, message, ...(kind === "registration-change" ? { changes } : {}) };
    const row = { id, kind, siteNumber, personId, name, email, country, language, facts, sentAt: now };
    await insertEnquiry(vendor, row);
    await openCareRequest(vendor, context, {
      kind,
      team: teamFor(kind, site?.program ?? null),
      subjectId: id,
      siteId: site?.siteId ?? null,
      siteNumber,
      personId,
      requesterName: name,
      requesterEmail: email,
      country,
      language,
    });
    await emit(vendor.query, context, { name: "enquiry.received", facts: { id, kind } });
  });
  return { id };
}

/** Every fault at once; what the rule asks for is named with the rule. */
function checked({ kind, siteNumber = "", email, changes = {} }: NewEnquiry) {
  const number = parseSiteNumber(siteNumber);
  const address = parseAddress(email);
  const changed = changes.contactEmail === undefined || parseAddress(changes.contactEmail) !== undefined;
  const isEmpty = kind === "registration-change" && Object.keys(changes).length === 0;
  const faults = [
    ...(siteNumber.trim() === "" ? [["siteNumber", "required"]] : []),
    ...(siteNumber.trim() !== "" && number === undefined ? [["siteNumber", "site_number_malformed"]] : []),
    ...(address === undefined ? [["email", "email_malformed"]] : []),
    ...(changed ? [] : [["changes.contactEmail", "email_malformed"]]),
    ...(isEmpty ? [["changes", "change_required"]] : []),
  ];
  if (number === undefined || address === undefined || faults.length > 0) {
    const fields = Object.fromEntries(faults.map(([name, code]) => [name, [code]]));
    throw new Problem(400, "invalid_request", { fields, rule: RULES[kind] });
  }
  return { kind, siteNumber: number, email: address.email, changes };
}
