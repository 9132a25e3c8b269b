/**
 * Somebody of a company says that a contact has left. Customer care gets it as it was stated; the answer is the same
 * whether there is such a site or not. Source: DOMAIN D-21, BR-52, P-06.
 */
import { z } from "zod";
import { asPortal, personOf } from "../../access/index.ts";
import { parseCustomerNumber, parseSiteNumber } from "../../agreements/index.ts";
import { openCareRequest } from "../../care/index.ts";
import { COUNTRIES } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { parsed } from "../../platform/http/errors.ts";
import { spend } from "../../platform/http/limits.ts";
import { newId } from "../../platform/id.ts";
import { parseAddress } from "../../platform/mail/address.ts";
import { Problem } from "../../platform/problem.ts";
import { CONTACT_TYPES } from "./take-over.rules.ts";
import { findSiteOfNumber, insertTakeOver } from "./take-over.store.ts";

const LIMIT = { most: 20, seconds: 86_400 };

const LATIN = /^[\p{Script=Latin}\p{M}\d .,'’-]+$/u;

function line(most: number) {
  return z.string().transform((text, check) => {
    const plain = text.normalize("NFC").trim();
    const fault = faultOf(plain, most);
    if (fault === undefined) return plain;
    check.addIssue({ code: "custom", message: fault });
    return z.NEVER;
  });
}

function faultOf(text: string, most: number): string | undefined {
  if (text === "") return "required";
  if (!text.isWellFormed() || /[^\P{Cc}\n\r\t]/u.test(text)) return "text_not_allowed";
  return [...text].length > most ? "text_too_long" : undefined;
}

/** What the number stands for, or what is wrong with it. */
function number(parse: (text: string) => string | undefined, message: string) {
  return line(40).transform((text, check) => {
    const value = parse(text);
    if (value !== undefined) return value;
    check.addIssue({ code: "custom", message });
    return z.NEVER;
  });
}

/** Null when it was left empty. */
const SiteNumber = z
  .string()
  .nullish()
  .transform((text, check) => {
    if (text === null || text === undefined || text.trim() === "") return null;
    const value = text.length > 40 ? undefined : parseSiteNumber(text);
    if (value !== undefined) return value;
    check.addIssue({ code: "custom", message: "site_number_malformed" });
    return z.NEVER;
  });

const TakeOverBody = z.strictObject({
  company: line(200),
  siteNumber: SiteNumber,
  customerNumber: number(parseCustomerNumber, "customer_number_malformed"),
  country: line(2).refine((country) => COUNTRIES.includes(country), "country_unknown"),
  contactType: z.enum(CONTACT_TYPES, "contact_type_unknown"),
  romanizedName: line(100).refine((name) => LATIN.test(name), "not_latin"),
  email: number((text) => parseAddress(text)?.email, "email_malformed"),
  phone: line(40),
  statement: line(2000),
});

/** A 400 names every field that is missing or wrong, and the rule that asks for it. */
export async function requestTakeOver(context: Context, body: unknown): Promise<{ id: string }> {
  const askedBy = personOf(context);
  checkOwn(context);
  const { siteNumber, ...stated } = read(body);
  await spend(context.db, `take-over ${askedBy}`, LIMIT);
  const { now, language, person } = context;
  const id = newId("takeover", now);
  return asPortal(context, async (scope) => {
    const siteId = siteNumber === null ? null : ((await findSiteOfNumber(scope, siteNumber)) ?? null);
    const row = { ...stated, siteNumber, id, siteId, askedBy, language, origin: "form" as const, at: now };
    await insertTakeOver(scope, row);
    await openCareRequest(scope, context, {
      kind: "primary-change",
      team: "care",
      subjectId: id,
      siteId,
      siteNumber,
      personId: askedBy,
      requesterName: person?.name || (person?.email ?? ""),
      requesterEmail: person?.email ?? null,
      country: stated.country,
      language,
    });
    const facts = { id, siteNumber, contactType: stated.contactType };
    await emit(scope.query, context, { name: "take-over.requested", personId: askedBy, facts });
    return { id };
  });
}

/** Neither a token nor somebody who looks on may speak for the person. */
function checkOwn({ actor }: Context): void {
  if (actor.kind === "person" && actor.token !== undefined)
    throw new Problem(403, "scope_required", { permission: "person" });
  if (actor.kind === "person" && actor.view !== undefined) throw new Problem(403, "view_reads_only");
}

function read(body: unknown): z.output<typeof TakeOverBody> {
  try {
    return parsed(TakeOverBody, body);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(error.status, error.code, { ...error.facts, rule: "BR-52" });
  }
}
