/**
 * How the vendor's feed brings customers, agreements and sites. See platform/staging.ts.
 *
 * Sites are also written by people who come in. So a site that is there already is changed only at the end of the feed
 * (`settleSites`): its row is locked for a moment, however long the feed takes.
 */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { Config } from "../../platform/config.ts";
import {
  type Counts,
  countStaged,
  countsOf,
  dropRepeats,
  insertNew,
  type Keyed,
  mergeKeyed,
  refuseStaged,
  type StagedTable,
  updateChanged,
} from "../../platform/staging.ts";

export const agreementsStaging: readonly StagedTable[] = [
  { name: "feed_customers", columns: "line bigint, country text, number text, name text" },
  {
    name: "feed_agreements",
    columns:
      "line bigint, number text, program text, level text, customer_country text, customer_number text",
    more: "customer_id text",
  },
  {
    name: "feed_sites",
    columns: `line bigint, number text, program text, agreement_number text, customer_country text, customer_number text,
              name text, street text, city text, region text, postal_code text, country text, department text,
              phone text, fax text, language text, registered_on date, contact_given_name text,
              contact_family_name text, contact_email text, contact_email_key text, reseller_name text,
              reseller_email text`,
    more: "agreement_id text, customer_id text",
  },
];

const CUSTOMERS: Keyed = {
  staged: "feed_customers",
  target: "customers",
  key: ["country", "number"],
  columns: ["name"],
  idKind: "customer",
};

const AGREEMENTS: Keyed = {
  staged: "feed_agreements",
  target: "agreements",
  key: ["number"],
  columns: ["program", "customer_id", "level"],
  idKind: "agreement",
};

const DETAILS = [
  ...[
    "agreement_id",
    "customer_id",
    "name",
    "street",
    "city",
    "region",
    "postal_code",
    "country",
    "department",
    "phone",
  ],
  ...["fax", "language", "registered_on", "contact_given_name", "contact_family_name", "contact_email"],
  ...["contact_email_key", "reseller_name", "reseller_email"],
];

const SITES: Keyed = {
  staged: "feed_sites",
  target: "sites",
  key: ["number"],
  columns: ["program", ...DETAILS],
  idKind: "site",
};

export type PartyCounts = Readonly<Record<"customer" | "agreement" | "site", Counts>>;

/** Merges what was staged and tells what does not fit. Sites that change do so in `settleSites`. */
export async function mergeParties(
  { query }: VendorScope,
  { now, config }: { readonly now: Date; readonly config: Pick<Config, "priceLevels"> },
): Promise<PartyCounts> {
  await dropRepeats(query, CUSTOMERS, "number");
  const customer = await mergeKeyed(query, CUSTOMERS, now);
  await resolveCustomers({ query }, "feed_agreements");
  await refuseCustomers({ query }, "feed_agreements", "agreement");
  await dropRepeats(query, AGREEMENTS, "number");
  if (config.priceLevels === "points") await keepLevelsOfPoints({ query });
  const agreement = await mergeKeyed(query, AGREEMENTS, now);
  await resolveCustomers({ query }, "feed_sites");
  await refuseCustomers({ query }, "feed_sites", "site");
  await resolveAgreements({ query });
  await refuseSites({ query });
  await dropRepeats(query, SITES, "number");
  return { customer, agreement, site: await mergeSites({ query }, now) };
}

type Within = Pick<VendorScope, "query">;

/** Where points decide, the feed gives a level to begin with, and those that no points reach. Source: P-03. */
async function keepLevelsOfPoints({ query }: Within): Promise<void> {
  await sql`
    update feed_agreements staged
       set level = agreement.level
      from agreements agreement
     where agreement.number = staged.number
       and staged.level not in ('GV', 'ED')
       and agreement.level not in ('GV', 'ED')`.execute(query);
}

/** New sites come in now; of the others it is counted which will change. Their names stay in `feed_known_sites`. */
async function mergeSites({ query }: Within, now: Date): Promise<Counts> {
  await sql`
    create temporary table feed_known_sites on commit drop as
    select site.id as site_id, ${rowOf("site")} is distinct from ${rowOf("staged")} as is_changed
      from feed_sites staged
      join sites site on site.number = staged.number`.execute(query);
  const { rows } = await sql<{ changed: number }>`
    select count(*) filter (where is_changed) as changed from feed_known_sites`.execute(query);
  const added = await insertNew(query, SITES, now);
  return countsOf(await countStaged(query, "feed_sites"), added, rows[0]?.changed ?? 0);
}

function rowOf(table: string) {
  return sql.raw(`row(${DETAILS.map((name) => `${table}.${name}`).join(", ")})`);
}

async function resolveCustomers({ query }: Within, staged: string): Promise<void> {
  await sql`
    update ${sql.raw(staged)} staged
       set customer_id = customers.id
      from customers
     where customers.country = staged.customer_country
       and customers.number = staged.customer_number`.execute(query);
}

async function refuseCustomers({ query }: Within, from: string, kind: string): Promise<void> {
  await refuseStaged(query, {
    from,
    where: sql`customer_id is null`,
    field: "customer",
    code: "unknown_customer",
    facts: sql`jsonb_build_object('country', customer_country, 'number', customer_number)`,
    missing: { kind: "customer", key: sql`customer_country || ' ' || customer_number` },
    breaks: { kind, key: sql`number` },
  });
}

async function resolveAgreements({ query }: Within): Promise<void> {
  await sql`
    update feed_sites staged
       set agreement_id = agreements.id
      from agreements
     where agreements.number = staged.agreement_number`.execute(query);
}

async function refuseSites({ query }: Within): Promise<void> {
  const breaks = { kind: "site", key: sql`number` };
  await refuseStaged(query, {
    from: "feed_sites",
    where: sql`agreement_number is not null and agreement_id is null`,
    field: "agreement",
    code: "unknown_agreement",
    facts: sql`jsonb_build_object('agreement', agreement_number)`,
    missing: { kind: "agreement", key: sql`agreement_number` },
    breaks,
  });
  // What a program offers hangs on it; a site changes program by a transfer, never by its registration.
  await refuseStaged(query, {
    from: "feed_sites",
    where: sql`exists (select from sites where sites.number = staged.number and sites.program <> staged.program)`,
    field: "program",
    code: "program_fixed",
    facts: sql`jsonb_build_object('site', number, 'program', program)`,
    breaks,
  });
}

/**
 * Last of all: what was registered of the sites that were there, and the day of each site's first order, out of
 * `feed_first_orders`. A contact with a new address who has not come in yet is written to again.
 */
export async function settleSites({ query }: VendorScope): Promise<void> {
  await sql`
    update sites site
       set documents_due = true
      from feed_sites staged
     where staged.number = site.number
       and site.primary_state = 'unclaimed'
       and staged.contact_email_key is distinct from site.contact_email_key`.execute(query);
  await updateChanged(query, { ...SITES, columns: DETAILS });
  await sql`
    update sites site
       set first_ordered_on = first_order.ordered_on
      from feed_first_orders first_order
     where first_order.site_id = site.id
       and first_order.ordered_on is distinct from site.first_ordered_on`.execute(query);
}

export async function hasSitesDue({ query }: VendorScope): Promise<boolean> {
  const { rows } = await sql`select from sites where documents_due limit 1`.execute(query);
  return rows.length > 0;
}
