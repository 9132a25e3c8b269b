/** How the vendor's feed brings coverage: the SQL. What is covered is said by rules.ts. See platform/staging.ts. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { StagedTable } from "../../platform/staging.ts";

export const coverageStaging: readonly StagedTable[] = [
  { name: "feed_terms", columns: "ordered_on date, covered_from date, covered_through date" },
  {
    name: "feed_periods",
    columns: `site_id text, license_line_id text, covered_from date, covered_through date, follows_through date,
              kind text, order_line_id text`,
  },
  {
    name: "feed_spans",
    columns: "site_id text, license_line_id text, covered_from date, covered_through date",
  },
  {
    name: "feed_remarks",
    columns: "order_line_id text, license_line_id text, code text, covered_through date, is_warning boolean",
  },
];

type Within = Pick<VendorScope, "query">;

/** The days on which new licenses were ordered. */
export async function listLicenseDays({ query }: VendorScope): Promise<LocalDate[]> {
  const { rows } = await sql<{ orderedOn: LocalDate }>`
    select distinct ordered_on from feed_booked_lines where kind = 'license' and not is_kept`.execute(query);
  return rows.map(({ orderedOn }) => orderedOn);
}

/** Writes the periods: of new license lines their first one, of every line that was looked at again all of them. */
export async function mergeCoverage({ query }: VendorScope): Promise<void> {
  await insertFirstPeriods({ query });
  await deleteFormerPeriods({ query });
  await insertChains({ query });
}

async function insertFirstPeriods({ query }: Within): Promise<void> {
  await sql`
    insert into coverage_periods (line_id, site_id, covered_from, covered_through, kind, order_line_id)
    select line.id, line.site_id, term.covered_from, term.covered_through, 'license', booked.id
      from feed_booked_lines booked
      join feed_entitled line on line.order_line_id = booked.id
      join feed_terms term on term.ordered_on = booked.ordered_on
     where not exists (select from feed_spans span where span.license_line_id = booked.id)
     order by line.site_id, line.id`.execute(query);
}

async function deleteFormerPeriods({ query }: Within): Promise<void> {
  await sql`
    delete from coverage_periods former
     using feed_covered covered
     where former.site_id = covered.site_id
       and former.line_id = covered.line_id
       and not former.is_brought`.execute(query);
}

async function insertChains({ query }: Within): Promise<void> {
  await sql`
    insert into coverage_periods (line_id, site_id, covered_from, covered_through, follows_through, kind, order_line_id)
    select covered.line_id, period.site_id, period.covered_from, period.covered_through, period.follows_through,
           period.kind, period.order_line_id
      from feed_periods period
      join feed_covered covered on covered.order_line_id = period.license_line_id
     order by period.site_id, covered.line_id, period.covered_through`.execute(query);
}

/** Tells what does not fit at the line of the feed that brought it, else at one that concerns the same license. */
export async function tellRemarks({ query }: VendorScope): Promise<void> {
  await sql`
    insert into staged_faults
    select coalesce(own.line, related.line, touched.line),
           case when own.line is not null then format('lines[%s].renews', own.place) else 'lines' end,
           remark.code, jsonb_build_object('through', remark.covered_through), remark.is_warning
      from feed_remarks remark
      join feed_chains chain on chain.order_line_id = remark.license_line_id
      left join feed_booked_lines own on own.id = remark.order_line_id
      left join lateral (select min(line) as line from feed_renewals where target_id = remark.license_line_id) related
             on true
      left join lateral (select min(line) as line from feed_booked where site_id = chain.site_id) touched on true
     where not remark.is_warning or own.line is not null`.execute(query);
}
