/**
 * How the vendor's feed brings orders. See platform/staging.ts.
 *
 * `feed_booked` holds each staged order with its site and its mode: `new`, `newer` (a revision that replaces the stored
 * lines), `same` (nothing to do) or `stale` (older than what is stored: ignored). `feed_booked_lines` holds the lines of
 * those that are new or newer, with what is sold. Both are sorted into the tables site by site.
 */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import { analyze, refuseStaged, type StagedTable, stagedId } from "../../platform/staging.ts";

export const ordersStaging: readonly StagedTable[] = [
  {
    name: "feed_orders",
    columns: `line bigint, number text, site_number text, ordered_on date, reseller_name text, reseller_email text,
              revision integer`,
  },
  {
    name: "feed_order_lines",
    columns: `line bigint, place integer, order_line integer, part_number text, quantity integer, unit_price bigint,
              currency text, renews_order text, renews_line integer`,
  },
];

/** Nobody places an order in the portal from here to the end of the feed. See decision 0019. */
export async function takeBooks({ query }: VendorScope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('carnet.books'))`.execute(query);
}

/** Of orders that stand there twice the newest revision counts. How many older ones were dropped. */
export async function dropRepeatedOrders({ query }: VendorScope): Promise<number> {
  await analyze(query, ["feed_orders", "feed_order_lines"]);
  const { rows } = await sql<{ stale: number }>`
    with repeated as (select number from feed_orders group by number having count(*) > 1),
         said as (select staged.line, staged.number, staged.revision,
                         row(staged.site_number, staged.ordered_on, staged.reseller_name, staged.reseller_email)::text
                         || (select string_agg(row(order_line, part_number, quantity, unit_price, currency, renews_order,
                                                   renews_line)::text, '' order by order_line)
                               from feed_order_lines lines where lines.line = staged.line) as content
                    from feed_orders staged join repeated on repeated.number = staged.number),
         ranked as (select line, revision, content, row_number() over best as place,
                           first_value(line) over best as first_line,
                           first_value(revision) over best as first_revision,
                           first_value(content) over best as first_content
                      from said window best as (partition by number order by revision desc, line)),
         dropped as (delete from feed_orders using ranked
                      where ranked.line = feed_orders.line and ranked.place > 1
                  returning ranked.revision < ranked.first_revision as is_older),
         told as (insert into staged_faults
                  select line, 'number', 'duplicate_record', jsonb_build_object('first', first_line), false
                    from ranked
                   where place > 1 and revision = first_revision and content <> first_content)
    select count(*) filter (where is_older) as stale from dropped`.execute(query);
  return rows[0]?.stale ?? 0;
}

export async function refuseStrangers({ query }: VendorScope): Promise<void> {
  await refuseStaged(query, {
    from: "feed_orders",
    where: sql`not exists (select from sites where sites.number = staged.site_number)`,
    field: "site",
    code: "unknown_site",
    facts: sql`jsonb_build_object('site', site_number)`,
    missing: { kind: "site", key: sql`site_number` },
    breaks: { kind: "order", key: sql`number` },
  });
}

export async function refuseMovedOrders({ query }: VendorScope): Promise<void> {
  await refuseStaged(query, {
    from: "feed_booked",
    where: sql`was_site_id <> site_id`,
    field: "site",
    code: "order_site_fixed",
    facts: sql`jsonb_build_object('order', number)`,
  });
}

export async function createBooked({ query }: VendorScope, now: Date): Promise<void> {
  await sql`
    create temporary table feed_booked on commit drop as
    select staged.line, staged.number, staged.ordered_on, staged.reseller_name, staged.reseller_email, staged.revision,
           site.id as site_id, site.program, stored.site_id as was_site_id,
           coalesce(stored.id, ${stagedId("order", now)}) as order_id,
           case when stored.id is null then 'new'
                when staged.revision < stored.revision then 'stale'
                when staged.revision > stored.revision then 'newer'
                else 'same' end as mode
      from feed_orders staged
      join sites site on site.number = staged.site_number
      left join orders stored on stored.number = staged.number`.execute(query);
  await analyze(query, ["feed_booked"]);
}

type Modes = Readonly<Record<"new" | "newer" | "same" | "stale", number>>;

export async function countModes({ query }: VendorScope): Promise<Modes> {
  const { rows } = await sql<Modes>`
    select count(*) filter (where mode = 'new') as new, count(*) filter (where mode = 'newer') as newer,
           count(*) filter (where mode = 'same') as same, count(*) filter (where mode = 'stale') as stale
      from feed_booked`.execute(query);
  return rows[0] ?? { new: 0, newer: 0, same: 0, stale: 0 };
}

const LINE = sql`part_number, quantity, unit_price, currency, renews_order, renews_line`;

/** One revision of an order says one thing. */
export async function refuseConflicts({ query }: VendorScope): Promise<void> {
  await sql`
    with staged as (select booked.line, lines.order_line, ${LINE}
                      from feed_booked booked join feed_order_lines lines on lines.line = booked.line
                     where booked.mode = 'same'),
         stored as (select booked.line, lines.line as order_line, ${LINE}
                      from feed_booked booked
                      join order_lines lines on lines.site_id = booked.site_id and lines.order_id = booked.order_id
                     where booked.mode = 'same'),
         conflicts as (select line from (table staged except table stored) missing
                 union select line from (table stored except table staged) surplus
                 union select booked.line
                         from feed_booked booked
                         join orders on orders.site_id = booked.site_id and orders.id = booked.order_id
                        where booked.mode = 'same'
                          and row(booked.ordered_on, booked.reseller_name, booked.reseller_email)
                              is distinct from row(orders.ordered_on, orders.reseller_name, orders.reseller_email))
    insert into staged_faults
    select line, 'revision', 'revision_conflict', jsonb_build_object('order', number, 'revision', revision), false
      from conflicts join feed_booked using (line)`.execute(query);
}

export async function createBookedLines({ query }: VendorScope, now: Date): Promise<void> {
  await sql`
    create temporary table feed_booked_lines on commit drop as
    select ${stagedId("oline", now)} as id, false as is_kept, false as is_moved, booked.line, lines.place, booked.site_id, booked.order_id,
           booked.number as order_number, booked.ordered_on, booked.mode, lines.order_line, lines.part_number,
           lines.quantity, lines.unit_price, lines.currency, lines.renews_order, lines.renews_line,
           part.kind, part.product_code, product.name as product_name, booked.program = any(part.programs) as is_offered,
           booked.program
      from feed_booked booked
      join feed_order_lines lines on lines.line = booked.line
      left join parts part on part.number = lines.part_number
      left join products product on product.code = part.product_code
     where booked.mode in ('new', 'newer')`.execute(query);
  await analyze(query, ["feed_booked_lines"]);
}

export async function refuseLines({ query }: VendorScope): Promise<void> {
  const from = "feed_booked_lines";
  const field = (name: string) => sql`format('lines[%s].%s', place, ${name}::text)`;
  const facts = sql`jsonb_build_object('part', part_number)`;
  await refuseStaged(query, {
    ...{ from, field: field("part"), code: "unknown_part", facts },
    where: sql`kind is null`,
    missing: { kind: "part", key: sql`part_number` },
  });
  await refuseStaged(query, {
    ...{ from, field: field("renews"), code: "renews_required", facts },
    where: sql`kind in ('renewal', 'reinstatement') and renews_order is null`,
  });
  await refuseStaged(query, {
    ...{ from, field: field("renews"), code: "renews_not_allowed", facts },
    where: sql`kind in ('license', 'media') and renews_order is not null`,
  });
  await sql`
    insert into staged_faults
    select line, ${field("part")}, 'part_not_offered', ${facts} || jsonb_build_object('program', program), true
      from feed_booked_lines
     where not is_offered`.execute(query);
  await refuseStaged(query, {
    from: "feed_moved_parts",
    where: sql`exists (select from order_lines where order_lines.part_number = staged.number)`,
    field: "kind",
    code: "part_ordered_already",
    facts: sql`jsonb_build_object('part', number)`,
  });
}

export async function insertOrders({ query }: VendorScope, now: Date): Promise<void> {
  await sql`
    insert into orders (id, site_id, number, ordered_on, reseller_name, reseller_email, revision, booked_at)
    select order_id, site_id, number, ordered_on, reseller_name, reseller_email, revision, ${now}::timestamptz
      from feed_booked
     where mode = 'new'
     order by site_id, order_id`.execute(query);
}

/** The lines that are not there yet: all of a new order, the added ones of a newer revision. */
export async function insertLines({ query }: VendorScope): Promise<void> {
  await sql`
    insert into order_lines (id, site_id, order_id, line, ${LINE})
    select id, site_id, order_id, order_line, ${LINE}
      from feed_booked_lines
     where not is_kept
     order by site_id, id`.execute(query);
}

export async function hasProofsDue({ query }: VendorScope): Promise<boolean> {
  const { rows } = await sql`select from orders where proof_due limit 1`.execute(query);
  return rows.length > 0;
}
