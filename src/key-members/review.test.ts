/** What an auditor tried on the Key Center's members: names of others, and coming back after having been taken out. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const REI = "rei@elsewhere.example";
const KEYS = `/v1/sites/${CAST.aoba}/license-keys`;

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

test("BR-94 whoever was only added by the address is told to nobody by name, not even as who helps", async () => {
  const url = `/v1/sites/${CAST.aoba}/key-members`;
  const payload = { email: REI, role: "administrator" };
  assert.equal((await portal.as(HANA, { method: "POST", url, payload })).statusCode, 201);
  const refused = await portal.as(JUN, { url: KEYS });
  assert.equal(refused.statusCode, 403);
  assert.deepEqual(
    refused.json().helpers.map(({ name }: { name: string }) => name),
    ["森 花", REI],
  );
  const page = await portal.as(JUN, { url: "/key-center" });
  assert.match(page.body, new RegExp(REI));
  assert.doesNotMatch(page.body, /Rei|Sato|佐藤/);
  await portal.as(REI, { url: `/sites/${CAST.aoba}/key-members` }); // from now on the name is known here
  const again = (await portal.as(JUN, { url: KEYS })).json();
  assert.notEqual(again.helpers[1].name, REI);
});

test("BR-95 whoever is being taken out of the site does not come in by its order number meanwhile", async () => {
  const join = () =>
    portal.as("mio@aoba.example", {
      method: "POST",
      url: "/v1/key-center/registrations",
      payload: { siteNumber: "7001234", orderNumber: "SO-4700" },
    });
  const joining = await portal.owner.transaction().execute(async (removal) => {
    await sql`select from sites where id = ${CAST.aoba} for no key update`.execute(removal);
    await sql`delete from access_grants where person_id = ${CAST.mio}`.execute(removal);
    const joined = join();
    await sleep(400);
    return { joined };
  });
  const reply = await joining.joined;
  assert.deepEqual([reply.statusCode, reply.json().state], [202, "pending"]);
});

test("BR-96 requests whose administrators have no ID yet keep nobody else's from being told", async () => {
  await sql`
    insert into people (id, email, email_key, given_name, family_name, country, language, state, registered_at)
    select 'person_asks' || n, n || '@asks.example', n || '@asks.example', '', '', 'TW', 'en', 'invited', '2010-01-01'
      from generate_series(1, 201) n`.execute(portal.owner);
  await sql`
    insert into key_members (site_id, person_id, role, path, since, added_by)
    values (${CAST.formosa}, 'person_asks1', 'administrator', 'support', '2010-01-01', 'vendor')`.execute(
    portal.owner,
  );
  await sql`
    insert into key_member_requests (id, site_number, person_id, asked_at)
    select 'keyrequest_' || n, '7004321', 'person_asks' || n, timestamptz '2010-02-01' from generate_series(2, 201) n
     union all
    select 'keyrequest_last', '3005678', ${CAST.nobody}, '2010-02-02'`.execute(portal.owner);
  await portal.portal.jobs.catchUp();
  const { rows } = await sql<{ isRouted: boolean }>`
    select routed_at is not null as is_routed from key_member_requests where id = 'keyrequest_last'`.execute(
    portal.owner,
  );
  assert.deepEqual(rows, [{ isRouted: true }]);
});
