/** The SQL of what follows by itself: transfers whose site is to be found, and those whose people are to be told. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import { OPEN_STATES } from "../rules.ts";
import type { State } from "../transfer.data.ts";

/** The site of the number; undefined when it is nobody's so far, or was found before. */
export async function updateRouted({ query }: VendorScope, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ targetSiteId: string }>`
    update transfers transfer
       set target_site_id = target.id, is_same_customer = target.customer_id = source.customer_id
      from sites source, sites target
     where transfer.id = ${id}
       and transfer.target_site_id is null
       and transfer.state = any(${[...OPEN_STATES]}::text[])
       and source.id = transfer.site_id
       and target.number = transfer.target_number
    returning transfer.target_site_id`.execute(query);
  return rows[0]?.targetSiteId;
}

/** Open ones whose number has become a site's since they were asked for. */
export async function listRoutable({ query }: VendorScope, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select transfer.id
      from transfers transfer
      join sites site on site.number = transfer.target_number
     where transfer.target_site_id is null
       and transfer.state = any(${[...OPEN_STATES]}::text[])
     order by transfer.id
     limit ${limit}`.execute(query);
  return rows.map(({ id }) => id);
}

export interface Untold {
  readonly id: string;
  readonly siteId: string;
  readonly targetSiteId: string | null;
  readonly siteName: string;
  readonly siteNumber: string;
  readonly targetNumber: string;
  readonly state: State;
  readonly changedAt: string;
  readonly hasTargetConsented: boolean;
}

/** Takes them: whoever tells at once gets others. */
export async function takeUntold({ query }: VendorScope, limit: number): Promise<Untold[]> {
  const { rows } = await sql<Untold>`
    with untold as (
      select id
        from transfers
       where told is distinct from state
         and state not in ('requested', 'support-case')
       order by id
       limit ${limit}
         for update skip locked)
    update transfers transfer
       set told = transfer.state
      from untold
     where transfer.id = untold.id
    returning transfer.id, transfer.site_id, transfer.target_site_id, transfer.site_name, transfer.site_number,
              transfer.target_number, transfer.state, transfer.changed_at,
              transfer.target_consented_at is not null as has_target_consented`.execute(query);
  return rows;
}
