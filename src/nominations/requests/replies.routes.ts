/** The shapes in which requests are answered: to whoever asked, and to the site's people. */
import { z } from "zod";
import { PRIVILEGES, ROLES } from "../../access/index.ts";
import { Day } from "../../platform/http/lists.ts";
import type { NamedRequest } from "../decisions/operations.ts";
import { STATES } from "../rules.ts";
import type { AccessRequest } from "../store.ts";

/** One line that a person wrote. */
export const Line = textOf(200, /\p{Cc}/u);
/** Some lines that a person wrote. */
export const Lines = textOf(2000, /(?![\n\r\t])\p{Cc}/u);

function textOf(longest: number, forbidden: RegExp) {
  return z
    .string()
    .max(longest, "text_too_long")
    .refine((text) => text.isWellFormed() && !forbidden.test(text), "text_not_allowed")
    .transform((text) => text.normalize("NFC").trim() || undefined);
}

export const RequestReply = z
  .object({
    id: z.string(),
    kind: z.enum(["membership", "privilege"]),
    siteNumber: z.string().describe("As it was stated, seven digits; it may be nobody's"),
    isPrimaryContact: z.boolean(),
    privilege: z.string().nullable(),
    needed: z.string().nullable().describe("The least value of the privilege that would do"),
    company: z.string().nullable(),
    department: z.string().nullable(),
    phone: z.string().nullable(),
    message: z.string().nullable(),
    state: z.enum(STATES),
    askedAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
    reason: z.string().nullable(),
    siteId: z.string().nullable().describe("Known to whoever asked once it was approved"),
  })
  .meta({ id: "AccessRequest" });

export const SiteRequestReply = RequestReply.extend({
  requester: z.object({
    personId: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    romanizedName: z.string().nullable(),
    email: z.string(),
    country: z.string(),
  }),
  decidedBy: z.string().nullable().describe("The name; null when nobody did, or customer care"),
}).meta({ id: "SiteAccessRequest" });

/** Before it is approved nothing tells whether the number is a site's. */
export function ownReply(request: AccessRequest): z.input<typeof RequestReply> {
  const isTheirs = request.state === "approved" || request.kind === "privilege";
  return { ...factsOf(request), siteId: isTheirs ? request.siteId : null };
}

export function siteReply(request: NamedRequest): z.input<typeof SiteRequestReply> {
  const { requester, personId, decider, siteId } = request;
  return {
    ...factsOf(request),
    siteId,
    requester: {
      personId,
      givenName: requester?.givenName ?? "",
      familyName: requester?.familyName ?? "",
      romanizedName: requester?.romanizedName ?? null,
      email: requester?.email ?? "",
      country: requester?.country ?? "",
    },
    decidedBy: decider,
  };
}

function factsOf(request: AccessRequest) {
  const { id, kind, siteNumber, isPrimaryContact, privilege, needed, state, askedAt, decidedAt } = request;
  const { company, department, phone, message, reason } = request;
  const texts = { company, department, phone, message, reason };
  return { id, kind, siteNumber, isPrimaryContact, privilege, needed, state, askedAt, decidedAt, ...texts };
}

const PrivilegesBody = z.strictObject({
  softwareAndServices: z.enum(PRIVILEGES.softwareAndServices).optional(),
  reporting: z.enum(PRIVILEGES.reporting).optional(),
  entitlements: z.enum(PRIVILEGES.entitlements).optional(),
  entitlementAllocation: z.enum(PRIVILEGES.entitlementAllocation).optional(),
  manageAccess: z.enum(PRIVILEGES.manageAccess).optional(),
  contactUpdate: z.enum(PRIVILEGES.contactUpdate).optional(),
  accountDocuments: z.enum(PRIVILEGES.accountDocuments).optional(),
});

export const DecisionBody = z.strictObject({
  decision: z.enum(["approve", "deny"]),
  role: z.enum(ROLES).exclude(["primary"]).optional().describe('"user" when absent'),
  privileges: PrivilegesBody.optional().describe("What is not named is as the role starts with"),
  validThrough: Day.nullable().optional().describe("The last day of access, inclusive; absent: no end"),
  reason: Lines.optional().describe("Mandatory for a denial; whoever asked reads it"),
});
