/** Whose access token a request carries: one look, for `federation` writes the table and every such request reads it. */
import { sql } from "kysely";
import { type Database, transaction } from "../../platform/database.ts";
import type { Language } from "../../platform/language.ts";

export interface TokenHolder {
  readonly tokenId: string;
  readonly siteId: string;
  readonly scopes: readonly string[];
  readonly personId: string;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly country: string;
  readonly language: Language;
}

/**
 * The token that is this secret, if it is in force; notes at most once a minute that it is used. Which site it is for is
 * not known before, so the look is the vendor's. Whoever was removed and added again makes a new one: what was made
 * under the access before is worth nothing. (A member who becomes the primary has a newer grant, and never was away.)
 */
export async function findTokenHolder(
  db: Database,
  secretHash: Buffer,
  now: Date,
): Promise<TokenHolder | undefined> {
  return transaction(db, { vendor: true }, async (query) => {
    const { rows } = await sql<TokenHolder>`
      with held as (
        select token.id as token_id, token.site_id, token.scopes, token.last_used_at, person.id as person_id,
               person.email, person.given_name, person.family_name, person.country, person.language
          from access_tokens token
          join people person on person.id = token.person_id and person.state = 'active'
         where token.secret_hash = ${secretHash}
           and token.revoked_at is null
           and token.expires_at > ${now}::timestamptz
           and not exists (select from access_grants later
                            where later.site_id = token.site_id
                              and later.person_id = token.person_id
                              and later.role <> 'primary'
                              and later.granted_at > token.created_at)),
      used as (
        update access_tokens
           set last_used_at = ${now}::timestamptz
          from held
         where access_tokens.id = held.token_id
           and (held.last_used_at is null or held.last_used_at <= ${now}::timestamptz - interval '1 minute'))
      select token_id, site_id, scopes, person_id, email, given_name, family_name, country, language
        from held`.execute(query);
    return rows[0];
  });
}
