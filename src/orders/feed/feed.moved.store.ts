/**
 * What a feed says of lines that were transferred to another site. Their orders stay where they were placed, the lines do
 * not come back by them; a renewal that names the old order continues the line where it is now. Source: decision 0033.
 */
import { type RawBuilder, sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";

type Within = Pick<VendorScope, "query">;

export async function hasMovedLines({ query }: Within): Promise<boolean> {
  const { rows } = await sql`select from moved_lines limit 1`.execute(query);
  return rows.length > 0;
}

/** Whether that line of an order of the site has left it. */
export function isMovedLine(
  siteId: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  line: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`exists (select from moved_lines moved
                      where moved.site_id = ${siteId} and moved.order_number = ${order} and moved.order_line = ${line})`;
}

/** A renewal booked at the line's new site may name the order that the line once came by. */
export async function renameMovedLines({ query }: Within): Promise<void> {
  await sql`
    update feed_order_lines staged
       set renews_order = moved.to_order, renews_line = moved.to_line
      from feed_orders ordered
      join sites site on site.number = ordered.site_number
      join moved_lines moved on moved.to_site_id = site.id
     where staged.line = ordered.line
       and moved.order_number = staged.renews_order
       and moved.order_line = staged.renews_line`.execute(query);
}

/** Marks the license lines that have left, and warns whoever changes them, or what once renewed them, in the old order. */
export async function findMovedLines({ query }: Within, hasRevisions: boolean): Promise<void> {
  await sql`
    update feed_booked_lines booked
       set is_moved = true
     where booked.kind = 'license'
       and ${isMovedLine(sql`booked.site_id`, sql`booked.order_number`, sql`booked.order_line`)}`.execute(
    query,
  );
  if (!hasRevisions) return;
  await sql`
    insert into staged_faults
    select distinct former.line, 'lines', 'line_moved',
           jsonb_build_object('order', moved.order_number, 'number', moved.order_line), true
      from feed_former_lines former
      join moved_lines moved
        on moved.site_id = former.site_id
       and (moved.order_number, moved.order_line) in ((former.order_number, former.order_line),
                                                      (former.renews_order, former.renews_line))`.execute(
    query,
  );
}

/** Their days are the other site's to keep. */
export async function dropMovedChains({ query }: Within): Promise<void> {
  await sql`
    delete from feed_chains chain
     using order_lines license
      join orders licensed on licensed.site_id = license.site_id and licensed.id = license.order_id
     where license.site_id = chain.site_id
       and license.id = chain.order_line_id
       and ${isMovedLine(sql`chain.site_id`, sql`licensed.number`, sql`license.line`)}`.execute(query);
}
