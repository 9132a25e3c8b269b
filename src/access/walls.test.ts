/** The second wall: what the database itself refuses when the code forgets. Source: BAR rows 1, 2, finding 4. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { type Query, type Reach, transaction } from "../platform/database.ts";

let portal: TestPortal;
let tables: string[] = [];

const AOBA: Reach = { siteId: CAST.aoba, personId: CAST.hana };

before(async () => {
  portal = await testPortal();
  await furnish();
  const { rows } = await sql<{ tablename: string }>`
    select distinct tablename
      from pg_policies
      join information_schema.columns on table_name = tablename and column_name = 'site_id'
     where schemaname = 'public'
     order by tablename`.execute(portal.owner);
  tables = rows.map(({ tablename }) => tablename);
});
after(() => portal.close());

/** Only the vendor's reach sees these: not even the site's own people. */
const FOR_VENDOR = ["care_requests"];

/** A row of Hangang's in every protected table that the cast leaves empty. */
async function furnish() {
  for (const statement of FURNITURE) await sql.raw(statement).execute(portal.owner);
}

const FURNITURE = [
  `insert into passcodes (id, site_id, salt, hash, issued_at, expires_at)
   values ('passcode_h', 'site_hangang', 's', 'h', '2010-01-01', '2010-04-01')`,
  `insert into site_documents (id, site_id, kind, channel, language, passcode_id, sealed_facts, made_at)
   values ('document_h', 'site_hangang', 'welcome', 'e-mail', 'ko', 'passcode_h', '', '2010-01-01')`,
  `insert into proofs (id, site_id, order_id, order_number, ordered_on, version, state, check_code, document, key_id, signature, issued_at)
   values ('proof_h', 'site_hangang', 'order_hangang', 'SO-5100', '2009-06-15', 1, 'valid', '000000000000', '{}', 'k', '', '2010-01-01')`,
  `insert into releases (id, product_code, version, platform, language) values ('release_h', 'doors', '9.2', 'any', 'en')`,
  `insert into release_files (id, release_id, name, size_bytes, sha256)
   values ('file_h', 'release_h', 'doors.zip', 1, '${"0".repeat(64)}')`,
  `insert into downloads (id, site_id, person_id, file_id, sha256, size_bytes, link_made_at)
   values ('download_h', 'site_hangang', 'person_seoyeon', 'file_h', '${"0".repeat(64)}', 1, '2010-01-01')`,
  `insert into access_tokens (id, site_id, person_id, name, secret_hash, scopes, created_at, expires_at)
   values ('token_h', 'site_hangang', 'person_seoyeon', 'n', 's', '{site.read}', '2010-01-01', '2011-01-01')`,
  `insert into views (id, site_id, person_id, staff_person_id, session_id, reason, ticket, started_at, until)
   values ('view_h', 'site_hangang', 'person_seoyeon', 'person_otto', 's', 'r', 't', '2010-01-01', '2010-01-01')`,
  `insert into identity_providers (id, site_id, domain, issuer, client_id, proof_token, state, added_at, added_by)
   values ('provider_h', 'site_hangang', 'hangang.example', 'i', 'c', 'p', 'unproved', '2010-01-01', 'person_seoyeon')`,
  `insert into care_requests (id, kind, team, subject_id, site_id, requester_name, language, opened_at, due_at)
   values ('care_h', 'passcode', 'care', 'request_h', 'site_hangang', 'n', 'ko', '2010-01-01', '2010-01-03')`,
  `insert into consents (id, site_id, purpose, given_by, given_at, valid_through)
   values ('consent_h', 'site_hangang', 'add-member', 'person_seoyeon', '2010-01-01', '2010-02-01')`,
  `insert into passcode_requests (id, site_id, person_id, asked_at)
   values ('request_h', 'site_hangang', 'person_seoyeon', '2010-01-01')`,
  `insert into access_requests (id, site_number, site_id, person_id, is_primary_contact, state, asked_at)
   values ('request_h', '3005678', 'site_hangang', 'person_nobody', false, 'contact_review', '2010-01-01')`,
  `insert into hand_overs (id, site_id, from_person, to_person, from_role, offered_at)
   values ('handover_h', 'site_hangang', 'person_seoyeon', 'person_nobody', 'user', '2010-01-01')`,
  `insert into successors (site_id, place, person_id) values ('site_hangang', 1, 'person_seoyeon')`,
  `insert into take_overs (id, site_id, company, customer_number, country, contact_type, romanized_name, email, phone,
                           statement, asked_by, asked_at, language)
   values ('takeover_h', 'site_hangang', 'c', '0654321', 'KR', 'primary', 'n', 'e', 'p', 's', 'person_nobody', '2010-01-01', 'ko')`,
  `insert into site_warnings (site_id, cause, since) values ('site_hangang', 'primary-unseen', '2010-01-01')`,
  `insert into review_settings (site_id) values ('site_hangang')`,
  `insert into access_reviews (id, site_id, opened_on, due_on) values ('review_h', 'site_hangang', '2010-01-01', '2010-01-31')`,
  `insert into access_review_items (site_id, review_id, person_id) values ('site_hangang', 'review_h', 'person_seoyeon')`,
  `insert into key_contacts (site_id, type, version, name, email, email_key, phone, street, city, region, postal_code, country, language, saved_at, saved_by)
   values ('site_hangang', 'POE', 'v', 'n', 'e', 'e', 'p', 's', 'c', 'r', '1', 'KR', 'ko', '2010-01-01', 'person_seoyeon')`,
  `insert into contact_checks (site_id, anniversary_on, asked_at) values ('site_hangang', '2010-07-01', '2010-03-03')`,
  `insert into contact_reviews (site_id, reviewed_at, reviewed_by) values ('site_hangang', '2010-01-01', 'person_seoyeon')`,
  `insert into placements (site_id, order_id, channel, level, currency, amount, placed_by, placed_at)
   values ('site_hangang', 'order_hangang', 'online', 'D', 'KRW', 1, 'person_seoyeon', '2010-01-01')`,
  `insert into carts (id, site_id, person_id, changed_at) values ('cart_h', 'site_hangang', 'person_seoyeon', '2010-01-01')`,
  `insert into cart_lines (id, site_id, cart_id, part_number, quantity, added_at)
   values ('cline_h', 'site_hangang', 'cart_h', 'D09LELL', 1, '2010-01-01')`,
  `insert into renewal_quotes (id, site_id, number, renewal_on, made_at)
   values ('quote_h', 'site_hangang', 'Q00000000', '2010-07-01', '2010-04-02')`,
  `insert into renewal_quote_versions (site_id, quote_id, version, dated_on, due_on, level, currency, made_at)
   values ('site_hangang', 'quote_h', 1, '2010-04-02', '2010-06-30', 'D', 'KRW', '2010-04-02')`,
  `insert into renewal_quote_lines (site_id, quote_id, version, line_id, place, order_number, order_line, product_code,
                                    product_name, quantity, covered_from, covered_through, months, is_new)
   values ('site_hangang', 'quote_h', 1, 'line_hangangdoors', 1, 'SO-5100', 1, 'doors', 'DOORS', 3, '2010-07-01',
           '2011-06-30', 12, false)`,
  `insert into renewal_offers (site_id, line_id, covered_from, quote_id)
   values ('site_hangang', 'line_hangangdoors', '2010-07-01', 'quote_h')`,
  `insert into renewal_sites (site_id, checked_through) values ('site_hangang', '2010-04-02')`,
  `insert into renewal_changes (site_id) values ('site_hangang')`,
  `insert into renewal_scenarios (id, site_id, name, choices, made_by, place, made_at, changed_at)
   values ('scenario_h', 'site_hangang', 'n', '{}', 'person_seoyeon', 1, '2010-01-01', '2010-01-01')`,
  `insert into mails (id, dedupe_key, to_address, language, template, queued_at)
   values ('mail_h', 'h', 'seoyeon@hangang.example', 'ko', 'renewal-quote', '2010-01-01')`,
  `insert into deliveries (site_id, mail_id) values ('site_hangang', 'mail_h')`,
  `insert into member_imports (site_id, person_id, digest, sealed_content, sent_at)
   values ('site_hangang', 'person_seoyeon', 'd', '', '2010-01-01')`,
  `insert into key_members (site_id, person_id, role, path, since, added_by)
   values ('site_hangang', 'person_nobody', 'user', 'added', '2010-01-01', 'person_seoyeon')`,
  `insert into key_member_requests (id, site_number, site_id, person_id, asked_at)
   values ('keyrequest_h', '3005678', 'site_hangang', 'person_nobody', '2010-01-01')`,
  `insert into key_accounts (site_id, notify_admins) values ('site_hangang', true)`,
  `insert into key_member_looks (site_id, person_id, looked_at)
   values ('site_hangang', 'person_seoyeon', '2010-01-01')`,
  `insert into key_member_removals (site_id, person_id) values ('site_hangang', 'person_jun')`,
  `insert into key_welcomes (site_id, email_key, because, sent_at)
   values ('site_hangang', 'seoyeon@hangang.example', 'primary', '2010-01-01')`,
  `insert into key_member_changes (site_id) values ('site_hangang')`,
  `insert into hosts (id, site_id, kind, value, name, added_at, added_by)
   values ('host_h', 'site_hangang', 'disk', '8a3f09c2', 'n', '2010-01-01', 'person_seoyeon')`,
  `insert into key_pools (site_id, line_id, product_code, quantity, issued)
   values ('site_hangang', 'line_hangangdoors', 'doors', 3, 1)`,
  `insert into license_keys (id, site_id, line_id, order_number, part_number, product_code, product_name, delivery, host_id, lock,
                             scheme, covered_through, quantity, issued_at, issued_by)
   values ('key_h', 'site_hangang', 'line_hangangdoors', 'SO-5100', 'D09LELL', 'doors', 'DOORS', 'file', 'host_h', 'node-locked',
           'date-based', '2010-06-30', 1, '2010-01-01', 'person_seoyeon')`,
  `insert into rescues (id, site_id, host_id, dead_host_id, reason, taken_at, taken_by, expires_at)
   values ('rescue_h', 'site_hangang', 'host_h', 'host_h', 'r', '2010-01-01', 'person_seoyeon', '2010-01-04')`,
  `insert into rescue_keys (site_id, rescue_id, dead_key_id, key_id) values ('site_hangang', 'rescue_h', 'key_h', 'key_h')`,
  `insert into rescue_places (site_id, product_code, year, place, rescue_id)
   values ('site_hangang', 'doors', 2010, 1, 'rescue_h')`,
  `insert into air_gap_requests (id, site_id, nonce, host_hash, product_hash, form, product_code, host_id, answered_at, answered_by)
   values ('airgap_h', 'site_hangang', '00000000', '0000000000000000', '00000000', 'code', 'doors', 'host_h', '2010-01-01', 'p')`,
  `insert into key_moves (id, site_id, from_host_ids, to_host_id, moved_at, moved_by, undo_until)
   values ('move_h', 'site_hangang', '{host_h}', 'host_h', '2010-01-01', 'person_seoyeon', '2010-01-02')`,
  `insert into key_move_keys (site_id, move_id, old_key_id, new_key_id)
   values ('site_hangang', 'move_h', 'key_h', 'key_h')`,
  `insert into key_imports (id, site_id, person_id, digest, sealed_content, sent_at)
   values ('import_h', 'site_hangang', 'person_seoyeon', 'd', 's', '2010-01-01')`,
  `insert into key_attempts (site_id, person_id, attempt, key_id, at)
   values ('site_hangang', 'person_seoyeon', 'a', 'key_h', '2010-01-01')`,
  `insert into license_files (id, site_id, host_id, sequence, key_id, text, issued_at)
   values ('lfile_h', 'site_hangang', 'host_h', 1, 'k', 't', '2010-01-01')`,
  `insert into license_keys (id, site_id, line_id, order_number, part_number, product_code, product_name, delivery, lock,
                             scheme, covered_through, quantity, issued_at, issued_by, secret_hash, sealed_secret)
   select 'key_online', site_id, line_id, order_number, part_number, product_code, product_name, 'online', 'floating',
          scheme, covered_through, 1, issued_at, issued_by, '\\x01', '\\x01'
     from license_keys where site_id = 'site_hangang' limit 1`, // and its seats, by a trigger
  `insert into activations (site_id, id, license_key_id, machine, name, activated_at)
   values ('site_hangang', 'activation_h', 'key_online', 'machine-000000000001', '', '2010-01-01')`,
  `insert into leases (site_id, id, license_key_id, machine, nonce, checkout_attempt, attempt, kind, lasts_seconds, started_at,
                       issued_at, expires_at)
   values ('site_hangang', 'lease_h', 'key_online', 'machine-000000000001', 'nonce-0000000000', 'attempt-00000000',
           'attempt-00000000', 'floating', 600, '2010-01-01', '2010-01-01', '2010-01-02')`,
  `insert into lease_tickets (site_id, id, license_key_id, machine, nonce, since, asked_at)
   values ('site_hangang', 'ticket_h', 'key_online', 'm', 'n', '2010-01-01', '2010-01-01')`,
  `insert into license_sightings (site_id, license_key_id, kind, mark, first_at, last_at, times)
   values ('site_hangang', 'key_online', 'machine', 'm', '2010-01-01', '2010-01-01', 1)`,
  `insert into license_revocations (site_id, license_key_id, reason, since)
   values ('site_hangang', 'key_gone', 'returned', '2010-01-01')`,
  `insert into license_key_events (site_id, license_key_id, position) values ('site_hangang', 'key_h', 0)`,
  `insert into moved_lines (site_id, order_number, order_line, to_site_id, to_order, to_line, moved_on)
   values ('site_hangang', 'SO-1', 1, 'site_formosa', 'T1', 1, '2010-01-01')`,
  `insert into transfers (id, site_id, site_number, site_name, program, target_number, requested_at, requested_by, changed_at)
   values ('transfer_h', 'site_hangang', '3005678', 'n', 'PA', '7004321', '2010-01-01', 'person_seoyeon', '2010-01-01')`,
  `insert into transfer_lines (transfer_id, site_id, place, line_id, order_number, order_line, part_number, product_code,
                               product_name, quantity)
   values ('transfer_h', 'site_hangang', 1, 'line_hangangdoors', 'SO-5100', 1, 'D09LELL', 'doors', 'DOORS', 3)`,
  `insert into transfer_steps (transfer_id, site_id, place, step, side, at)
   values ('transfer_h', 'site_hangang', 1, 'requested', 'source', '2010-01-01')`,
  `insert into transfer_notes (transfer_id, site_id, place, by_name) values ('transfer_h', 'site_hangang', 1, 'n')`,
  `insert into events (id, name, site_id, actor, facts, at, chain, link, previous_hash, hash)
   values ('event_h', 'site.claimed', 'site_hangang', '{}', '{}', '2010-01-01', '', 0, '', '')`,
];

function within<Value>(reach: Reach, work: (query: Query) => Promise<Value>): Promise<Value> {
  return transaction(portal.portal.db, reach, work);
}

async function countOf(query: Query, table: string, where: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(table)} where ${sql.raw(where)}`.execute(query);
  return rows[0]?.count ?? -1;
}

/** The state of the refusal: 42501 by right or policy, 23xxx by constraint; undefined when it was done. */
async function refusedBy(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}

describe("a query that forgets its site", () => {
  test("finds none of another site's rows in any protected table", async () => {
    assert.ok(tables.length >= 11, tables.join());
    for (const table of tables) {
      assert.ok(
        (await countOf(portal.owner, table, "site_id = 'site_hangang'")) > 0,
        `${table} has nothing to leak`,
      );
      const [foreign, whole] = await within(AOBA, async (query) => [
        await countOf(query, table, "site_id <> 'site_aoba'"),
        await countOf(query, table, "site_id = 'site_aoba'"),
      ]);
      assert.equal(foreign, 0, table);
      const own = FOR_VENDOR.includes(table)
        ? 0
        : await countOf(portal.owner, table, "site_id = 'site_aoba'");
      assert.equal(whole, own, table);
    }
  });

  test("finds nothing at all in a transaction that names no site", async () => {
    for (const table of tables)
      assert.equal(await within({}, (query) => countOf(query, table, "site_id is not null")), 0, table);
  });

  test("finds everything on the vendor's side", async () => {
    for (const table of tables) {
      assert.ok(
        (await within({ vendor: true }, (query) => countOf(query, table, "site_id = 'site_hangang'"))) > 0,
        table,
      );
    }
  });

  test("changes and deletes nothing of another site's", async () => {
    for (const table of tables) {
      const where = sql.raw("where site_id = 'site_hangang'");
      const deletion = within(AOBA, (query) =>
        sql`delete from ${sql.table(table)} ${where} returning 1`.execute(query),
      );
      const result = await deletion.then(({ rows }) => rows.length).catch((error) => error.code);
      assert.ok(result === 0 || result === "42501", `${table}: ${result}`);
    }
    const moved = within(AOBA, (query) =>
      sql`update orders set reseller_name = 'x' where number like 'SO-5%' returning 1`.execute(query),
    );
    assert.deepEqual((await moved).rows, []);
  });

  test("puts nothing into another site", async () => {
    const order = within(AOBA, (query) =>
      sql`insert into orders (id, site_id, number, ordered_on, revision, booked_at)
          values ('order_x', 'site_hangang', 'SO-X', '2010-01-01', 1, '2010-01-01')`.execute(query),
    );
    assert.equal(await refusedBy(order), "42501");
    const grant = within({ personId: CAST.nobody }, (query) =>
      sql`insert into access_grants
          select 'site_hangang', 'person_nobody', role, secondary_place, software_and_services, reporting, entitlements,
                 entitlement_allocation, manage_access, contact_update, account_documents, granted_at, granted_by, null
            from (values ('user', null::smallint, 'download', 'none', 'none', 'none', 'none', 'none', 'none',
                          '2010-01-01'::timestamptz, 'me'))
              as mine (role, secondary_place, software_and_services, reporting, entitlements, entitlement_allocation,
                       manage_access, contact_update, account_documents, granted_at, granted_by)`.execute(
        query,
      ),
    );
    assert.equal(await refusedBy(grant), "42501");
  });
});

describe("the five holes of row-level security", () => {
  test("1 the owner is bound too: every table with a site is enabled and forced", async () => {
    const { rows } = await sql<{ name: string; isBound: boolean }>`
      select relname as name, relrowsecurity and relforcerowsecurity as is_bound
        from pg_class
        join pg_attribute on attrelid = pg_class.oid and attname = 'site_id' and not attisdropped
       where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
       order by relname`.execute(portal.owner);
    assert.deepEqual(
      rows.filter(({ isBound }) => !isBound),
      [],
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      tables,
    );
  });

  test("2 no view looks past the wall", async () => {
    const { rows } = await sql`
      select relname from pg_class
       where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
         and not coalesce(reloptions @> array['security_invoker=true'], false)`.execute(portal.owner);
    assert.deepEqual(rows, []);
  });

  test("3 a key to another site's row is refused", async () => {
    const aoba = "'site_aoba'";
    const attempts: Record<string, string> = {
      proofs: `insert into proofs select 'proof_x', ${aoba}, order_id, order_number, ordered_on, version, state, '111111111111',
                 document, key_id, signature, issued_at
               from (values ('order_hangang', 'SO-5100', '2009-06-15'::date, 1, 'valid', '{}', 'k', ''::bytea, '2010-01-01'::timestamptz))
                 as made (order_id, order_number, ordered_on, version, state, document, key_id, signature, issued_at)`,
      site_documents: `insert into site_documents (id, site_id, kind, channel, language, passcode_id, sealed_facts, made_at)
               values ('document_x', ${aoba}, 'welcome', 'e-mail', 'ko', 'passcode_h', '', '2010-01-01')`,
      order_lines: `insert into order_lines (id, site_id, order_id, line, part_number, quantity)
               values ('oline_x', ${aoba}, 'order_hangang', 9, 'D09LELL', 1)`,
      entitlement_lines: `insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on,
                 part_number, product_code, product_name, quantity)
               values ('line_x', ${aoba}, 'order_hangang', 'oline_hangang', 'SO-5100', 1, '2009-06-15', 'D09LELL', 'doors', 'D', 1)`,
      coverage_periods: `insert into coverage_periods (line_id, site_id, covered_from, covered_through, kind, order_line_id)
               values ('line_hangangdoors', ${aoba}, '2010-07-01', '2011-06-30', 'license', 'oline_x')`,
    };
    for (const [table, statement] of Object.entries(attempts)) {
      const code = await refusedBy(within(AOBA, (query) => sql.raw(statement).execute(query)));
      assert.equal(code, "23503", table);
    }
  });

  test("4 no unique key tells of another site's numbers: each begins with the site, or is drawn at random", async () => {
    const { rows } = await sql<{ name: string; columns: string[] }>`
      select indexed.relname as name,
             array(select attname::text from pg_attribute where attrelid = index.indexrelid order by attnum) as columns
        from pg_index index
        join pg_class indexed on indexed.oid = index.indexrelid
        join pg_class held on held.oid = index.indrelid
       where index.indisunique and held.relname = any(${tables})`.execute(portal.owner);
    const random = [
      "id",
      "token_hash",
      "secret_hash",
      "check_code",
      "position",
      "chain",
      "number",
      "subject_id",
    ];
    // Of the asker's own making: who asks, whose session it is, and a domain whose owner has proved it.
    random.push("person_id", "session_id", "domain");
    const telling = rows.filter(
      ({ columns }) => columns[0] !== "site_id" && !random.includes(columns[0] ?? ""),
    );
    assert.deepEqual(telling, []);
    // Numbers that are unique over all are given by the vendor's feed alone, which reaches every site.
    const numbers = rows.filter(({ columns }) => columns[0] === "number").map(({ name }) => name);
    assert.deepEqual(numbers.sort(), [
      "orders_number_once",
      "renewal_quotes_number_once", // drawn at random
      "sites_number_once",
    ]);
  });

  test("5 a connection that served a site reaches nothing afterwards, and fails at nothing", async () => {
    const counts = await portal.portal.db.connection().execute(async (connection) => {
      await sql`begin; set local carnet.site_id = 'site_aoba'; set local carnet.person_id = 'person_hana'`.execute(
        connection,
      );
      const inside = await countOf(connection, "orders", "true");
      await sql`commit`.execute(connection);
      const outside = [];
      for (const table of tables) outside.push(await countOf(connection, table, "true"));
      return { inside, outside };
    });
    assert.ok(counts.inside > 0);
    assert.deepEqual(new Set(counts.outside), new Set([0]));
  });
});

describe("the portal's role", () => {
  test("changes no table, and neither changes nor deletes an event", async () => {
    const forbidden = [
      "create table mine (id int)",
      "alter table orders disable row level security",
      "drop policy of_site on orders",
      "update events set facts = '{}' where id = 'event_h'",
      "delete from events where id = 'event_h'",
      "truncate events",
      "select * from event_chains",
    ];
    for (const statement of forbidden) {
      const code = await refusedBy(within({ vendor: true }, (query) => sql.raw(statement).execute(query)));
      assert.equal(code, "42501", statement);
    }
  });

  test("is no superuser, owns nothing and passes by no policy", async () => {
    const { rows } = await within({}, (query) =>
      sql<{ isSuper: boolean; owned: number }>`
        select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as is_super,
               (select count(*)::int from pg_class where relowner = pg_roles.oid) as owned
          from pg_roles where rolname = current_user`.execute(query),
    );
    assert.deepEqual(rows, [{ isSuper: false, owned: 0 }]);
  });
});
