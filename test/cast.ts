/**
 * The cast: the people, sites and papers that every test knows by name. Source: DOMAIN §4, fixtures.
 *
 * C1 Aoba Trading (JP, PA, agreement 100200, ICN 1234567, first order 2009-03-12, anniversary 1 April): site 7001234,
 * primary Hana Mori; Jun Abe is a secondary who may manage access, Mio Kato a user who may only download.
 * C2 Hangang Systems (KR, ICN 0654321): PA site 3005678, primary Seo-yeon Kim, and FCT site 7009999, also hers.
 * C3 Formosa Securities (TW, PAE, no agreement): site 7004321, contact Li-hua Chen has not come in yet.
 * Rei Sato belongs to no site; Otto is the operator of the vendor. Everybody is confirmed and has the same password.
 */
import pg from "pg";

export const CAST = {
  hana: "person_hana",
  jun: "person_jun",
  mio: "person_mio",
  seoyeon: "person_seoyeon",
  lihua: "person_lihua",
  nobody: "person_nobody",
  otto: "person_otto",
  aoba: "site_aoba",
  hangang: "site_hangang",
  hangangFct: "site_hangangfct",
  formosa: "site_formosa",
  aobaWas: "line_aobawas",
  aobaDoors: "line_aobadoors",
  hangangDoors: "line_hangangdoors",
  hangangFctDoors: "line_hangangfctdoors",
} as const;

/** Everybody's in the tests, and only there. Its hash is made once a run. */
export const PASSWORD = "correct-horse-battery";

export async function addCast(connection: pg.ClientConfig): Promise<void> {
  const { hash } = await import("@node-rs/argon2");
  const password = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(SITES);
    await client.query(CATALOG);
    await client.query(PRICES);
    await client.query(ORDERS);
    await client.query(PEOPLE.replaceAll("$PASSWORD", password));
    await client.query(GRANTS);
    await client.query("delete from key_member_changes"); // they were welcomed to the Key Center when they came
  } finally {
    await client.end();
  }
}

const SITES = `
  insert into customers (id, country, number, name) values
    ('customer_aoba', 'JP', '1234567', '青葉商事'),
    ('customer_hangang', 'KR', '0654321', '한강시스템'),
    ('customer_formosa', 'TW', '7654321', '福爾摩沙證券');
  insert into agreements (id, number, program, customer_id, level) values
    ('agreement_aoba', '100200', 'PA', 'customer_aoba', 'E'),
    ('agreement_hangang', '100300', 'PA', 'customer_hangang', 'D');
  insert into sites (id, number, program, agreement_id, customer_id, name, street, city, region, postal_code, country,
                     department, phone, fax, language, registered_on, contact_given_name, contact_family_name,
                     contact_email, contact_email_key, reseller_name, reseller_email, primary_state, first_ordered_on,
                     documents_due) values
    ('site_aoba', '7001234', 'PA', 'agreement_aoba', 'customer_aoba', '青葉商事 本社', '青葉町1-2-3', '仙台市', '宮城県',
     '980-0001', 'JP', '情報システム部', '022-000-0000', '03-0000-0000', 'ja', '2009-03-12', 'Hana', 'Mori',
     'hana@aoba.example', 'hana@aoba.example', 'Sakura Partners', 'orders@sakura.example', 'claimed', '2009-03-12', false),
    ('site_hangang', '3005678', 'PA', 'agreement_hangang', 'customer_hangang', '한강시스템 서울', '한강대로 1', '서울', null,
     '04320', 'KR', '전산팀', '02-000-0000', null, 'ko', '2009-06-01', 'Seo-yeon', 'Kim',
     'seoyeon@hangang.example', 'seoyeon@hangang.example', null, null, 'claimed', '2009-06-15', false),
    ('site_hangangfct', '7009999', 'FCT', null, 'customer_hangang', '한강시스템 부산', '해운대로 9', '부산', null,
     '48094', 'KR', null, null, null, 'ko', '2007-01-15', 'Seo-yeon', 'Kim',
     'seoyeon@hangang.example', 'seoyeon@hangang.example', null, null, 'claimed', '2007-01-20', false),
    ('site_formosa', '7004321', 'PAE', null, 'customer_formosa', '福爾摩沙證券 台北', '信義路五段7號', '台北市', null,
     '110', 'TW', '資訊部', '02-0000-0000', null, 'zh-TW', '2009-07-01', 'Li-hua', 'Chen',
     'lihua@formosa.example', 'lihua@formosa.example', null, null, 'unclaimed', null, true)`;

const CATALOG = `
  insert into products (code, name, brand, product_group, description, key_scheme, renewal_keys) values
    ('doors', 'Rational DOORS', 'Rational', 'Rational', 'Requirements management', 'date-based', true),
    ('was', 'WebSphere Application Server', 'WebSphere', 'WebSphere', 'Application server', 'none', false);
  insert into product_versions values
    ('doors', '9.2', '2009-02-01', null, false),
    ('was', '7.0', '2008-09-01', null, false),
    ('was', '5.1', '2004-01-01', null, true);
  insert into parts (number, product_code, kind, programs, service_months, description) values
    ('D052ALL', 'doors', 'license', '{FCT}', 12, 'DOORS license + 12 months'),
    ('E05D7LL', 'doors', 'renewal', '{FCT}', 12, 'DOORS renewal 12 months'),
    ('D052BLL', 'doors', 'reinstatement', '{FCT}', 12, 'DOORS reinstatement 12 months'),
    ('D09LELL', 'doors', 'license', '{PA,PAE}', 12, 'DOORS license + 12 months'),
    ('E075NLL', 'doors', 'renewal', '{PA,PAE}', 12, 'DOORS renewal 12 months'),
    ('D09EQLL', 'doors', 'reinstatement', '{PA,PAE}', 12, 'DOORS reinstatement 12 months'),
    ('D55WJLL', 'was', 'license', '{PA,PAE}', 12, 'WAS license + 12 months'),
    ('E025QLL', 'was', 'renewal', '{PA,PAE}', 12, 'WAS renewal 12 months'),
    ('D55WKLL', 'was', 'reinstatement', '{PA,PAE}', 12, 'WAS reinstatement 12 months');
  update parts set migrates_to = case number when 'D052ALL' then 'D09LELL' when 'E05D7LL' then 'E075NLL' else 'D09EQLL' end
   where number in ('D052ALL', 'E05D7LL', 'D052BLL')`;

/** DOMAIN §4: WAS costs 1,200 a year at level E, 1,260 at level D, 6,000 new; it has no reinstatement price of its own. */
const PRICES = `
  insert into agreement_levels (agreement_id, valid_from, level, source)
  select id, '1900-01-01', level, 'feed' from agreements;
  insert into prices (part_number, currency, level, valid_from, amount)
  select part, currency, level, '2007-01-01', amount * case currency when 'KRW' then 10 else 1 end
    from (values ('E025QLL', 'E', 1200), ('E025QLL', 'D', 1260), ('E025QLL', 'BL', 1320),
                 ('D55WJLL', 'E', 6000), ('D55WJLL', 'D', 6300), ('D55WJLL', 'BL', 6600),
                 ('E075NLL', 'E', 900), ('E075NLL', 'D', 950), ('E075NLL', 'BL', 1000),
                 ('D09LELL', 'E', 4500), ('D09LELL', 'D', 4750), ('D09LELL', 'BL', 5000),
                 ('D09EQLL', 'E', 2750), ('D09EQLL', 'D', 2900), ('D09EQLL', 'BL', 3050)) list(part, level, amount),
         (values ('JPY'), ('KRW'), ('TWD')) money(currency)`;

const ORDERS = `
  insert into orders (id, site_id, number, ordered_on, revision, booked_at) values
    ('order_aobafirst', 'site_aoba', 'SO-4700', '2009-03-12', 1, '2009-03-12T01:00:00Z'),
    ('order_aobawas', 'site_aoba', 'SO-4711', '2009-07-10', 1, '2009-07-10T01:00:00Z'),
    ('order_hangang', 'site_hangang', 'SO-5100', '2009-06-15', 1, '2009-06-15T01:00:00Z'),
    ('order_hangangfct', 'site_hangangfct', 'SO-3000', '2007-01-20', 1, '2007-01-20T01:00:00Z');
  insert into order_lines (id, site_id, order_id, line, part_number, quantity, unit_price, currency) values
    ('oline_aobadoors', 'site_aoba', 'order_aobafirst', 1, 'D09LELL', 10, 600000, 'JPY'),
    ('oline_aobawas', 'site_aoba', 'order_aobawas', 1, 'D55WJLL', 5, 720000, 'JPY'),
    ('oline_hangang', 'site_hangang', 'order_hangang', 1, 'D09LELL', 3, 7000000, 'KRW'),
    ('oline_hangangfct', 'site_hangangfct', 'order_hangangfct', 1, 'D052ALL', 4, null, null);
  insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on, part_number,
                                 product_code, product_name, quantity, covered_from, covered_through) values
    ('line_aobadoors', 'site_aoba', 'order_aobafirst', 'oline_aobadoors', 'SO-4700', 1, '2009-03-12', 'D09LELL', 'doors',
     'Rational DOORS', 10, '2009-03-12', '2010-03-31'),
    ('line_aobawas', 'site_aoba', 'order_aobawas', 'oline_aobawas', 'SO-4711', 1, '2009-07-10', 'D55WJLL', 'was',
     'WebSphere Application Server', 5, '2009-07-10', '2010-07-31'),
    ('line_hangangdoors', 'site_hangang', 'order_hangang', 'oline_hangang', 'SO-5100', 1, '2009-06-15', 'D09LELL', 'doors',
     'Rational DOORS', 3, '2009-06-15', '2010-06-30'),
    ('line_hangangfctdoors', 'site_hangangfct', 'order_hangangfct', 'oline_hangangfct', 'SO-3000', 1, '2007-01-20',
     'D052ALL', 'doors', 'Rational DOORS', 4, '2007-01-20', '2008-01-31');
  insert into coverage_periods (line_id, site_id, covered_from, covered_through, kind, order_line_id) values
    ('line_aobadoors', 'site_aoba', '2009-03-12', '2010-03-31', 'license', 'oline_aobadoors'),
    ('line_aobawas', 'site_aoba', '2009-07-10', '2010-07-31', 'license', 'oline_aobawas'),
    ('line_hangangdoors', 'site_hangang', '2009-06-15', '2010-06-30', 'license', 'oline_hangang'),
    ('line_hangangfctdoors', 'site_hangangfct', '2007-01-20', '2008-01-31', 'license', 'oline_hangangfct')`;

const PEOPLE = `
  insert into people (id, email, email_key, given_name, family_name, country, language, password_hash, state,
                      registered_at, confirmed_at) values
    ('person_hana', 'hana@aoba.example', 'hana@aoba.example', '花', '森', 'JP', 'ja', '$PASSWORD', 'active', '2009-03-12', '2009-03-12'),
    ('person_jun', 'jun@aoba.example', 'jun@aoba.example', '純', '阿部', 'JP', 'ja', '$PASSWORD', 'active', '2009-04-01', '2009-04-01'),
    ('person_mio', 'mio@aoba.example', 'mio@aoba.example', '澪', '加藤', 'JP', 'ja', '$PASSWORD', 'active', '2009-04-02', '2009-04-02'),
    ('person_seoyeon', 'seoyeon@hangang.example', 'seoyeon@hangang.example', '서연', '김', 'KR', 'ko', '$PASSWORD', 'active', '2009-06-01', '2009-06-01'),
    ('person_lihua', 'lihua@formosa.example', 'lihua@formosa.example', '麗華', '陳', 'TW', 'zh-TW', '$PASSWORD', 'active', '2009-07-01', '2009-07-01'),
    ('person_nobody', 'rei@elsewhere.example', 'rei@elsewhere.example', 'Rei', 'Sato', 'JP', 'en', '$PASSWORD', 'active', '2009-05-01', '2009-05-01'),
    ('person_otto', 'otto@vendor.example', 'otto@vendor.example', 'Otto', 'Operator', 'US', 'en', '$PASSWORD', 'active', '2009-01-01', '2009-01-01');
  insert into staff_members (person_id, role, invited_at, invited_by) values ('person_otto', 'operator', '2009-01-01', 'system')`;

const GRANTS = `
  insert into access_grants (site_id, person_id, role, secondary_place, software_and_services, reporting, entitlements,
                             entitlement_allocation, manage_access, contact_update, account_documents, granted_at, granted_by) values
    ('site_aoba', 'person_hana', 'primary', null, 'download_media_commerce', 'view', 'update', 'update', 'update', 'update', 'view', '2009-03-21', 'passcode'),
    ('site_aoba', 'person_jun', 'secondary', 1, 'download_media_commerce', 'view', 'view', 'view', 'update', 'view', 'view', '2009-04-01', 'person_hana'),
    ('site_aoba', 'person_mio', 'user', null, 'download', 'none', 'none', 'none', 'none', 'none', 'none', '2009-04-02', 'person_hana'),
    ('site_hangang', 'person_seoyeon', 'primary', null, 'download_media_commerce', 'view', 'update', 'update', 'update', 'update', 'view', '2009-06-10', 'passcode'),
    ('site_hangangfct', 'person_seoyeon', 'primary', null, 'download_media_commerce', 'view', 'update', 'update', 'update', 'update', 'view', '2007-02-01', 'passcode')`;
