/**
 * The six key contacts of a site: who receives which documents, when they are looked at again, and who changes what is
 * registered.
 *
 * Pure. Whoever is named receives; where nobody is named, the primary contact does. Being named gives no access.
 * Source: DOMAIN §2.4, §3.9, §3.10, P-02, BR-45–48, BR-51, D-27.
 */
import { z } from "zod";
import type { Program } from "../access/index.ts";
import { COUNTRIES } from "../identity/index.ts";
import { addDays, addMonths, type LocalDate } from "../platform/dates.ts";
import { LANGUAGES, type Language } from "../platform/language.ts";
import { parseAddress } from "../platform/mail/address.ts";

export const CONTACT_TYPES = ["PRIMARY", "POE", "MEDIA", "RENEWAL", "BILLING", "TECHNICAL"] as const;
export type ContactType = (typeof CONTACT_TYPES)[number];
/** Those that are named here; the primary contact's place changes hands elsewhere. */
export type NamedType = Exclude<ContactType, "PRIMARY">;

export function isContactType(text: string): text is ContactType {
  return CONTACT_TYPES.some((type) => type === text);
}

/** To whom a document goes. */
export interface Addressee {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  /** Nobody is named for it, so it goes to the primary contact, or while there is none to the registered contact. */
  readonly isFallback: boolean;
}

/** A contact as it is entered; every field is mandatory. Source: P-02. */
export interface EnteredContact {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly street: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly country: string;
  readonly language: Language;
}

export const FIELDS = [
  "name",
  "email",
  "phone",
  "street",
  "city",
  "region",
  "postalCode",
  "country",
  "language",
] as const satisfies readonly (keyof EnteredContact)[];

const LONGEST = 100;

function faultOfText(text: string): string | undefined {
  if (!text.isWellFormed() || /[\p{Cc}\u2028\u2029]/u.test(text)) return "text_not_allowed";
  if (text.trim() === "") return "required";
  return [...text].length > LONGEST ? "text_too_long" : undefined;
}

function faultOfEmail(text: string): string | undefined {
  if (text.trim() === "") return "required";
  return parseAddress(text.trim()) === undefined ? "email_malformed" : undefined;
}

function field(faultOf: (text: string) => string | undefined) {
  return z
    .string()
    .superRefine((text, check) => {
      const message = faultOf(text);
      if (message !== undefined) check.addIssue({ code: "custom", message });
    })
    .transform((text) => text.normalize("NFC").trim());
}

/** Country and language are the site's when a program leaves them out. */
export const ContactBody = z.strictObject({
  name: field(faultOfText),
  email: field(faultOfEmail),
  phone: field(faultOfText),
  street: field(faultOfText),
  city: field(faultOfText),
  region: field(faultOfText),
  postalCode: field(faultOfText),
  country: z
    .string()
    .refine((text) => COUNTRIES.includes(text), "country_unknown")
    .optional(),
  language: z.enum(LANGUAGES, "language_unknown").optional(),
});
export type ContactBody = z.output<typeof ContactBody>;

/** What a version is called where nobody is named: who names somebody first says that nobody was. */
export const NOBODY = "none";

/** The version in an `If-Match` header; undefined when none is asked for. */
export function seenVersion(header: string | undefined): string | undefined {
  const text = header?.trim() ?? "";
  if (text === "" || text === "*") return undefined;
  return text.replace(/^W\//, "").replaceAll('"', "");
}

/** Contacts are looked at once a year; never is too long ago. */
export function isReviewDue(reviewedOn: LocalDate | null, today: LocalDate): boolean {
  return reviewedOn === null || addMonths(reviewedOn, 12) <= today;
}

/** The anniversary that comes next, the day itself included; `first` is the one that ends the first term. */
export function nextAnniversary(first: LocalDate, today: LocalDate): LocalDate {
  if (today <= first) return first;
  const thisYear = `${Number(today.slice(0, 4))}${first.slice(4)}` as LocalDate; // always a 1st: no leap day
  return thisYear >= today ? thisYear : addMonths(thisYear, 12);
}

/**
 * The anniversary before which the contacts are to be verified now, or null. Also when the day itself was missed, up to
 * the anniversary. Source: D-27, A-14.
 */
export function checkDue(
  first: LocalDate | null,
  { today, days }: { today: LocalDate; days: number },
): LocalDate | null {
  if (first === null) return null;
  const next = nextAnniversary(first, today);
  return addDays(next, -days) <= today && today < next ? next : null;
}

/** How what is registered of a site is changed: by a form to fax or send, by customer care, by the sales desk. */
export type ChangeWay = "change-form" | "customer-care" | "sales";

/** Source: BR-51. */
export function changeWayOf(program: Program): ChangeWay {
  const ways = { PA: "change-form", PAE: "customer-care", FCT: "sales", OEM: "sales" } as const;
  return ways[program];
}
