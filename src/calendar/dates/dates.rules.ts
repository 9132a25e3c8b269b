/**
 * The dates that matter to a person, out of what each site has: each with an identity that stays.
 *
 * Pure. A date is a day of the site's calendar and never an instant: it reads the same in every zone. Source: DOMAIN
 * §3.17–3.19, BR-72–75; BAR case 27.
 */
import { anniversaryOf } from "../../agreements/index.ts";
import type { VersionFacts } from "../../catalog/index.ts";
import type { CoverageEnd } from "../../entitlements/index.ts";
import { addMonths, type LocalDate } from "../../platform/dates.ts";
import type { DeferredEnd, QuoteDate } from "../../renewals/index.ts";

export const DATE_KINDS = [
  "quote-made",
  "quote-due",
  "deferred-end",
  "coverage-end",
  "anniversary",
  "end-of-service",
] as const;
export type DateKind = (typeof DATE_KINDS)[number];

/** A day of one site. What does not belong to its kind is null. */
export interface SiteDate {
  /** The same whenever the same thing is told, and nothing else's. */
  readonly uid: string;
  readonly kind: DateKind;
  readonly on: LocalDate;
  readonly siteId: string;
  readonly siteNumber: string;
  readonly siteName: string;
  /** Where it is looked at: an address of the portal. */
  readonly path: string;
  readonly productCode: string | null;
  readonly productName: string | null;
  readonly version: string | null;
  readonly quoteNumber: string | null;
  readonly lines: number | null;
  readonly quantity: number | null;
  /** How often the same date was told anew. */
  readonly revision: number;
  /** When it came to be what it is: an instant, as ISO text; null where nothing tells. */
  readonly changedAt: string | null;
}

export interface Span {
  /** Both inclusive. */
  readonly from: LocalDate;
  readonly through: LocalDate;
}

export interface DatedSite {
  readonly siteId: string;
  readonly number: string;
  readonly name: string;
  readonly program: string;
  readonly firstOrderedOn: LocalDate | null;
}

type Told = Pick<SiteDate, "kind" | "on" | "path"> & Partial<SiteDate>;

function dateOf({ siteId, number, name }: DatedSite, key: string, told: Told): SiteDate {
  return {
    siteId,
    siteNumber: number,
    siteName: name,
    productCode: null,
    productName: null,
    version: null,
    quoteNumber: null,
    lines: null,
    quantity: null,
    revision: 0,
    changedAt: null,
    ...told,
    uid: `${told.kind}.${siteId}.${key}`,
  };
}

/** A quote's day and its last day; the last day only while something in it is open. */
export function quoteDates(site: DatedSite, quote: QuoteDate): SiteDate[] {
  const path = `/sites/${site.siteId}/renewal-quotes/${quote.quoteId}`;
  const { number: quoteNumber, quoteId } = quote;
  const made = dateOf(site, quoteId, { kind: "quote-made", on: quote.firstDatedOn, path, quoteNumber });
  if (!quote.isOpen || quote.openLines === 0) return [made];
  const due = dateOf(site, quoteId, {
    kind: "quote-due",
    on: quote.dueOn,
    path,
    quoteNumber,
    lines: quote.openLines,
    revision: quote.version - 1,
    changedAt: quote.madeAt,
  });
  return [made, due];
}

/** Of a deferred line, the last day on which it can be renewed. */
export function deferredDate(site: DatedSite, deferred: DeferredEnd): SiteDate {
  const { quoteId, on, number: quoteNumber, lineCount: lines, products } = deferred;
  return dateOf(site, `${quoteId}.${on}`, {
    kind: "deferred-end",
    on,
    path: `/sites/${site.siteId}/renewal-quotes/${quoteId}`,
    quoteNumber,
    lines,
    productName: products.join(", "),
  });
}

export function coverageEndDate(site: DatedSite, end: CoverageEnd): SiteDate {
  const { coveredThrough: on, productCode, productName, lineCount: lines, quantity, orderedOn } = end;
  return dateOf(site, `${productCode}.${on}`, {
    kind: "coverage-end",
    on,
    path: `/sites/${site.siteId}/entitlements`,
    productCode,
    productName,
    lines,
    quantity,
    changedAt: `${orderedOn}T00:00:00Z`,
  });
}

/** Every anniversary within the span; none for a site without an agreement or an order. Source: DOMAIN §3.17.2. */
export function anniversaryDates(site: DatedSite, { from, through }: Span): SiteDate[] {
  const first = anniversaryOf(site);
  if (first === null) return [];
  const years = Array.from({ length: yearOf(through) - yearOf(first) + 1 }, (_, year) => year);
  return years
    .map((year) => addMonths(first, 12 * year))
    .filter((on) => from <= on && on <= through)
    .map((on) => dateOf(site, on, { kind: "anniversary", on, path: `/sites/${site.siteId}/renewal-quotes` }));
}

/** The last day of service of each version of a product that the site owns; what has no day yet is no date. */
export function endOfServiceDates(
  site: DatedSite,
  versions: readonly VersionFacts[],
  span: Span,
): SiteDate[] {
  return versions.flatMap(({ productCode, productName, version, endOfServiceOn: on }) => {
    if (on === null || on < span.from || on > span.through) return [];
    const path = `/catalog/products?siteId=${site.siteId}`;
    return [
      dateOf(site, `${productCode}.${version}`, {
        kind: "end-of-service",
        on,
        path,
        productCode,
        productName,
        version,
      }),
    ];
  });
}

/** By day, then by site and kind: the order of every list and of the calendar. */
export function inOrder(dates: readonly SiteDate[], { from, through }: Span): SiteDate[] {
  const keyOf = ({ on, siteNumber, kind, uid }: SiteDate) =>
    `${on} ${siteNumber} ${DATE_KINDS.indexOf(kind)} ${uid}`;
  return dates
    .filter(({ on }) => from <= on && on <= through)
    .map((date) => ({ date, key: keyOf(date) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ date }) => date);
}

function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}
