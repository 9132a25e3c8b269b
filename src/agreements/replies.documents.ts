/** The shapes in which sites leave by the API. */
import { z } from "zod";
import { LANGUAGES } from "../platform/language.ts";
import { anniversaryOf, longSiteNumber, monthAndDay, timeZoneOf } from "./rules.ts";
import type { SiteFacts } from "./store.ts";

const ProgramShape = z.enum(["PA", "PAE", "FCT", "OEM"]);
const RoleShape = z.enum(["primary", "secondary", "user"]);
const Text = z.string().nullable();

export const MySiteReply = z
  .object({
    siteId: z.string(),
    number: z.string().describe("Seven digits"),
    longNumber: z.string().describe("The same with nine digits"),
    name: z.string(),
    program: ProgramShape,
    country: z.string(),
    timeZone: z.string().describe("In which the site's days are counted"),
    role: RoleShape,
  })
  .meta({ id: "MySite" });

const ServiceReply = z.object({
  service: z.string(),
  isOffered: z.boolean().describe("By the site's program"),
  needsCoverage: z.boolean().describe("Also needs subscription and support in force for the product"),
  reason: z.enum(["program_not_eligible"]).nullable(),
  rule: z.string().nullable(),
});

const PermissionReply = z.object({
  permission: z.string(),
  isAllowed: z.boolean(),
  reason: z
    .enum(["program_not_eligible", "permission_required", "primary_required", "key_membership_required"])
    .nullable(),
  rule: z.string().nullable(),
  privilege: Text.describe("What is missing"),
  needed: Text.describe("The least value of it that would do"),
});

export const SiteReply = MySiteReply.extend({
  services: z.array(ServiceReply),
  permissions: z.array(PermissionReply),
  helpers: z
    .array(z.object({ name: z.string(), email: z.string() }))
    .describe("Who can grant what is missing"),
}).meta({ id: "Site" });

export const RegistrationReply = z
  .object({
    siteId: z.string(),
    number: z.string(),
    longNumber: z.string(),
    program: ProgramShape,
    name: z.string(),
    country: z.string(),
    timeZone: z.string(),
    language: z.enum(LANGUAGES),
    customer: z.object({ number: z.string().describe("The ICN"), name: z.string(), country: z.string() }),
    agreementNumber: Text,
    level: Text.describe("The price level"),
    anniversary: Text.describe("MM.DD; null without agreement or before the first order"),
    contact: z.object({ givenName: z.string(), familyName: z.string(), email: Text }),
    reseller: z.object({ name: z.string(), email: Text }).nullable(),
    address: z.object({ street: Text, city: Text, region: Text, postalCode: Text }),
    department: Text,
    phone: Text,
    fax: Text,
    registeredOn: z.iso.date(),
    firstOrderedOn: z.iso.date().nullable(),
    primaryState: z.enum(["unclaimed", "claimed", "vacant"]),
  })
  .meta({ id: "Registration" });

export const SiteLineReply = z
  .object({
    siteId: z.string(),
    number: z.string(),
    program: ProgramShape,
    name: z.string(),
    country: z.string(),
    customerNumber: z.string(),
    customerName: z.string(),
    agreementNumber: Text,
    contactEmail: Text,
    primaryState: z.enum(["unclaimed", "claimed", "vacant"]),
  })
  .meta({ id: "VendorSite" });

export const AdministeredSiteReply = RegistrationReply.extend({
  passcode: z
    .object({
      state: z.enum(["issued", "consumed", "superseded", "exhausted"]),
      tries: z.int(),
      issuedAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
      isExpired: z.boolean(),
    })
    .nullable(),
  documents: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      channel: z.enum(["letter", "fax", "e-mail"]),
      language: z.enum(LANGUAGES),
      madeAt: z.iso.datetime(),
    }),
  ),
  looks: z
    .array(
      z.object({
        id: z.string(),
        at: z.string(),
        personId: z.string().nullable(),
        name: z.string().nullable(),
        looked: z.array(z.string()),
        request: z.string().nullable(),
      }),
    )
    .describe("Who of the vendor looked at the site before, and for which request"),
}).meta({ id: "VendorSiteDetail" });

/** What follows from a site's number and country. */
export function derivedOf({ number, country }: { number: string; country: string }) {
  return { longNumber: longSiteNumber(number), timeZone: timeZoneOf(country) };
}

export function registrationReply(site: SiteFacts): z.input<typeof RegistrationReply> {
  const anniversary = anniversaryOf(site);
  return { ...site, ...derivedOf(site), anniversary: anniversary === null ? null : monthAndDay(anniversary) };
}
