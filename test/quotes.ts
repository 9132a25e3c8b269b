/** Renewal quotes as the daily run leaves them, for tests of what comes after it. */
import { sql } from "kysely";
import { CAST } from "./cast.ts";
import type { TestPortal } from "./portal.ts";

export interface QuoteFixture {
  readonly id: string;
  readonly number: string;
  readonly siteId?: string;
  readonly renewalOn: string;
  readonly version?: number;
  readonly datedOn: string;
  readonly dueOn: string;
  readonly level?: string;
  readonly currency?: string;
  readonly lines: readonly LineFixture[];
}

export interface LineFixture {
  readonly lineId: string;
  readonly part: string | null;
  readonly coveredFrom: string;
  readonly coveredThrough: string;
  readonly months: number;
  readonly annualPrice: number | null;
  readonly amount: number | null;
  readonly isNew?: boolean;
}

export const DOORS: LineFixture = {
  lineId: CAST.aobaDoors,
  part: "E075NLL",
  coveredFrom: "2010-04-01",
  coveredThrough: "2011-03-31",
  months: 12,
  annualPrice: 900,
  amount: 9000,
};

export const WAS: LineFixture = {
  lineId: CAST.aobaWas,
  part: "E025QLL",
  coveredFrom: "2010-08-01",
  coveredThrough: "2011-03-31",
  months: 8,
  annualPrice: 1200,
  amount: 4000,
};

/** BR-69: Aoba's quote of 2010-01-01 for its anniversary of 2010-04-01. */
export const AOBA_QUOTE: QuoteFixture = {
  id: "quote_aoba",
  number: "QTEST0AB1",
  renewalOn: "2010-04-01",
  datedOn: "2010-01-01",
  dueOn: "2010-03-31",
  lines: [DOORS, WAS],
};

/** A quote with its first version; again with a higher one, the next version. */
export async function addQuote(
  { owner }: Pick<TestPortal, "owner">,
  fixture: QuoteFixture = AOBA_QUOTE,
): Promise<void> {
  const { id, number, siteId = CAST.aoba, renewalOn, version = 1, datedOn, dueOn, lines } = fixture;
  const { level = "E", currency = "JPY" } = fixture;
  const amounts = lines.map(({ amount }) => amount);
  const total = amounts.includes(null)
    ? null
    : amounts.reduce((sum: number, amount) => sum + (amount ?? 0), 0);
  await sql`
    insert into renewal_quotes (id, site_id, number, renewal_on, version, made_at)
    values (${id}, ${siteId}, ${number}, ${renewalOn}, ${version}, ${`${datedOn}T00:00:00Z`})
    on conflict (site_id, id) do update set version = excluded.version`.execute(owner);
  await sql`
    insert into renewal_quote_versions (site_id, quote_id, version, dated_on, due_on, anniversary_on, level, currency,
                                        reseller_name, reseller_email, amount, made_at)
    select id, ${id}, ${version}, ${datedOn}, ${dueOn}, case when program = 'PA' then ${renewalOn}::date end, ${level},
           ${currency}, reseller_name, reseller_email, ${total}, ${`${datedOn}T00:00:00Z`}
      from sites where id = ${siteId}`.execute(owner);
  for (const [at, line] of lines.entries()) {
    await sql`
      insert into renewal_quote_lines (site_id, quote_id, version, line_id, place, order_number, order_line, part_number,
                                       product_code, product_name, quantity, covered_from, covered_through, months,
                                       annual_price, amount, is_new)
      select site_id, ${id}, ${version}, id, ${at + 1}, order_number, order_line, ${line.part}, product_code,
             product_name, quantity, ${line.coveredFrom}, ${line.coveredThrough}, ${line.months}, ${line.annualPrice},
             ${line.amount}, ${line.isNew ?? false}
        from entitlement_lines where site_id = ${siteId} and id = ${line.lineId}`.execute(owner);
    await sql`
      insert into renewal_offers as known (site_id, line_id, covered_from, quote_id, amount)
      values (${siteId}, ${line.lineId}, ${line.coveredFrom}, ${id}, ${line.amount})
      on conflict (site_id, line_id, covered_from) do update
         set amount = excluded.amount where known.quote_id = excluded.quote_id`.execute(owner);
  }
}

/** WAS comes to its end of service, and Aoba's quote stands in its second version with WAS deferred. */
export async function addDates({ owner }: Pick<TestPortal, "owner">): Promise<void> {
  await sql`insert into product_versions values ('was', '6.1', '2005-05-01', '2011-09-30', true)`.execute(
    owner,
  );
  await addQuote({ owner });
  await addQuote({ owner }, { ...AOBA_QUOTE, version: 2, datedOn: "2010-02-01", lines: [DOORS, WAS] });
  await sql`update renewal_offers set state = 'deferred' where line_id = 'line_aobawas'`.execute(owner);
}
