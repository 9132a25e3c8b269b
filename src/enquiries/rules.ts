/**
 * The forms to the desk: what each must say, whose desk it is, and the rule behind what is mandatory.
 *
 * Pure. Source: DOMAIN §1.6, §3.8.3, §3.9, BR-25, BR-51, BR-53.
 */
import { z } from "zod";
import type { Program } from "../access/index.ts";

export const ENQUIRY_KINDS = ["forgotten-id", "contact-enquiry", "registration-change"] as const;
export type EnquiryKind = (typeof ENQUIRY_KINDS)[number];

export const RULES: Record<EnquiryKind, string> = {
  "forgotten-id": "BR-25",
  "contact-enquiry": "BR-53",
  "registration-change": "BR-51",
};

/** What of a registration may be asked to be corrected, in the order of the form D-22. */
export const CHANGE_FIELDS = [
  "contactFamilyName",
  "contactGivenName",
  "contactEmail",
  "department",
  "phone",
  "fax",
  "postalCode",
  "region",
  "city",
  "street",
] as const;
export type ChangeField = (typeof CHANGE_FIELDS)[number];
export type Changes = { readonly [Field in ChangeField]?: string | undefined };

const Text = (most: number) =>
  z
    .string()
    .max(most, "text_too_long")
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "text_not_allowed")
    .transform((text) => text.normalize("NFC").trim());

const Changed = Text(200).pipe(z.string().min(1, "required")).optional();

/** What the new registration is to say; what is left out stays. */
export const ChangesBody = z.strictObject({
  contactFamilyName: Changed,
  contactGivenName: Changed,
  contactEmail: Changed,
  department: Changed,
  phone: Changed,
  fax: Changed,
  postalCode: Changed,
  region: Changed,
  city: Changed,
  street: Changed,
});

export const Named = Text(200).pipe(z.string().min(1, "required"));

/** Several lines are fine. */
export const MessageText = z
  .string()
  .max(2000, "text_too_long")
  .refine((text) => text.isWellFormed() && !/[^\P{Cc}\n\r\t]/u.test(text), "text_not_allowed")
  .transform((text) => text.normalize("NFC").trim());

/** FCT and OEM registrations are the sales representative's; the rest, and numbers that are nobody's, care's. */
export function teamFor(kind: EnquiryKind, program: Program | null): "care" | "sales" {
  return kind === "registration-change" && (program === "FCT" || program === "OEM") ? "sales" : "care";
}

/** Names and addresses as people compare them: width, capitals and doubled spaces do not count. */
export function verdictOf(
  stated: string | null,
  registered: string | null,
): "same" | "near" | "differs" | "absent" {
  if (registered === null || registered.trim() === "" || stated === null) return "absent";
  const plain = (text: string) => text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
  const [one, other] = [plain(stated), plain(registered)];
  if (one === other) return "same";
  const parts = (text: string) => text.split(" ").sort().join(" ");
  return parts(one) === parts(other) ? "near" : "differs";
}
