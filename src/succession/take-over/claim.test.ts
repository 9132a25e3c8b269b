import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

const MIO = "mio@aoba.example";
const OTTO = "otto@vendor.example";
const CARA = "cara@vendor.example";
const URL = `/v1/sites/${CAST.aoba}`;

let portal: TestPortal;

/** Hana's mail comes back, Mio is the first successor, two agents are on the desk. */
before(async () => {
  portal = await testPortal();
  await sql`
    insert into people (id, email, email_key, given_name, family_name, country, language, password_hash, state,
                        registered_at, confirmed_at)
    select 'person_cara', ${CARA}, ${CARA}, 'Cara', 'E', 'US', 'en', password_hash, 'active', registered_at, confirmed_at
      from people where id = ${CAST.otto}`.execute(portal.owner);
  await sql`insert into staff_members (person_id, role, invited_at, invited_by)
            values ('person_cara', 'care', '2009-01-01', 'system')`.execute(portal.owner);
  await sql`update access_grants set last_seen_on = '2010-02-28'`.execute(portal.owner);
  await sql`
    insert into mails (id, dedupe_key, to_address, language, template, state, queued_at)
    values ('mail_back', 'back', 'hana@aoba.example', 'ja', 'welcome', 'bounced', '2010-03-01')`.execute(
    portal.owner,
  );
  const payload = { personIds: [CAST.mio] };
  await portal.as("hana@aoba.example", { method: "PUT", url: `${URL}/successors`, payload });
  await portal.portal.jobs.catchUp();
});
after(() => portal.close());

async function onTheDesk(kind: string): Promise<string> {
  const { items } = (await portal.as(CARA, { url: `/v1/care/requests?kind=${kind}` })).json();
  const of = items.filter(({ siteNumber }: { siteNumber: string }) => siteNumber === "7001234");
  assert.equal(of.length, 1);
  return of[0].id;
}

const decide = (as: string, id: string, payload: object) =>
  portal.as(as, { method: "POST", url: `/v1/care/requests/${id}/decision`, payload });

describe("the first successor's claim", () => {
  test("403 A-17 ends with the place in the order: nobody is confirmed who was taken out of it meanwhile", async () => {
    const claimed = await portal.as(MIO, { method: "POST", url: `${URL}/succession-claim` });
    assert.equal(claimed.statusCode, 202, claimed.body);
    await portal.portal.jobs.drain();
    const id = await onTheDesk("primary-change");
    const fields = { company: "on", site: "on", customerNumber: "on", country: "on", requester: "domain" };
    assert.equal((await decide(CARA, id, { outcome: "verify", fields })).statusCode, 200);
    const order = (personIds: string[]) =>
      portal.as("hana@aoba.example", { method: "PUT", url: `${URL}/successors`, payload: { personIds } });
    assert.equal((await order([])).statusCode, 200);
    const refused = await decide(OTTO, id, { outcome: "confirm" });
    assert.deepEqual([refused.statusCode, refused.json().code], [403, "not_first_successor"]);
    const { primary } = (await portal.as(MIO, { url: `${URL}/primary` })).json();
    assert.equal(primary.email, "hana@aoba.example");
    assert.equal((await decide(OTTO, id, { outcome: "reject", reason: "Taken out." })).statusCode, 200);
    assert.equal((await order([CAST.mio])).statusCode, 200);
  });

  test("needs the same evidence and the same two agents; then the place is the successor's", async () => {
    const claimed = await portal.as(MIO, { method: "POST", url: `${URL}/succession-claim` });
    assert.equal(claimed.statusCode, 202, claimed.body);
    await portal.portal.jobs.drain();
    const id = await onTheDesk("primary-change");
    const fields = { company: "on", site: "on", customerNumber: "on", country: "on", requester: "domain" };
    assert.equal((await decide(CARA, id, { outcome: "verify", fields })).statusCode, 200);
    assert.equal((await decide(CARA, id, { outcome: "confirm" })).json().code, "second_agent_required");
    const { change } = (await portal.as(MIO, { url: `${URL}/primary` })).json();
    assert.deepEqual([change.state, change.origin], ["verified", "succession"]);
    assert.equal((await decide(OTTO, id, { outcome: "confirm" })).statusCode, 200);
    const { primary, successors } = (await portal.as(MIO, { url: `${URL}/primary` })).json();
    assert.deepEqual([primary.email, successors], [MIO, []]);
  });

  test("the warning goes with its cause, and the site's work item with it", async () => {
    await portal.portal.jobs.drain();
    const { warnings } = (await portal.as(MIO, { url: `${URL}/primary` })).json();
    assert.deepEqual(warnings, []);
    const { items } = (await portal.as(CARA, { url: "/v1/care/requests?kind=unattended-site" })).json();
    assert.deepEqual(
      items.filter(({ siteNumber }: { siteNumber: string }) => siteNumber === "7001234"),
      [],
    );
  });
});

test("an agent settles an unattended site with what was done; it does not come back for the same cause", async () => {
  await sql`
    insert into mails (id, dedupe_key, to_address, language, template, state, queued_at)
    values ('mail_again', 'again', ${MIO}, 'ja', 'welcome', 'bounced', '2011-01-01')`.execute(portal.owner);
  await portal.portal.jobs.catchUp();
  const id = await onTheDesk("unattended-site");
  assert.equal((await decide(CARA, id, { outcome: "settle" })).statusCode, 400);
  const reply = await decide(CARA, id, { outcome: "settle", reason: "The mailbox is being moved." });
  assert.equal(reply.statusCode, 200, reply.body);
  await portal.portal.jobs.catchUp();
  const { rows } = await sql<{ state: string }>`
    select state from care_requests where kind = 'unattended-site' and subject_id = ${CAST.aoba}
     order by state`.execute(portal.owner);
  assert.deepEqual(
    rows.map(({ state }) => state),
    ["decided", "withdrawn"],
  );
});
