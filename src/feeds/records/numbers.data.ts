/** The numbers, codes and names that records have in common. Pure. Source: CONTRACT §3, DOMAIN §2.2. */
import { parseCustomerNumber, parseSiteNumber } from "../../agreements/index.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { type Address, parseAddress } from "../../platform/mail/address.ts";
import { day, integer, object, oneOf, optional, type Shape, text } from "../../platform/shapes.ts";

/** Full-width letters and digits stand for the plain ones. Source: BR-29. */
function folded(plain: string): string {
  return /^[\x20-\x7e]*$/.test(plain) ? plain : plain.normalize("NFKC");
}

function matching(most: number, format: RegExp): Shape<string> {
  return text(most, (plain) => {
    const code = folded(plain);
    return format.test(code) ? code : undefined;
  });
}

/** Seven digits; accepted with leading zeros, full-width, with spaces and hyphens. Source: BR-29, BR-30. */
export const siteNumber = text(40, (plain) => (/^[37]\d{6}$/.test(plain) ? plain : parseSiteNumber(plain)));

/** Seven digits; a six-digit one gets a leading 0. Source: BR-83. */
const customerNumber = text(40, parseCustomerNumber);

export const country = matching(2, /^[A-Z]{2}$/);

export const customerKey = { country, number: customerNumber };

export const agreementNumber = matching(40, /^\d{5,8}$/);

export const orderNumber = matching(20, /^[0-9A-Za-z-]{1,20}$/);

export const partNumber = matching(20, /^[0-9A-Z][0-9A-Z-]{3,19}$/);

/** Products, versions, platforms. */
export const code = matching(60, /^[0-9A-Za-z][0-9A-Za-z ._+-]*$/);

export const currency = matching(3, /^[A-Z]{3}$/);

export const language = oneOf(LANGUAGES);

export const email: Shape<Address> = text(254, parseAddress);

export const name = text(200);

export const reseller = optional(object({ name, email: optional(email) }));

/** PAX is what the oldest papers call PAE. Source: A-30. */
export const program = text(3, (plain) => {
  const found = (["PA", "PAE", "FCT", "OEM"] as const).find((known) => known === plain);
  return found ?? (plain === "PAX" ? "PAE" : undefined);
});

export const level = oneOf(["BL", "D", "E", "F", "G", "H", "GV", "ED"]);

/** Minor units. */
export const amount = integer(0, 1e15);

/**
 * Of one unit in a price list, minor units: no list goes that far, and a line of nine thousand units is still exact.
 * Source: decision 0020.
 */
export const unitPrice = integer(0, 1e12);

export { day };
