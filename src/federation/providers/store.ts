/** The SQL of companies' identity providers. */
import type { ColumnType } from "kysely";
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";

type Moment = ColumnType<Instant, Date, Date>;

export type ProviderState = "unproved" | "active" | "off";

declare module "../../platform/database.ts" {
  interface Tables {
    identityProviders: {
      id: string;
      siteId: string;
      domain: string;
      issuer: string;
      clientId: string;
      sealedSecret: Buffer | null;
      proofToken: string;
      state: ProviderState;
      provedAt: ColumnType<Instant | null, Date | null, Date | null>;
      addedAt: Moment;
      addedBy: string;
    };
  }
}

const COLUMNS = [
  "id",
  "siteId",
  "domain",
  "issuer",
  "clientId",
  "sealedSecret",
  "proofToken",
  "state",
  "provedAt",
  "addedAt",
  "addedBy",
] as const;

export interface ProviderRow {
  readonly id: string;
  readonly siteId: string;
  readonly domain: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly sealedSecret: Buffer | null;
  readonly proofToken: string;
  readonly state: ProviderState;
  readonly provedAt: Instant | null;
  readonly addedAt: Instant;
  readonly addedBy: string;
}

/** The constraint by which of several sites the first that proves has the domain. */
export const ONE_ACTIVE = "identity_providers_one_active_a_domain";

/** False when the site has entered this domain already. */
export async function insertProvider(
  { siteId, query }: SiteScope,
  provider: Omit<ProviderRow, "siteId" | "state" | "provedAt" | "addedAt"> & { addedAt: Date },
): Promise<boolean> {
  const inserted = await query
    .insertInto("identityProviders")
    .values({ ...provider, siteId, state: "unproved", provedAt: null })
    .onConflict((conflict) => conflict.columns(["siteId", "domain"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function listProviders({ siteId, query }: SiteScope): Promise<ProviderRow[]> {
  return query
    .selectFrom("identityProviders")
    .select(COLUMNS)
    .where("siteId", "=", siteId)
    .orderBy("domain")
    .limit(200)
    .execute();
}

export async function findProvider(
  { siteId, query }: SiteScope,
  id: string,
): Promise<ProviderRow | undefined> {
  return query
    .selectFrom("identityProviders")
    .select(COLUMNS)
    .where("siteId", "=", siteId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** Proved and on. The proof was of this very token. Breaks on `ONE_ACTIVE` when another site has the domain. */
export async function updateProved(
  { siteId, query }: SiteScope,
  { id, proofToken, at }: { id: string; proofToken: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update identity_providers
       set state = 'active', proved_at = ${at}::timestamptz
     where site_id = ${siteId}
       and id = ${id}
       and proof_token = ${proofToken}
    returning id`.execute(query);
  return rows.length > 0;
}

/** On or off again; false when it is not proved. Breaks on `ONE_ACTIVE` as above. */
export async function updateState(
  { siteId, query }: SiteScope,
  id: string,
  state: "active" | "off",
): Promise<boolean> {
  const { rows } = await sql`
    update identity_providers
       set state = ${state}
     where site_id = ${siteId}
       and id = ${id}
       and proved_at is not null
    returning id`.execute(query);
  return rows.length > 0;
}

export async function updateSecret(
  { siteId, query }: SiteScope,
  id: string,
  sealedSecret: Buffer | null,
): Promise<void> {
  await query
    .updateTable("identityProviders")
    .set({ sealedSecret })
    .where("siteId", "=", siteId)
    .where("id", "=", id)
    .execute();
}

/** The domain of what was removed. */
export async function deleteProvider({ siteId, query }: SiteScope, id: string): Promise<string | undefined> {
  const row = await query
    .deleteFrom("identityProviders")
    .where("siteId", "=", siteId)
    .where("id", "=", id)
    .returning("domain")
    .executeTakeFirst();
  return row?.domain;
}

export interface ActiveProvider extends ProviderRow {
  /** Of its site: where whoever it brings is taken to be. */
  readonly country: string;
}

/** The one that signs people of a domain in, by the domain or by its id. */
export async function findActive(
  { query }: VendorScope,
  by: { readonly domain: string } | { readonly id: string },
): Promise<ActiveProvider | undefined> {
  const [column, value] = "id" in by ? (["id", by.id] as const) : (["domain", by.domain] as const);
  const { rows } = await sql<ActiveProvider>`
    select provider.id, provider.site_id, provider.domain, provider.issuer, provider.client_id,
           provider.sealed_secret, provider.proof_token, provider.state, provider.proved_at, provider.added_at,
           provider.added_by, site.country
      from identity_providers provider
      join sites site on site.id = provider.site_id
     where provider.state = 'active'
       and provider.${sql.ref(column)} = ${value}`.execute(query);
  return rows[0];
}

/** Whose proof is to be looked at again: those that are proved, after one of them. */
export async function listProved(
  { query }: VendorScope,
  { after, limit }: { after: string; limit: number },
): Promise<ProviderRow[]> {
  return query
    .selectFrom("identityProviders")
    .select(COLUMNS)
    .where("state", "in", ["active", "off"])
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** The proof is gone, and with it the sign-in. False when that was so before. */
export async function updateUnproved({ query }: VendorScope, id: string): Promise<boolean> {
  const { rows } = await sql`
    update identity_providers
       set state = 'unproved', proved_at = null
     where id = ${id}
       and proved_at is not null
    returning id`.execute(query);
  return rows.length > 0;
}
