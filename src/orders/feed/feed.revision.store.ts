/** A newer revision of an order replaces its lines: some go, some change, some come. `insertLines` adds the last. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";

type Within = Pick<VendorScope, "query">;

/** What is still the same thing keeps its id; what is no longer ordered goes, and its entitlement line with it. */
export async function replaceLines({ query }: Within, now: Date): Promise<void> {
  await createFormerLines({ query });
  await keepLines({ query });
  await deleteLines({ query });
  await updateOrders({ query }, now);
  await updateLines({ query });
}

async function createFormerLines({ query }: Within): Promise<void> {
  await sql`
    create temporary table feed_former_lines on commit drop as
    select booked.line, booked.number as order_number, former.site_id, former.order_id, former.id,
           former.line as order_line, former.renews_order, former.renews_line, part.kind, part.product_code
      from feed_booked booked
      join order_lines former on former.site_id = booked.site_id and former.order_id = booked.order_id
      join parts part on part.number = former.part_number
     where booked.mode = 'newer'`.execute(query);
}

/** A line that became another product or another kind of thing is not the same line. */
async function keepLines({ query }: Within): Promise<void> {
  await sql`
    update feed_booked_lines booked
       set id = former.id, is_kept = true
      from feed_former_lines former
     where booked.order_id = former.order_id
       and booked.order_line = former.order_line
       and booked.kind = former.kind
       and booked.product_code = former.product_code`.execute(query);
}

async function deleteLines({ query }: Within): Promise<void> {
  await sql`
    delete from order_lines gone
     using feed_former_lines former
     where gone.site_id = former.site_id
       and gone.id = former.id
       and not exists (select from feed_booked_lines booked where booked.id = former.id)`.execute(query);
}

/** Its proof of entitlement is older than the order from now on. */
async function updateOrders({ query }: Within, now: Date): Promise<void> {
  await sql`
    update orders
       set ordered_on = booked.ordered_on, reseller_name = booked.reseller_name, reseller_email = booked.reseller_email,
           revision = booked.revision, booked_at = ${now}::timestamptz, proof_due = true
      from feed_booked booked
     where booked.mode = 'newer'
       and orders.site_id = booked.site_id
       and orders.id = booked.order_id`.execute(query);
}

/**
 * A line that was ordered here for some months of a year's price stays so while that price does: its amount follows the
 * quantity. The vendor's other price is the line's own, without months.
 */
async function updateLines({ query }: Within): Promise<void> {
  const isSamePrice = sql`row(kept.unit_price, kept.currency) = row(booked.unit_price, booked.currency)`;
  await sql`
    update order_lines kept
       set amount = case when ${isSamePrice} and kept.amount is not null
                         then floor((booked.quantity::numeric * kept.unit_price * coalesce(kept.months, 12) + 6) / 12) end,
           months = case when ${isSamePrice} then kept.months end,
           part_number = booked.part_number, quantity = booked.quantity, unit_price = booked.unit_price,
           currency = booked.currency, renews_order = booked.renews_order, renews_line = booked.renews_line
      from feed_booked_lines booked
     where booked.is_kept
       and kept.site_id = booked.site_id
       and kept.id = booked.id
       and row(kept.part_number, kept.quantity, kept.unit_price, kept.currency, kept.renews_order, kept.renews_line)
           is distinct from row(booked.part_number, booked.quantity, booked.unit_price, booked.currency,
                                booked.renews_order, booked.renews_line)`.execute(query);
}
