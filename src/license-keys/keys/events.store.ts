/** The SQL of a key's history: the events that tell of it. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { Actor } from "../../platform/context.ts";
import type { Instant } from "../../platform/dates.ts";

export interface KeyEvent {
  readonly id: string;
  readonly name: string;
  readonly at: Instant;
  readonly actor: Actor;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** More than any key lives through. */
const MOST = 500;

/** The newest first. */
export async function listKeyEvents({ query, siteId }: SiteScope, keyId: string): Promise<KeyEvent[]> {
  const { rows } = await sql<KeyEvent>`
    select event.id, event.name, event.at, event.actor, event.facts
      from license_key_events told
      join events event on event.position = told.position
     where told.site_id = ${siteId}
       and told.license_key_id = ${keyId}
       and event.site_id = ${siteId}
     order by told.position desc
     limit ${MOST}`.execute(query);
  return rows;
}
