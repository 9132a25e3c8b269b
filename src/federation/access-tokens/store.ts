/** The SQL of customers' access tokens. `identity` reads them at every request that carries one, and notes their use. */
import type { ColumnType } from "kysely";
import { sql } from "kysely";
import type { Permission, SiteScope, VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Language } from "../../platform/language.ts";

type Moment = ColumnType<Instant, Date, Date>;

declare module "../../platform/database.ts" {
  interface Tables {
    accessTokens: {
      id: string;
      siteId: string;
      personId: string;
      name: string;
      secretHash: Buffer;
      scopes: Permission[];
      createdAt: Moment;
      expiresAt: Moment;
      lastUsedAt: ColumnType<Instant | null, null | undefined, Date>;
      revokedAt: ColumnType<Instant | null, null | undefined, Date>;
    };
  }
}

export interface NewAccessToken {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly secretHash: Buffer;
  readonly scopes: readonly Permission[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface AccessTokenRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Permission[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly personId: string;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly language: Language;
}

export async function insertAccessToken({ siteId, query }: SiteScope, token: NewAccessToken): Promise<void> {
  await query
    .insertInto("accessTokens")
    .values({ ...token, siteId, scopes: [...token.scopes] })
    .execute();
}

/** The newest first. `of`: one person's alone, or everybody's. */
export async function listAccessTokens(
  { siteId, query }: SiteScope,
  { of, before, limit }: { of: string | null; before: string | null; limit: number },
): Promise<AccessTokenRow[]> {
  const { rows } = await sql<AccessTokenRow>`
    select token.id, token.name, token.scopes, token.created_at, token.expires_at, token.last_used_at,
           token.revoked_at, token.person_id, person.email, person.given_name, person.family_name, person.language
      from access_tokens token
      join people person on person.id = token.person_id
     where token.site_id = ${siteId}
       and (${of}::text is null or token.person_id = ${of})
       and (${before}::text is null or token.id < ${before})
     order by token.id desc
     limit ${limit}`.execute(query);
  return rows;
}

/** Revoked from now on; undefined when there is no such token in force, or none that is this person's. */
export async function revokeAccessToken(
  { siteId, query }: SiteScope,
  { id, of, at }: { id: string; of: string | null; at: Date },
): Promise<{ name: string; personId: string } | undefined> {
  const { rows } = await sql<{ name: string; personId: string }>`
    update access_tokens
       set revoked_at = ${at}::timestamptz
     where site_id = ${siteId}
       and id = ${id}
       and revoked_at is null
       and (${of}::text is null or person_id = ${of})
    returning name, person_id`.execute(query);
  return rows[0];
}

export interface EndingToken {
  readonly id: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly siteNumber: string;
  readonly name: string;
  readonly expiresAt: Instant;
  readonly email: string;
  readonly language: Language;
}

/** What ends between now and then, of people who are still here. Ordered by id, after one of them. */
export async function listEndingTokens(
  { query }: VendorScope,
  of: { now: Date; until: Date; after: string; limit: number },
): Promise<EndingToken[]> {
  const { rows } = await sql<EndingToken>`
    select token.id, token.site_id, site.name as site_name, site.number as site_number, token.name,
           token.expires_at, person.email, person.language
      from access_tokens token
      join sites site on site.id = token.site_id
      join people person on person.id = token.person_id and person.state = 'active'
     where token.revoked_at is null
       and token.expires_at > ${of.now}::timestamptz
       and token.expires_at <= ${of.until}::timestamptz
       and token.id > ${of.after}
     order by token.id
     limit ${of.limit}`.execute(query);
  return rows;
}
