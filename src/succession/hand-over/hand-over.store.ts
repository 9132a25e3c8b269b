/** The SQL of hand-overs. One offer a site at a time: the unique index `hand_overs_one_open` is the truth. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Becomes } from "../rules.ts";

export type HandOverState = "offered" | "accepted" | "declined" | "withdrawn" | "expired";

export interface HandOver {
  readonly id: string;
  readonly siteId: string;
  readonly fromPerson: string;
  readonly toPerson: string;
  /** What the old primary becomes. */
  readonly fromRole: Becomes;
  readonly state: HandOverState;
  readonly offeredAt: Instant;
}

const COLUMNS = sql.raw("id, site_id, from_person, to_person, from_role, state, offered_at");

/** False when another offer is open. */
export async function insertHandOver(
  { query, siteId }: SiteScope,
  offer: Omit<HandOver, "siteId" | "state" | "offeredAt"> & { at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into hand_overs (id, site_id, from_person, to_person, from_role, offered_at)
    values (${offer.id}, ${siteId}, ${offer.fromPerson}, ${offer.toPerson}, ${offer.fromRole}, ${offer.at})
        on conflict (site_id) where state = 'offered' do nothing
    returning id`.execute(query);
  return rows.length === 1;
}

export async function findHandOver({ query, siteId }: SiteScope, id: string): Promise<HandOver | undefined> {
  const { rows } = await sql<HandOver>`
    select ${COLUMNS} from hand_overs where site_id = ${siteId} and id = ${id}`.execute(query);
  return rows[0];
}

/** Whoever went and came back has a newer grant than the offer: it is void. */
const IS_FRESH = `
  not exists (select from access_grants held
               where held.site_id = hand_overs.site_id and held.person_id in (from_person, to_person)
                 and held.granted_at > offered_at)`;

/** Whoever offers is still the primary, and whoever is asked still a member. Neither ends the offer by itself. */
const STANDS = sql.raw(`
  ${IS_FRESH} and
  exists (select from access_grants held
           where held.site_id = hand_overs.site_id and held.person_id = from_person and held.role = 'primary')
  and exists (select from access_grants held
               where held.site_id = hand_overs.site_id and held.person_id = to_person)`);

/** The offer that stands: made after `endedBy`. */
export async function findOpenHandOver(
  { query, siteId }: SiteScope,
  endedBy: Date,
): Promise<HandOver | undefined> {
  const { rows } = await sql<HandOver>`
    select ${COLUMNS}
      from hand_overs
     where site_id = ${siteId}
       and state = 'offered'
       and offered_at > ${endedBy}
       and ${STANDS}`.execute(query);
  return rows[0];
}

/** Ends an offer that stands, once: of two who try, one gets the row. */
export async function endHandOver(
  { query, siteId }: SiteScope,
  of: { id: string; state: Exclude<HandOverState, "offered">; at: Date; endedBy: Date },
): Promise<HandOver | undefined> {
  const { rows } = await sql<HandOver>`
    update hand_overs
       set state = ${of.state}, ended_at = ${of.at}
     where site_id = ${siteId}
       and id = ${of.id}
       and state = 'offered'
       and offered_at > ${of.endedBy}
       and ${sql.raw(IS_FRESH)}
    returning ${COLUMNS}`.execute(query);
  return rows[0];
}

/** The place changed hands otherwise, or whoever was asked is gone: such an offer is void. */
export async function withdrawVoidHandOvers({ query, siteId }: SiteScope, at: Date): Promise<void> {
  await sql`
    update hand_overs
       set state = 'withdrawn', ended_at = ${at}
     where site_id = ${siteId}
       and state = 'offered'
       and not (${STANDS})`.execute(query);
}

/** The offers of every site that nobody answered in time, of one site at the start of a new one. */
export async function expireHandOvers(
  { query, siteId }: Pick<VendorScope, "query"> & { siteId?: string },
  { endedBy, at }: { endedBy: Date; at: Date },
): Promise<HandOver[]> {
  const { rows } = await sql<HandOver>`
    update hand_overs
       set state = 'expired', ended_at = ${at}
     where site_id = coalesce(${siteId ?? null}, site_id)
       and state = 'offered'
       and offered_at <= ${endedBy}
    returning ${COLUMNS}`.execute(query);
  return rows;
}
