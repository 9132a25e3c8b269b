/**
 * Many sites in Japan with ten lines each, of twenty products, as a vendor's feed would have brought them in 2009; one in
 * ten is an Express site. Each has a contact and a reseller to write to. Beside the cast.
 */
export const LINES_A_SITE = 10;

/** The anniversaries are those of `groups` months in turn, the first of them 1 April 2010; an Express site's ends too. */
export async function fillSites(
  run: (text: string) => Promise<unknown>,
  sites: number,
  groups: number,
): Promise<void> {
  const site = "lpad(n::text, 6, '0')";
  await run(`insert into products (code, name, brand, product_group, description, key_scheme, renewal_keys)
    select 'p' || n, 'Product ' || n, 'Brand', 'Group', '', 'none', false from generate_series(0, 19) n`);
  await run(`insert into parts (number, product_code, kind, programs, service_months, description)
    select kind || lpad(n::text, 4, '0'), 'p' || n, word, '{PA,PAE}', 12, word
      from generate_series(0, 19) n, (values ('D', 'license'), ('E', 'renewal')) kinds(kind, word)`);
  await run(`insert into prices (part_number, currency, level, valid_from, amount)
    select 'E' || lpad(n::text, 4, '0'), 'JPY', level, '2007-01-01', 1000 + n
      from generate_series(0, 19) n, unnest(array['BL', 'D', 'E']) level`);
  await run(`insert into agreements (id, number, program, customer_id, level)
    select 'agreement_b' || n, (10000000 + n)::text, 'PA', 'customer_aoba', 'D' from generate_series(0, ${sites} / 10) n`);
  await run(`insert into agreement_levels (agreement_id, valid_from, level, source)
    select id, '1900-01-01', 'D', 'feed' from agreements where id like 'agreement_b%'`);
  await run(`insert into sites (id, number, program, agreement_id, customer_id, name, country, language, registered_on,
                                contact_given_name, contact_family_name, contact_email, contact_email_key,
                                reseller_name, reseller_email, first_ordered_on, documents_due)
    select 'site_b' || ${site}, 3100000 + n, case when n % 10 = 0 then 'PAE' else 'PA' end,
           case when n % 10 > 0 then 'agreement_b' || n / 10 end, 'customer_aoba', 'Site ' || n, 'JP', 'ja', '2008-01-01',
           'Hana', 'Mori', 's' || n || '@site.example', 's' || n || '@site.example', 'Partner ' || n % 500,
           'p' || n % 500 || '@partner.example', date '2008-03-05' + make_interval(months => n % ${groups}), false
      from generate_series(1, ${sites}) n`);
  await run(`create temporary table fresh as
    select 'site_b' || ${site} as site_id, n, l, l / 5 as o,
           case when n % 10 = 0 or l < 5 then 0 else l end as later, (n + l) % 20 as p, n % ${groups} as g
      from generate_series(1, ${sites}) n, generate_series(0, ${LINES_A_SITE - 1}) l`);
  await run(`insert into orders (id, site_id, number, ordered_on, revision, booked_at, proof_due)
    select distinct 'order_b' || n || 'x' || o, site_id, 'B-' || n || '-' || o, date '2009-03-05', 1,
           timestamptz '2009-03-05', false from fresh order by 2`);
  await run(`insert into order_lines (id, site_id, order_id, line, part_number, quantity)
    select 'oline_b' || n || 'x' || l, site_id, 'order_b' || n || 'x' || o, l % 5 + 1, 'D' || lpad(p::text, 4, '0'), 5
      from fresh order by site_id`);
  const ends = "(date '2010-03-31' + 1 + make_interval(months => g + later) - interval '1 day')::date";
  await run(`insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on,
                                            part_number, product_code, product_name, quantity, covered_from, covered_through)
    select 'line_b' || n || 'x' || l, site_id, 'order_b' || n || 'x' || o, 'oline_b' || n || 'x' || l, 'B-' || n || '-' || o,
           l % 5 + 1, '2009-03-05', 'D' || lpad(p::text, 4, '0'), 'p' || p, 'Product ' || p, 5, '2009-03-05', ${ends}
      from fresh order by site_id`);
  await run(`insert into coverage_periods (line_id, site_id, covered_from, covered_through, kind, order_line_id)
    select 'line_b' || n || 'x' || l, site_id, '2009-03-05', ${ends}, 'license', 'oline_b' || n || 'x' || l
      from fresh order by site_id`);
  await run("drop table fresh");
  await run("vacuum analyze");
}
