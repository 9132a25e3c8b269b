import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { asPortal, siteScopeOf } from "../../access/index.ts";
import { systemContext } from "../../platform/context.ts";
import { listSiteWarnings } from "../index.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const MIO = "mio@aoba.example";
const URL = `/v1/sites/${CAST.aoba}`;
const NOW = "2010-03-01T03:00:00Z";

let portal: TestPortal;

before(async () => {
  portal = await testPortal({ now: NOW });
});
after(() => portal.close());

/** Everybody was here yesterday, and nothing is the matter with Aoba. */
beforeEach(async () => {
  const { owner } = portal;
  portal.clock.set(NOW);
  for (const table of ["site_warnings", "care_requests", "take_overs", "successors", "mails"])
    await sql`delete from ${sql.table(table)}`.execute(owner);
  await sql`update access_grants set last_seen_on = '2010-02-28'`.execute(owner);
  await sql`update access_grants set role = 'secondary', secondary_place = 1, manage_access = 'update'
             where person_id = ${CAST.jun}`.execute(owner);
  await sql`update sessions set last_seen_at = ${NOW}, expires_at = '2012-01-01'`.execute(owner);
});

/** The daily look, at a moment. */
async function lookAt(now: string) {
  portal.clock.set(now);
  await portal.portal.jobs.catchUp();
  await sql`update sessions set last_seen_at = ${now}, expires_at = '2012-01-01'`.execute(portal.owner);
}

async function warningsOf(siteId: string = CAST.aoba): Promise<[string, string][]> {
  const context = systemContext(portal.portal, "test");
  const found = await asPortal(context, (scope) => listSiteWarnings(siteScopeOf(scope, siteId)));
  return found.map(({ cause, since }) => [cause, since]);
}

async function mailsAbout(template: string): Promise<string[]> {
  const { rows } = await sql<{ toAddress: string }>`
    select to_address from mails
     where template = ${template} and to_address like '%@aoba.example' order by to_address`.execute(
    portal.owner,
  );
  return rows.map(({ toAddress }) => toAddress);
}

async function onTheDesk(siteId: string = CAST.aoba): Promise<string[]> {
  const { rows } = await sql<{ state: string }>`
    select state from care_requests
     where kind = 'unattended-site' and subject_id = ${siteId} order by opened_at, id`.execute(portal.owner);
  return rows.map(({ state }) => state);
}

async function bounce(address: string) {
  await sql`
    insert into mails (id, dedupe_key, to_address, language, template, state, queued_at)
    values ('mail_back', 'back', ${address}, 'ja', 'welcome', 'bounced', '2010-03-01')`.execute(portal.owner);
}

describe("the daily look", () => {
  test("finds nothing at a site that is well looked after", async () => {
    await lookAt(NOW);
    assert.deepEqual(await warningsOf(), []);
    assert.deepEqual(await onTheDesk(), []);
  });

  test("notices an unseen primary on the day, tells once, and forgets it when he is seen", async () => {
    await lookAt("2010-08-27T03:00:00Z");
    assert.deepEqual(await warningsOf(), []);
    await lookAt("2010-08-28T03:00:00Z");
    assert.deepEqual(await warningsOf(), [["primary-unseen", "2010-08-28"]]);
    assert.deepEqual(await onTheDesk(), ["open"]);
    assert.deepEqual(await mailsAbout("succession-warning"), [HANA, JUN]);
    await lookAt("2010-08-29T03:00:00Z");
    assert.deepEqual(await mailsAbout("succession-warning"), [HANA, JUN]);
    await sql`update access_grants set last_seen_on = '2010-08-29' where person_id = ${CAST.hana}`.execute(
      portal.owner,
    );
    await lookAt("2010-08-30T03:00:00Z");
    assert.deepEqual(await warningsOf(), []);
    assert.deepEqual(await onTheDesk(), ["withdrawn"]);
  });

  test("run twice and at once is run once: one row, one mail each, one work item", async () => {
    await bounce(HANA);
    await Promise.all([portal.portal.jobs.catchUp(), portal.portal.jobs.catchUp()]);
    await portal.portal.jobs.catchUp();
    assert.deepEqual(await warningsOf(), [["mail-bounces", "2010-03-01"]]);
    assert.deepEqual(await mailsAbout("succession-warning"), [JUN], "nobody by the mailbox that bounces");
    assert.deepEqual(await onTheDesk(), ["open"]);
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from events
       where site_id = ${CAST.aoba} and name = 'site-warning.raised'
         and facts->>'cause' = 'mail-bounces'`.execute(portal.owner);
    assert.equal(rows[0]?.count, 1);
  });

  test("asks for a second administrator at once, and tells care after thirty days", async () => {
    await sql`update access_grants set manage_access = 'view' where person_id = ${CAST.jun}`.execute(
      portal.owner,
    );
    await lookAt("2010-03-01T03:00:00Z");
    assert.deepEqual(await warningsOf(), [["no-second-administrator", "2010-03-01"]]);
    assert.deepEqual(await onTheDesk(), []);
    assert.deepEqual(await mailsAbout("succession-warning"), [HANA]);
    await lookAt("2010-03-30T03:00:00Z");
    assert.deepEqual(await onTheDesk(), []);
    await lookAt("2010-03-31T03:00:00Z");
    assert.deepEqual(await onTheDesk(), ["open"]);
  });

  test("finds a place that nobody holds, and counts a closed ID as nobody", async () => {
    await sql`update people set state = 'disabled' where id = ${CAST.hana}`.execute(portal.owner);
    await lookAt(NOW);
    const found = await warningsOf();
    await sql`update people set state = 'active' where id = ${CAST.hana}`.execute(portal.owner);
    assert.deepEqual(found, [["no-primary", "2010-03-01"]]);
    assert.deepEqual(await onTheDesk(), ["open"]);
    assert.deepEqual(await warningsOf(CAST.formosa), [], "nobody has come in there yet");
  });

  test("is told to those who manage access, and to nobody else", async () => {
    await bounce(HANA);
    await lookAt(NOW);
    const forJun = (await portal.as(JUN, { url: `${URL}/primary` })).json();
    assert.deepEqual(forJun.warnings, [{ cause: "mail-bounces", since: "2010-03-01" }]);
    assert.equal((await portal.as(MIO, { url: `${URL}/primary` })).json().warnings, null);
    assert.equal((await portal.as(MIO, { url: `${URL}/successors` })).statusCode, 403);
    assert.equal((await portal.as(JUN, { url: `${URL}/successors` })).json().warnings.length, 1);
  });
});

const name = (personIds: string[], as = HANA) =>
  portal.as(as, { method: "PUT", url: `${URL}/successors`, payload: { personIds } });

describe("the order of succession", () => {
  test("200 is set by the primary alone, and read in its order", async () => {
    assert.equal((await name([CAST.mio, CAST.jun])).statusCode, 200);
    const { successors } = (await portal.as(JUN, { url: `${URL}/primary` })).json();
    assert.deepEqual(
      successors.map(({ personId }: { personId: string }) => personId),
      [CAST.mio, CAST.jun],
    );
    const byOther = await name([CAST.mio], JUN);
    assert.deepEqual([byOther.statusCode, byOther.json().code], [403, "primary_required"]);
    assert.equal((await name([])).statusCode, 200);
  });

  test("400, 404 and 409 for somebody twice, a stranger and the primary", async () => {
    const replies = [];
    for (const ids of [[CAST.jun, CAST.jun], [CAST.seoyeon], [CAST.hana]])
      replies.push((await name(ids)).json().code);
    assert.deepEqual(replies, ["invalid_request", "member_not_found", "already_primary"]);
    assert.equal((await name(Array(5).fill(CAST.jun))).statusCode, 400);
  });
});

const claim = (as: string) => portal.as(as, { method: "POST", url: `${URL}/succession-claim` });

describe("claiming the place", () => {
  beforeEach(async () => {
    await name([CAST.mio, CAST.jun]);
    await bounce(HANA);
    await lookAt(NOW);
  });

  test("asks the first successor, who alone may claim, once; care gets it and the primary is told", async () => {
    assert.deepEqual(await mailsAbout("succession-asked"), [MIO]);
    assert.deepEqual((await claim(JUN)).json().code, "not_first_successor");
    const replies = await Promise.all([claim(MIO), claim(MIO)]);
    assert.deepEqual(replies.map(({ statusCode }) => statusCode).sort(), [202, 409]);
    await portal.portal.jobs.drain();
    const { rows } = await sql<{ kind: string; siteId: string }>`
      select kind, site_id from care_requests where kind = 'primary-change'`.execute(portal.owner);
    assert.deepEqual(rows, [{ kind: "primary-change", siteId: CAST.aoba }]);
    assert.deepEqual(await mailsAbout("succession-announced"), [HANA, JUN]);
  });

  test("409 nothing to claim while the primary can be reached", async () => {
    await sql`delete from mails`.execute(portal.owner);
    await lookAt("2010-03-02T03:00:00Z");
    assert.deepEqual((await claim(MIO)).json().code, "nothing_to_claim");
  });

  test("204 the primary objects: the claim ends, leaves the desk, and the place stays as it is", async () => {
    const { id } = (await claim(MIO)).json();
    const object = (as: string) =>
      portal.as(as, { method: "POST", url: `${URL}/take-overs/${id}/objection` });
    assert.equal((await object(JUN)).statusCode, 403);
    const [first, second] = await Promise.all([object(HANA), object(HANA)]);
    assert.deepEqual([first?.statusCode, second?.statusCode].sort(), [204, 409]);
    await portal.portal.jobs.drain();
    const { rows } = await sql<{ state: string }>`
      select state from care_requests where kind = 'primary-change' and state = 'open'`.execute(portal.owner);
    assert.deepEqual(rows, []);
    assert.deepEqual(await mailsAbout("succession-objected"), [MIO]);
  });
});
