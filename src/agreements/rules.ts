/**
 * The numbers of customers and sites, the zone in which a site's days count, and where its people find help.
 *
 * A site number has seven significant digits and begins with 3 or 7; written long it has nine, led by zeros. A customer
 * number (ICN) has seven digits; a six-digit one gets a leading 0. Pure. Source: DOMAIN §2.2, BR-29, BR-30, BR-83.
 */
import { addDays, addMonths, endOfMonth, type LocalDate } from "../platform/dates.ts";

/** The number as it is stored, seven digits; undefined when the text is no site number. */
export function parseSiteNumber(text: string): string | undefined {
  const number = foldDigits(text);
  return /^0{0,2}[37]\d{6}$/.test(number) ? number.slice(-7) : undefined;
}

/** The customer number as it is stored, seven digits; undefined when the text is none. */
export function parseCustomerNumber(text: string): string | undefined {
  const number = foldDigits(text);
  return /^\d{6,7}$/.test(number) ? number.padStart(7, "0") : undefined;
}

/** The nine digits that some tools and older papers show. */
export function longSiteNumber(number: string): string {
  return number.padStart(9, "0");
}

/** Full-width forms become plain ones; spaces and hyphens of every kind are for the eye only. */
function foldDigits(text: string): string {
  return text.normalize("NFKC").replaceAll(/[\s\p{Pd}]/gu, "");
}

/** Where the vendor's customers are, each country's business zone. Of several, the one where most business is done. */
const TIME_ZONES = new Map(
  Object.entries({
    AU: "Australia/Sydney",
    AT: "Europe/Vienna",
    BE: "Europe/Brussels",
    BR: "America/Sao_Paulo",
    CA: "America/Toronto",
    CH: "Europe/Zurich",
    CN: "Asia/Shanghai",
    CZ: "Europe/Prague",
    DE: "Europe/Berlin",
    DK: "Europe/Copenhagen",
    ES: "Europe/Madrid",
    FI: "Europe/Helsinki",
    FR: "Europe/Paris",
    GB: "Europe/London",
    HK: "Asia/Hong_Kong",
    ID: "Asia/Jakarta",
    IE: "Europe/Dublin",
    IL: "Asia/Jerusalem",
    IN: "Asia/Kolkata",
    IT: "Europe/Rome",
    JP: "Asia/Tokyo",
    KR: "Asia/Seoul",
    MX: "America/Mexico_City",
    MY: "Asia/Kuala_Lumpur",
    NL: "Europe/Amsterdam",
    NO: "Europe/Oslo",
    NZ: "Pacific/Auckland",
    PH: "Asia/Manila",
    PL: "Europe/Warsaw",
    PT: "Europe/Lisbon",
    SE: "Europe/Stockholm",
    SG: "Asia/Singapore",
    TH: "Asia/Bangkok",
    TR: "Europe/Istanbul",
    TW: "Asia/Taipei",
    US: "America/New_York",
    VN: "Asia/Ho_Chi_Minh",
    ZA: "Africa/Johannesburg",
  }),
);

/** The zone in which a country's calendar days are counted; UTC for a country that is not on the list. */
export function timeZoneOf(country: string): string {
  return TIME_ZONES.get(country) ?? "UTC";
}

/** The anniversary of a site under an agreement: the first day after the first order's term. Source: DOMAIN §3.17.2. */
export function anniversaryOf(site: { program: string; firstOrderedOn: LocalDate | null }): LocalDate | null {
  if (site.program !== "PA" || site.firstOrderedOn === null) return null;
  const yearLater = addMonths(site.firstOrderedOn, 12);
  return site.firstOrderedOn.endsWith("-01") ? yearLater : addDays(endOfMonth(yearLater), 1);
}

/** `MM.DD`, as letters and mails print it. Source: A-47. */
export function monthAndDay(date: LocalDate): string {
  return date.slice(5).replace("-", ".");
}

interface Place {
  readonly street: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string;
}

/** An address as the post of its country writes it: in East Asia from the large to the small. What is absent is left out. */
export function addressLines({ street, city, region, postalCode, country }: Place): string[] {
  const joined = (separator: string, ...parts: (string | null)[]) =>
    parts.filter((part) => part !== null && part !== "").join(separator);
  const lines = {
    JP: [postalCode === null ? "" : `〒${postalCode}`, joined("", region, city, street)],
    KR: [joined(" ", region, city, street), joined("", postalCode)],
    TW: [joined(" ", postalCode, region, city, street)],
    US: [joined("", street), joined(" ", joined(", ", city, region), postalCode)],
  };
  const elsewhere = [joined("", street), joined(" ", postalCode, city, region)];
  const chosen =
    country === "JP" || country === "KR" || country === "TW" || country === "US" ? lines[country] : elsewhere;
  return chosen.filter((line) => line !== "");
}
