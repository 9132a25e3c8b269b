/**
 * How the vendor's feed brings entitlement lines: one for each license line of an order, with the days that coverage
 * found for it. Leaves `feed_entitled` (the new ones) and `feed_covered` (those whose coverage was looked at again).
 */
import { sql } from "kysely";
import type { VendorScope } from "../access/index.ts";
import { analyze } from "../platform/staging.ts";

type Within = Pick<VendorScope, "query">;

export async function mergeEntitlements({ query }: VendorScope): Promise<void> {
  await analyze(query, ["feed_terms", "feed_spans"]);
  await createEntitled({ query });
  await insertLines({ query });
  await updateKeptLines({ query });
  await createCovered({ query });
  await updateCoveredDays({ query });
  await updateProductNames({ query });
}

/** The line's id is its order line's with another kind: so the two need not be matched again. */
async function createEntitled({ query }: Within): Promise<void> {
  await sql`
    create temporary table feed_entitled on commit drop as
    select 'line_' || substr(id, 7) as id, site_id, id as order_line_id
      from feed_booked_lines
     where kind = 'license'
       and not is_kept
       and not is_moved`.execute(query);
  await analyze(query, ["feed_entitled"]);
}

async function insertLines({ query }: Within): Promise<void> {
  await sql`
    insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on, part_number,
                                   product_code, product_name, quantity, covered_from, covered_through)
    select 'line_' || substr(booked.id, 7), booked.site_id, booked.order_id, booked.id, booked.order_number,
           booked.order_line, booked.ordered_on, booked.part_number, booked.product_code, booked.product_name,
           booked.quantity, coalesce(span.covered_from, term.covered_from),
           coalesce(span.covered_through, term.covered_through)
      from feed_booked_lines booked
      join feed_terms term on term.ordered_on = booked.ordered_on
      left join feed_spans span on span.license_line_id = booked.id
     where booked.kind = 'license'
       and not booked.is_kept
       and not booked.is_moved
     order by booked.site_id, booked.id`.execute(query);
}

async function updateKeptLines({ query }: Within): Promise<void> {
  await sql`
    update entitlement_lines line
       set part_number = booked.part_number, quantity = booked.quantity,
           ordered_on = case when exists (${brought}) then line.ordered_on else booked.ordered_on end
      from feed_booked_lines booked
     where booked.is_kept
       and line.site_id = booked.site_id
       and line.order_id = booked.order_id
       and line.order_line = booked.order_line
       and row(line.part_number, line.quantity, line.ordered_on)
           is distinct from row(booked.part_number, booked.quantity, booked.ordered_on)`.execute(query);
}

/** A line that came from another site keeps the day on which it was ordered there. */
const brought = sql`
  select from moved_lines moved
   where moved.to_site_id = line.site_id and moved.to_order = line.order_number and moved.to_line = line.order_line`;

async function createCovered({ query }: Within): Promise<void> {
  await sql`
    create temporary table feed_covered on commit drop as
    select line.site_id, line.id as line_id, chain.order_line_id
      from feed_chains chain
      join order_lines ordered on ordered.site_id = chain.site_id and ordered.id = chain.order_line_id
      join entitlement_lines line on line.site_id = chain.site_id
                                 and line.order_id = chain.order_id
                                 and line.order_line = ordered.line`.execute(query);
  await analyze(query, ["feed_covered"]);
}

async function updateCoveredDays({ query }: Within): Promise<void> {
  await sql`
    update entitlement_lines line
       set covered_from = span.covered_from, covered_through = span.covered_through
      from feed_covered covered
      join feed_spans span on span.license_line_id = covered.order_line_id
     where line.site_id = covered.site_id
       and line.id = covered.line_id
       and row(line.covered_from, line.covered_through) is distinct from row(span.covered_from, span.covered_through)`.execute(
    query,
  );
}

async function updateProductNames({ query }: Within): Promise<void> {
  await sql`
    update entitlement_lines line
       set product_name = renamed.name
      from feed_renamed_products renamed
     where line.product_code = renamed.code`.execute(query);
}
