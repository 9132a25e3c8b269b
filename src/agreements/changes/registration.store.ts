/** The SQL of a change of registration by the desk. The next feed brings what the back office has. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";

/** What of a site's registration the desk may correct; null takes a fact away. */
export interface RegisteredData {
  readonly contactGivenName: string;
  readonly contactFamilyName: string;
  readonly contactEmail: string | null;
  readonly department: string | null;
  readonly phone: string | null;
  readonly fax: string | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
}

/** What is registered now, locked until the transaction ends. */
export async function lockRegisteredData({ query, siteId }: SiteScope): Promise<RegisteredData | undefined> {
  const { rows } = await sql<RegisteredData>`
    select contact_given_name, contact_family_name, contact_email, department, phone, fax, street, city, region,
           postal_code
      from sites
     where id = ${siteId}
       for no key update`.execute(query);
  return rows[0];
}

/** A contact with a new address who has not come in yet is written to again, as after a feed. */
export async function updateRegisteredData(
  { query, siteId }: SiteScope,
  data: RegisteredData & { readonly contactEmailKey: string | null },
): Promise<void> {
  await sql`
    update sites
       set documents_due = documents_due
             or (primary_state = 'unclaimed' and contact_email_key is distinct from ${data.contactEmailKey}),
           contact_given_name = ${data.contactGivenName}, contact_family_name = ${data.contactFamilyName},
           contact_email = ${data.contactEmail}, contact_email_key = ${data.contactEmailKey},
           department = ${data.department}, phone = ${data.phone}, fax = ${data.fax}, street = ${data.street},
           city = ${data.city}, region = ${data.region}, postal_code = ${data.postalCode}
     where id = ${siteId}`.execute(query);
}
