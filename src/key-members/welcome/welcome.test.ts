/** Who is in a Key Center by what he or she is at the site, and is welcomed once. BR-92, BR-93, D-14. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { AOBA_KEYS, clearKeyCenter, HANA, JUN, REI, readMail, sentOf } from "../../../test/key-center.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { systemContext } from "../../platform/context.ts";
import { welcomeMembers } from "./operations.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());
beforeEach(async () => {
  await clearKeyCenter(portal);
  await sql`delete from sites where id = 'site_new'`.execute(portal.owner);
});

const work = () => portal.portal.jobs.catchUp();

/** A site that was registered on a day, with a contact who has yet to come in. */
async function addSite(registeredOn: string, email: string): Promise<void> {
  await sql`
    insert into sites (id, number, program, agreement_id, customer_id, name, country, language, registered_on,
                       contact_given_name, contact_family_name, contact_email, contact_email_key, primary_state, documents_due)
    values ('site_new', '7001299', 'PA', 'agreement_aoba', 'customer_aoba', '青葉商事 大阪', 'JP', 'ja', ${registeredOn}::date,
            'Ken', 'Ito', ${email}, ${email}, 'unclaimed', false)`.execute(portal.owner);
}

async function claim(personId: string): Promise<void> {
  await sql`update sites set primary_state = 'claimed' where id = 'site_new'`.execute(portal.owner);
  await sql`
    insert into access_grants (site_id, person_id, role, software_and_services, reporting, entitlements, entitlement_allocation,
                               manage_access, contact_update, account_documents, granted_at, granted_by)
    select 'site_new', ${personId}, role, software_and_services, reporting, entitlements, entitlement_allocation, manage_access,
           contact_update, account_documents, now(), 'passcode'
      from access_grants where person_id = ${CAST.hana} and site_id = ${CAST.aoba}`.execute(portal.owner);
}

const LEE = {
  ...{
    name: "Lee Min",
    email: "lee@aoba.example",
    phone: "022-000-0001",
    street: "青葉町1-2-3",
    city: "仙台市",
  },
  ...{ region: "宮城県", postalCode: "980-0001", country: "JP", language: "ko" },
};

async function nameTechnical(contact: object = LEE, as = HANA): Promise<void> {
  const url = `/v1/sites/${CAST.aoba}/contacts/TECHNICAL`;
  const reply = await portal.as(as, { method: "PUT", url, payload: contact });
  assert.ok([200, 201].includes(reply.statusCode), reply.body);
}

async function membersOf(as = HANA): Promise<string[][]> {
  const { items } = (await portal.as(as, { url: AOBA_KEYS })).json();
  return items.map(({ email, role, because }: Record<string, string>) => [email, role, because]);
}

async function register(email: string): Promise<void> {
  await sql`
    insert into people (id, email, email_key, given_name, family_name, country, language, password_hash, state, registered_at,
                        confirmed_at)
    select 'person_lee', ${email}, ${email}, 'Min', 'Lee', 'KR', 'ko', password_hash, 'active', now(), now()
      from people where id = ${CAST.hana}
        on conflict (id) do nothing`.execute(portal.owner);
}

describe("automatic members", () => {
  test("BR-92 the primary and the technical contact Lee are members and welcomed, the secondary Jun is not", async () => {
    await sql`update access_grants set role = role where role = 'primary' and site_id = ${CAST.aoba}`.execute(
      portal.owner,
    );
    await nameTechnical();
    await work();
    assert.deepEqual(await sentOf(portal), [
      "key-member.welcome hana@aoba.example",
      "key-member.welcome lee@aoba.example",
    ]);
    const mail = await readMail(portal, "lee@aoba.example", /青葉商事 本社 키센터/);
    assert.match(mail.text, /007001234/);
    assert.match(mail.text, /\/register\?email=lee%40aoba.example/); // no ID yet: with this very address
    assert.deepEqual(await membersOf(), [[HANA, "administrator", "primary"]]);
    await register("lee@aoba.example");
    assert.deepEqual(await membersOf("lee@aoba.example"), [
      [HANA, "administrator", "primary"],
      ["lee@aoba.example", "user", "technical"],
    ]);
    assert.equal((await portal.as(JUN, { url: AOBA_KEYS })).statusCode, 403);
    await work();
    assert.equal((await sentOf(portal)).length, 2); // once to each
  });

  test("BR-92 a change of the technical contact is one of the member, at once", async () => {
    await register("lee@aoba.example");
    await nameTechnical();
    assert.equal((await membersOf()).length, 2);
    const before = (await portal.as(HANA, { url: `/v1/sites/${CAST.aoba}/contacts` })).json();
    const technical = before.items.find(({ type }: { type: string }) => type === "TECHNICAL");
    const url = `/v1/sites/${CAST.aoba}/contacts/TECHNICAL`;
    const payload = { ...LEE, name: "Rei", email: REI };
    const headers = { "if-match": `"${technical.version}"` };
    const reply = await portal.as(HANA, { method: "PUT", url, payload, headers });
    assert.ok(reply.statusCode < 300, reply.body);
    assert.deepEqual(await membersOf(), [
      [HANA, "administrator", "primary"],
      [REI, "user", "technical"],
    ]);
    assert.equal((await portal.as("lee@aoba.example", { url: AOBA_KEYS })).statusCode, 404);
    await work();
    assert.deepEqual(await sentOf(portal, "key-member.welcome"), [HANA, REI]); // Lee had gone before the job looked
  });

  test("BR-92 at a new site the registered contact is welcomed: the passcode first, then in; once", async () => {
    await addSite("2010-02-20", "ken@aoba.example");
    await work();
    assert.deepEqual(await sentOf(portal), ["key-member.welcome ken@aoba.example"]);
    assert.match((await readMail(portal, "ken@aoba.example")).text, /テンポラリー・パスコード/);
    assert.equal((await portal.as(REI, { url: "/v1/sites/site_new/key-members" })).statusCode, 404);
    await claim(CAST.nobody); // somebody else came in as primary: he is new
    await work();
    assert.deepEqual(await sentOf(portal), [
      "key-member.welcome ken@aoba.example",
      `key-member.welcome ${REI}`,
    ]);
    assert.equal((await portal.as(REI, { url: "/v1/sites/site_new/key-members" })).statusCode, 200);
  });

  test("no flood: the contact of a site that is older than ninety days is welcomed when he comes in", async () => {
    await addSite("2009-11-30", REI);
    await work();
    assert.deepEqual(await sentOf(portal), []);
    await claim(CAST.nobody);
    await work();
    assert.deepEqual(await sentOf(portal), [`key-member.welcome ${REI}`]);
  });

  test("whoever is both is welcomed once, as administrator", async () => {
    await sql`update access_grants set role = role where role = 'primary' and site_id = ${CAST.aoba}`.execute(
      portal.owner,
    );
    await nameTechnical({ ...LEE, name: "森 花", email: HANA });
    await work();
    assert.deepEqual(await sentOf(portal), [`key-member.welcome ${HANA}`]);
    assert.deepEqual(await membersOf(), [[HANA, "administrator", "primary"]]);
  });

  test("killed anywhere it loses and repeats nothing: the note goes with the mail or stays", async () => {
    await nameTechnical();
    const broken = {
      ...portal.portal,
      jobs: { ...portal.portal.jobs, enqueue: () => Promise.reject(new Error("killed")) },
    };
    await assert.rejects(welcomeMembers(systemContext(broken, "key-members.welcome")), /killed/);
    assert.deepEqual(await sentOf(portal), []);
    const context = systemContext(portal.portal, "key-members.welcome");
    await Promise.all(Array.from({ length: 4 }, () => welcomeMembers(context)));
    assert.deepEqual(await sentOf(portal, "key-member.welcome"), [HANA, "lee@aoba.example"]);
  });

  test("BR-93 without the mail the ID’s own reset helps: instructions come by mail, and the page says so", async () => {
    await register("lee@aoba.example");
    await nameTechnical();
    const page = await portal.as("lee@aoba.example", { url: "/key-center" });
    assert.match(page.body, /href="\/reset"/);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const payload = `email=${encodeURIComponent("lee@aoba.example")}`;
    const reply = await portal.app.inject({ method: "POST", url: "/reset", headers, payload });
    assert.ok([200, 303].includes(reply.statusCode), reply.body);
    assert.match((await readMail(portal, "lee@aoba.example", /비밀번호/)).text, /\/reset/);
  });
});
