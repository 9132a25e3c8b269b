/**
 * What of the staged orders concerns coverage: which license lines are renewed or reinstated, and each site's first day.
 *
 * A license line's coverage follows from all that was ever ordered for it, in the order of the days. So whenever one of
 * those orders comes, changes or goes, the whole is read again; feeds that come in another order end in the same state.
 */
import { sql } from "kysely";
import type { Program, VendorScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { isNotBroken, refuseStaged } from "../../platform/staging.ts";
import { dropMovedChains, isMovedLine } from "./feed.moved.store.ts";

type Within = Pick<VendorScope, "query">;

/** Tells renewals of what cannot be renewed. Leaves `feed_first_orders` and `feed_chains`, the lines to look at again. */
export async function findRenewals(
  { query }: VendorScope,
  { hasRevisions, hasMoved }: { readonly hasRevisions: boolean; readonly hasMoved: boolean },
): Promise<void> {
  await createFirstOrders({ query });
  await createRenewals({ query });
  await refuseRenewals({ query });
  await warnOfQuantities({ query });
  if (hasRevisions) await refuseOrphans({ query });
  await createChains({ query }, hasRevisions);
  if (hasMoved) await dropMovedChains({ query });
}

async function createFirstOrders({ query }: Within): Promise<void> {
  await sql`
    create temporary table feed_first_orders on commit drop as
    select touched.site_id,
           (select min(orders.ordered_on) from orders where orders.site_id = touched.site_id) as ordered_on
      from (select distinct site_id from feed_booked where mode in ('new', 'newer')) touched`.execute(query);
}

async function createRenewals({ query }: Within): Promise<void> {
  await sql`
    create temporary table feed_renewals on commit drop as
    select booked.line, booked.place, booked.site_id, booked.renews_order, booked.renews_line, booked.product_code,
           booked.is_kept, booked.quantity, target.quantity as target_quantity,
           target_order.site_id as target_site_id, target.order_id as target_order_id, target.id as target_id,
           part.kind as target_kind, part.product_code as target_product
      from feed_booked_lines booked
      left join orders target_order on target_order.number = booked.renews_order
      left join order_lines target on target.site_id = target_order.site_id
                                  and target.order_id = target_order.id
                                  and target.line = booked.renews_line
      left join parts part on part.number = target.part_number
     where booked.renews_order is not null`.execute(query);
  await sql`analyze feed_renewals`.execute(query);
}

async function refuseRenewals({ query }: Within): Promise<void> {
  const refuse = (code: string, where: ReturnType<typeof sql>, missing: object = {}) =>
    refuseStaged(query, {
      from: "feed_renewals",
      where,
      field: sql`format('lines[%s].renews', place)`,
      code,
      facts: sql`jsonb_build_object('order', renews_order, 'number', renews_line)`,
      ...missing,
    });
  await refuse("unknown_renewed_line", sql`target_id is null`, {
    missing: { kind: "order", key: sql`renews_order` },
  });
  await refuse(
    "renewed_line_moved",
    sql`not is_kept and ${isMovedLine(sql`site_id`, sql`renews_order`, sql`renews_line`)}`,
  );
  await refuse("renewed_elsewhere", sql`target_site_id <> site_id`);
  await refuse("renewed_no_license", sql`target_kind <> 'license'`);
  await refuse("renewed_other_product", sql`target_product <> product_code`);
}

/** A license line is covered whole, whatever quantity the vendor has booked for it: that is told. See decision 0019. */
async function warnOfQuantities({ query }: Within): Promise<void> {
  await sql`
    insert into staged_faults
    select line, format('lines[%s].quantity', place), 'renewed_quantity_differs',
           jsonb_build_object('order', renews_order, 'number', renews_line, 'quantity', quantity,
                              'licensed', target_quantity), true
      from feed_renewals
     where quantity <> target_quantity`.execute(query);
}

/** A license line that others renew cannot go. */
async function refuseOrphans({ query }: Within): Promise<void> {
  await sql`
    insert into staged_faults
    select distinct former.line, 'lines', 'line_still_renewed',
           jsonb_build_object('number', former.order_line, 'order', former.order_number), false
      from feed_former_lines former
      join order_lines renewing on renewing.site_id = former.site_id
                               and renewing.renews_order = former.order_number
                               and renewing.renews_line = former.order_line
     where former.kind = 'license'
       and not exists (select from feed_booked_lines booked where booked.id = former.id)
       and ${isNotBroken({ kind: "order", key: sql`former.order_number` })}`.execute(query);
}

/** License lines that something extends, or did; and every extended one of a site whose first day moved. */
async function createChains({ query }: Within, hasRevisions: boolean): Promise<void> {
  const ofRevisions = hasRevisions
    ? sql`
     union select former.site_id, target_order.id, target.id
             from feed_former_lines former
             join orders target_order on target_order.number = former.renews_order
             join order_lines target on target.site_id = former.site_id and target.order_id = target_order.id
                                    and target.line = former.renews_line
     union select site_id, order_id, id from feed_booked_lines where is_kept and kind = 'license'`
    : sql``;
  await sql`
    create temporary table feed_chains on commit drop as
    select site_id, target_order_id as order_id, target_id as order_line_id from feed_renewals
     union select renewing.site_id, target_order.id, target.id
             from feed_first_orders first_order
             join sites site on site.id = first_order.site_id
             join order_lines renewing on renewing.site_id = site.id
             join orders target_order on target_order.number = renewing.renews_order
             join order_lines target on target.site_id = site.id and target.order_id = target_order.id
                                    and target.line = renewing.renews_line
            where site.program = 'PA'
              and site.first_ordered_on <> first_order.ordered_on ${ofRevisions}`.execute(query);
  await sql`create unique index on feed_chains (site_id, order_line_id)`.execute(query);
  await sql`analyze feed_chains`.execute(query);
}

export interface ChainFacts {
  readonly siteId: string;
  readonly orderLineId: string;
  readonly orderedOn: LocalDate;
  readonly program: Program;
  readonly firstOrderedOn: LocalDate | null;
  /** In the order in which they were ordered. */
  readonly extensions: readonly {
    readonly kind: "renewal" | "reinstatement";
    readonly orderedOn: LocalDate;
    readonly orderLineId: string;
  }[];
}

/** The next license lines of `feed_chains` after one, with all that was ever ordered for each. */
export async function listChains(
  { query }: VendorScope,
  after: ChainFacts | undefined,
  limit: number,
): Promise<ChainFacts[]> {
  const { rows } = await sql<ChainFacts>`
    select chain.site_id, chain.order_line_id, licensed.ordered_on, site.program, first_order.ordered_on as first_ordered_on,
           (select coalesce(jsonb_agg(jsonb_build_object('kind', part.kind, 'orderedOn', orders.ordered_on,
                                                         'orderLineId', renewing.id)
                                      order by orders.ordered_on, orders.number collate "C", renewing.line), '[]')
              from order_lines renewing
              join orders on orders.site_id = renewing.site_id and orders.id = renewing.order_id
              join parts part on part.number = renewing.part_number
             where renewing.site_id = chain.site_id
               and renewing.renews_order = licensed.number
               and renewing.renews_line = license.line) as extensions
      from (select site_id, order_id, order_line_id from feed_chains
             where (site_id, order_line_id) > (${after?.siteId ?? ""}, ${after?.orderLineId ?? ""})
             order by site_id, order_line_id limit ${limit}) chain
      join orders licensed on licensed.site_id = chain.site_id and licensed.id = chain.order_id
      join order_lines license on license.site_id = chain.site_id and license.id = chain.order_line_id
      join sites site on site.id = chain.site_id
      join feed_first_orders first_order on first_order.site_id = chain.site_id
     order by chain.site_id, chain.order_line_id`.execute(query);
  return rows;
}
