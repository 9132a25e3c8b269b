/** A person's dates: of every site, what the person may see there at the moment of reading. */
import {
  decideAccess,
  findGrant,
  listMemberships,
  type Permission,
  type VendorScope,
} from "../../access/index.ts";
import { listSiteFacts, type SiteFacts } from "../../agreements/index.ts";
import { listVersions } from "../../catalog/index.ts";
import { listCoverageEnds, listOwnedProducts } from "../../entitlements/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { listDeferredEnds, listQuoteDates } from "../../renewals/index.ts";
import {
  anniversaryDates,
  coverageEndDate,
  deferredDate,
  endOfServiceDates,
  inOrder,
  quoteDates,
  type SiteDate,
  type Span,
} from "./dates.rules.ts";

export interface DatesAsked extends Span {
  readonly personId: string;
  readonly today: LocalDate;
  /** One site alone. */
  readonly siteId?: string | undefined;
}

export interface PersonDates {
  /** Every site of the person's on the day, by number: those without dates too. */
  readonly sites: readonly Pick<SiteFacts, "siteId" | "number" | "name">[];
  readonly dates: readonly SiteDate[];
}

/** Null for a person who belongs to no site on the day. */
export async function readDatesOf(scope: VendorScope, asked: DatesAsked): Promise<PersonDates | null> {
  const rights = await listRights(scope, asked);
  if (rights.size === 0) return null;
  const facts = await listSiteFacts(scope, [...rights.keys()]);
  const sites = facts.toSorted((a, b) => (a.number < b.number ? -1 : 1));
  const wanted = sites.filter(({ siteId }) => asked.siteId === undefined || asked.siteId === siteId);
  const may = (permission: Permission) =>
    new Map(
      wanted.filter(({ siteId }) => rights.get(siteId)?.has(permission)).map((site) => [site.siteId, site]),
    );
  const dates = [
    ...(await datesOfRenewals(scope, may("renewal.read"), asked)),
    ...(await datesOfCoverage(scope, may("entitlement.read"), asked)),
    ...wanted
      .filter(({ siteId }) => (rights.get(siteId)?.size ?? 0) > 0)
      .flatMap((site) => anniversaryDates(site, asked)),
  ];
  return { sites, dates: inOrder(dates, asked) };
}

const NEEDED = ["renewal.read", "entitlement.read"] as const satisfies readonly Permission[];

/** What of it the person may read at each site, by the grants of this moment. */
async function listRights({ query }: VendorScope, { personId, today }: DatesAsked) {
  const rights = new Map<string, Set<Permission>>();
  for (const { siteId } of await listMemberships(query, personId, today)) {
    const held = await findGrant(query, personId, siteId);
    if (held === undefined) continue;
    const { program } = held;
    const isAllowed = (permission: Permission) =>
      decideAccess({ grant: held, program, permission, today }).kind === "allowed";
    rights.set(siteId, new Set(NEEDED.filter(isAllowed)));
  }
  return rights;
}

type Sites = ReadonlyMap<string, SiteFacts>;

async function datesOfRenewals(
  scope: VendorScope,
  sites: Sites,
  { from, through }: Span,
): Promise<SiteDate[]> {
  if (sites.size === 0) return [];
  const asked = { siteIds: [...sites.keys()], from, through };
  const quotes = await listQuoteDates(scope, asked);
  const deferred = await listDeferredEnds(scope, asked);
  return [
    ...quotes.flatMap((quote) => ofSite(sites, quote, quoteDates)),
    ...deferred.flatMap((end) => ofSite(sites, end, (site, each) => [deferredDate(site, each)])),
  ];
}

async function datesOfCoverage(scope: VendorScope, sites: Sites, span: Span): Promise<SiteDate[]> {
  if (sites.size === 0) return [];
  const siteIds = [...sites.keys()];
  const { from, through } = span;
  const ends = await listCoverageEnds(scope, { siteIds, from, through });
  const owned = await listOwnedProducts(scope, siteIds);
  const versions = await listVersions(scope.query, [...new Set(owned.map(({ productCode }) => productCode))]);
  const byProduct = Map.groupBy(versions, ({ productCode }) => productCode);
  return [
    ...ends.flatMap((end) => ofSite(sites, end, (site, each) => [coverageEndDate(site, each)])),
    ...owned.flatMap((product) =>
      ofSite(sites, product, (site, { productCode }) =>
        endOfServiceDates(site, byProduct.get(productCode) ?? [], span),
      ),
    ),
  ];
}

function ofSite<Row extends { readonly siteId: string }>(
  sites: Sites,
  row: Row,
  make: (site: SiteFacts, row: Row) => SiteDate[],
): SiteDate[] {
  const site = sites.get(row.siteId);
  return site === undefined ? [] : make(site, row);
}
