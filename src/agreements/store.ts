/** The SQL of customers, agreements and sites. Their rows come from the vendor's feed. */
import { sql } from "kysely";
import type { Program, SiteScope, VendorScope } from "../access/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { Language } from "../platform/language.ts";

declare module "../platform/database.ts" {
  interface Tables {
    sites: { id: string; primaryState: PrimaryState; documentsDue: boolean; contactEmailKey: string | null };
  }
}

/** Whether the place of the primary contact was ever taken; vacant once its holder was removed. */
export type PrimaryState = "unclaimed" | "claimed" | "vacant";

export interface SiteFacts {
  readonly siteId: string;
  /** Seven digits. */
  readonly number: string;
  readonly program: Program;
  readonly name: string;
  readonly country: string;
  readonly language: Language;
  readonly customer: { readonly number: string; readonly name: string; readonly country: string };
  /** Of a PA site; the other programs have none. */
  readonly agreementNumber: string | null;
  /** The agreement's price level. */
  readonly level: string | null;
  readonly contact: {
    readonly givenName: string;
    readonly familyName: string;
    readonly email: string | null;
  };
  readonly reseller: { readonly name: string; readonly email: string | null } | null;
  readonly address: Address;
  readonly department: string | null;
  readonly phone: string | null;
  readonly fax: string | null;
  readonly registeredOn: LocalDate;
  /** The day of the site's first order; null until there is one. */
  readonly firstOrderedOn: LocalDate | null;
  readonly primaryState: PrimaryState;
}

export interface Address {
  readonly street: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
}

/** Everything that is registered of a site; undefined when it is not there. */
export async function findSiteFacts({ query, siteId }: SiteScope): Promise<SiteFacts | undefined> {
  const { rows } = await sql<SiteFacts>`${FACTS} where site.id = ${siteId}`.execute(query);
  return rows[0];
}

/** The day of a site's first order; its anniversary follows from it. Nothing when there was one. */
export async function updateFirstOrder({ query, siteId }: SiteScope, orderedOn: LocalDate): Promise<void> {
  await sql`
    update sites
       set first_ordered_on = ${orderedOn}::date
     where id = ${siteId}
       and first_ordered_on is null`.execute(query);
}

/** The same of several sites, the oldest first. */
export async function listSiteFacts(
  { query }: VendorScope,
  siteIds: readonly string[],
): Promise<SiteFacts[]> {
  const { rows } = await sql<SiteFacts>`
    ${FACTS}
     where site.id = any(${[...siteIds]}::text[])
     order by site.registered_on, site.number`.execute(query);
  return rows;
}

/** The sites under agreements that have ordered, by id, from after one: for whoever looks at anniversaries. */
export async function listOrderingSites(
  { query }: VendorScope,
  { after, limit }: { after: string; limit: number },
): Promise<Pick<SiteFacts, "siteId" | "program" | "country" | "firstOrderedOn">[]> {
  const { rows } = await sql<Pick<SiteFacts, "siteId" | "program" | "country" | "firstOrderedOn">>`
    select id as site_id, program, country, first_ordered_on
      from sites
     where program = 'PA'
       and first_ordered_on is not null
       and id > ${after}
     order by id
     limit ${limit}`.execute(query);
  return rows;
}

const FACTS = sql`
  select site.id as site_id, site.number, site.program, site.name, site.country, site.language,
         jsonb_build_object('number', customer.number, 'name', customer.name, 'country', customer.country) as customer,
         agreement.number as agreement_number, agreement.level,
         jsonb_build_object('givenName', site.contact_given_name, 'familyName', site.contact_family_name,
                            'email', site.contact_email) as contact,
         case when site.reseller_name is not null
              then jsonb_build_object('name', site.reseller_name, 'email', site.reseller_email) end as reseller,
         jsonb_build_object('street', site.street, 'city', site.city, 'region', site.region,
                            'postalCode', site.postal_code) as address,
         site.department, site.phone, site.fax, site.registered_on, site.first_ordered_on, site.primary_state
    from sites site
    join customers customer on customer.id = site.customer_id
    left join agreements agreement on agreement.id = site.agreement_id`;

export interface SiteName {
  readonly siteId: string;
  readonly number: string;
  readonly name: string;
  readonly program: Program;
  readonly country: string;
}

/** What to call each of the sites that the transaction may see, by number. */
export async function listSiteNames(
  query: VendorScope["query"],
  siteIds: readonly string[],
): Promise<SiteName[]> {
  const { rows } = await sql<SiteName>`
    select id as site_id, number, name, program, country
      from sites
     where id = any(${[...siteIds]}::text[])
     order by number`.execute(query);
  return rows;
}

/** Which site has a number, and whether its primary contact's place is taken; undefined when it is nobody's. */
export async function findSiteByNumber(
  { query }: VendorScope,
  number: string,
): Promise<{ siteId: string; primaryState: PrimaryState } | undefined> {
  const { rows } = await sql<{ siteId: string; primaryState: PrimaryState }>`
    select id as site_id, primary_state from sites where number = ${number}`.execute(query);
  return rows[0];
}
