/** Writing to the desk, and its answers. DOMAIN §3.8.3, §3.9; BR-25, BR-51, BR-53. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { AGENTS, addAgents } from "../../test/agents.ts";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { LANGUAGES, tagOf } from "../platform/language.ts";

const { cara, sally, sue } = AGENTS;
const HANA = "hana@aoba.example";

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
  await addAgents(portal.owner);
});
after(() => portal.close());

beforeEach(async () => {
  for (const table of ["mails", "care_requests", "enquiries", "spendings"]) {
    await sql.raw(`delete from ${table}`).execute(portal.owner);
  }
});

const BY = { name: "Kenji Mori", email: "kenji@private.example", country: "JP" };

const send = (kind: string, siteNumber: string | undefined, more: object = {}, as?: string) =>
  portal.as(as, {
    method: "POST",
    url: "/v1/enquiries",
    payload: { kind, ...BY, ...(siteNumber === undefined ? {} : { siteNumber }), ...more },
  });

async function matter(): Promise<{ id: string; team: string; siteId: string | null }> {
  const { rows } = await sql<{ id: string; team: string; siteId: string | null }>`
    select id, team, site_id from care_requests where kind <> 'unattended-site'`.execute(portal.owner);
  assert.equal(rows.length, 1);
  return rows[0] ?? { id: "", team: "", siteId: null };
}

async function decide(as: string, outcome: string, more: object = {}) {
  const { id } = await matter();
  const url = `/v1/care/requests/${id}/decision`;
  return portal.as(as, { method: "POST", url, payload: { outcome, ...more } });
}

async function mailed(): Promise<{ to: string; template: string; facts: Record<string, unknown> }[]> {
  const { rows } = await sql<{ toAddress: string; template: string; sealedFacts: Buffer }>`
    select to_address, template, sealed_facts from mails where template like 'enquiry-%' order by template`.execute(
    portal.owner,
  );
  return rows.map(({ toAddress, template, sealedFacts }) => ({
    to: toAddress,
    template,
    facts: portal.portal.secrets.unseal(sealedFacts) as Record<string, unknown>,
  }));
}

async function newest(name: string, siteId: string): Promise<Record<string, unknown> | undefined> {
  const { rows } = await sql<{ facts: Record<string, unknown> }>`
    select facts from events where name = ${name} and site_id = ${siteId} order by position desc limit 1`.execute(
    portal.owner,
  );
  return rows[0]?.facts;
}

async function stateOf(): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`select state from enquiries`.execute(portal.owner);
  return rows[0]?.state;
}

describe("POST /v1/enquiries", () => {
  test("202, the same for every number, known or not", async () => {
    const bodies = [];
    for (const number of ["7001234", "7999999", "007004321"]) {
      const reply = await send("forgotten-id", number);
      bodies.push(`${reply.statusCode} ${Object.keys(reply.json())} ${reply.body.length}`);
    }
    assert.equal(new Set(bodies).size, 1);
    assert.match(bodies[0] ?? "", /^202 id /);
    assert.deepEqual(await mailed(), []);
  });

  test("BR-25 BR-53 BR-51 without the site number 400 that names the field and the rule", async () => {
    const rules = { "forgotten-id": "BR-25", "contact-enquiry": "BR-53", "registration-change": "BR-51" };
    for (const [kind, rule] of Object.entries(rules)) {
      const { statusCode, json } = await send(kind, undefined, { changes: { phone: "1" } });
      assert.equal(statusCode, 400);
      assert.deepEqual([json().fields, json().rule], [{ siteNumber: ["required"] }, rule]);
    }
    assert.deepEqual((await send("forgotten-id", "8001234")).json().fields, {
      siteNumber: ["site_number_malformed"],
    });
  });

  test("every fault at once", async () => {
    const reply = await send("registration-change", "7001234", {
      email: "no address",
      changes: { contactEmail: "nor this" },
    });
    assert.deepEqual(reply.json().fields, {
      email: ["email_malformed"],
      "changes.contactEmail": ["email_malformed"],
    });
    assert.deepEqual((await send("registration-change", "7001234")).json().fields, {
      changes: ["change_required"],
    });
  });

  test("429 for a flood of letters from one place", async () => {
    const replies = await Promise.all(Array.from({ length: 40 }, () => send("contact-enquiry", "7001234")));
    const counts = Map.groupBy(replies, ({ statusCode }) => statusCode);
    assert.deepEqual([counts.get(202)?.length, counts.get(429)?.length], [30, 10]);
  });
});

describe("BR-25 a forgotten ID", () => {
  test("care sees who is known at the site, and answers only to an address that is", async () => {
    await send("forgotten-id", "7001234");
    const view = (await portal.as(cara.email, { url: `/v1/care/requests/${(await matter()).id}` })).json();
    assert.match(JSON.stringify(view), /hana@aoba\.example.*jun@aoba\.example.*mio@aoba\.example/);
    const typed = await decide(cara.email, "answer", { fields: { candidate: BY.email } });
    assert.deepEqual(typed.json().fields, { "fields.candidate": ["choice_unknown"] });
    assert.equal((await decide(cara.email, "answer", { fields: { candidate: HANA } })).statusCode, 200);
    const mails = await mailed();
    assert.deepEqual(
      mails.map(({ to, template }) => [to, template]),
      [[HANA, "enquiry-id-recovered"]],
    );
    assert.equal(await stateOf(), "answered");
    assert.equal((await newest("enquiry.id-recovered", CAST.aoba))?.["to"], HANA);
    const history = await portal.as(HANA, { url: `/sites/${CAST.aoba}/history` });
    assert.match(history.body, /hana@aoba\.example 宛に回答/);
  });

  test("the registered contact without an ID is told to register it", async () => {
    await sql`
      update sites set contact_email = 'old@formosa.example', contact_email_key = 'old@formosa.example'
       where id = ${CAST.formosa}`.execute(portal.owner);
    await send("forgotten-id", "7004321");
    await decide(cara.email, "answer", { fields: { candidate: "old@formosa.example" } });
    assert.deepEqual((await mailed())[0]?.facts["hasId"], false);
    await sql`
      update sites set contact_email = 'lihua@formosa.example', contact_email_key = 'lihua@formosa.example'
       where id = ${CAST.formosa}`.execute(portal.owner);
  });

  test("a number that is no site's cannot be answered; rejected, a stranger's address hears nothing", async () => {
    await send("forgotten-id", "7999999");
    const reply = await decide(cara.email, "answer", { fields: { candidate: HANA } });
    assert.deepEqual([reply.statusCode, reply.json().code], [409, "outcome_refused"]);
    assert.equal((await decide(cara.email, "reject", { reason: "No such site" })).statusCode, 200);
    assert.deepEqual(await mailed(), []);
  });

  test("rejected, an address that is known at the site is told why", async () => {
    await send("forgotten-id", "7001234", { email: "JUN@aoba.example" });
    await decide(cara.email, "reject", { reason: "Which of your IDs?" });
    assert.deepEqual((await mailed())[0]?.facts["reason"], "Which of your IDs?");
  });
});

describe("BR-53 who is the contact", () => {
  test("care tells; support may not", async () => {
    await send("contact-enquiry", "7001234");
    const support = await decide(sue.email, "disclose");
    assert.equal(support.statusCode, 404, "it is on no desk of support's");
    await sql`update care_requests set team = 'support' where kind = 'contact-enquiry'`.execute(portal.owner);
    const handed = await decide(sue.email, "disclose");
    assert.deepEqual([handed.statusCode, handed.json().code], [403, "staff_role_required"]);
    assert.deepEqual(await mailed(), []);
    await sql`update care_requests set team = 'care' where kind = 'contact-enquiry'`.execute(portal.owner);
    assert.equal((await decide(cara.email, "disclose")).statusCode, 200);
    const [mail] = await mailed();
    assert.equal(mail?.to, BY.email);
    assert.deepEqual(mail?.facts["contacts"], [
      ["森 花", HANA],
      ["阿部 純", "jun@aoba.example"],
    ]);
    assert.equal((await newest("contacts.disclosed", CAST.aoba))?.["to"], BY.email);
  });

  test("returned, with what is missing", async () => {
    await send("contact-enquiry", "7999999");
    assert.equal((await decide(cara.email, "disclose")).json().code, "outcome_refused");
    assert.equal((await decide(cara.email, "return")).statusCode, 400);
    assert.equal((await decide(cara.email, "return", { reason: "No such number" })).statusCode, 200);
    assert.deepEqual([await stateOf(), (await mailed())[0]?.template], ["returned", "enquiry-refused"]);
  });
});

describe("BR-51 a change of registration, D-22", () => {
  test("PA and PAE are care's, FCT is the sales representative's", async () => {
    for (const [number, team] of [
      ["7001234", "care"],
      ["7004321", "care"],
      ["7009999", "sales"],
      ["7999999", "care"],
    ]) {
      await sql`delete from care_requests`.execute(portal.owner);
      await send("registration-change", number, { changes: { phone: "03-1111-2222" } });
      assert.equal((await matter()).team, team, number);
    }
  });

  test("the sales representative applies FCT's; care may not", async () => {
    await send("registration-change", "7009999", { changes: { phone: "051-1", department: "전산팀" } });
    assert.notEqual((await decide(cara.email, "apply")).statusCode, 200);
    assert.equal((await decide(sally.email, "apply")).statusCode, 200);
    const { rows } = await sql<{ phone: string; department: string }>`
      select phone, department from sites where id = ${CAST.hangangFct}`.execute(portal.owner);
    assert.deepEqual(rows, [{ phone: "051-1", department: "전산팀" }]);
  });

  test("applied: what was and what is, side by side and in the history; the sign-in leads elsewhere at once", async () => {
    const changes = { contactEmail: "Rei@elsewhere.example", contactGivenName: "Rei", fax: "02-9" };
    await sql`
      insert into passcodes (id, site_id, salt, hash, issued_at, expires_at)
      values ('passcode_e', ${CAST.formosa}, '', '', '2010-02-01', '2010-05-01') on conflict do nothing`.execute(
      portal.owner,
    );
    const before = await portal.as("rei@elsewhere.example", { url: "/v1/session" });
    assert.equal(before.json().next, "request-access");
    await send("registration-change", "7004321", { changes });
    const { comparisons } = (
      await portal.as(cara.email, { url: `/v1/care/requests/${(await matter()).id}` })
    ).json();
    assert.deepEqual(
      comparisons.map((row: { stated: string; registered: string | null }) => [row.stated, row.registered]),
      [
        ["Rei", "Li-hua"],
        ["Rei@elsewhere.example", "lihua@formosa.example"],
        ["02-9", null],
      ],
    );
    assert.equal((await decide(cara.email, "apply")).statusCode, 200);
    const facts = await newest("site.registration-changed", CAST.formosa);
    assert.deepEqual(facts?.["before"], {
      contactEmail: "lihua@formosa.example",
      contactGivenName: "Li-hua",
      fax: null,
    });
    assert.deepEqual(facts?.["after"], {
      contactEmail: "Rei@elsewhere.example",
      contactGivenName: "Rei",
      fax: "02-9",
    });
    const [applied, replaced] = await mailed();
    assert.deepEqual([applied?.to, applied?.template], [BY.email, "enquiry-change-applied"]);
    assert.deepEqual(
      [replaced?.to, replaced?.template],
      ["lihua@formosa.example", "enquiry-contact-replaced"],
    );
    const after = await portal.as("rei@elsewhere.example", { url: "/v1/session" });
    assert.equal(after.json().next, "first-access");
    const lihua = await portal.as("lihua@formosa.example", { url: "/v1/session" });
    assert.equal(lihua.json().next, "request-access");
    assert.equal(await stateOf(), "applied");
  });

  test("returned and rejected change nothing and say why", async () => {
    for (const [outcome, state] of [
      ["return", "returned"],
      ["reject", "rejected"],
    ] as const) {
      for (const table of ["mails", "care_requests", "enquiries"])
        await sql.raw(`delete from ${table}`).execute(portal.owner);
      await send("registration-change", "7001234", { changes: { phone: "000" } });
      assert.equal((await decide(cara.email, outcome)).statusCode, 400);
      assert.equal((await decide(cara.email, outcome, { reason: "Please send the form" })).statusCode, 200);
      assert.equal(await stateOf(), state);
      assert.deepEqual((await mailed())[0]?.facts["reason"], "Please send the form");
    }
    const { rows } = await sql<{ phone: string }>`select phone from sites where id = ${CAST.aoba}`.execute(
      portal.owner,
    );
    assert.equal(rows[0]?.phone, "022-000-0000");
  });

  test("of two agents at once one applies", async () => {
    await send("registration-change", "7001234", { changes: { fax: "03-9999-0000" } });
    const replies = await Promise.all([decide(cara.email, "apply"), decide(AGENTS.carl.email, "apply")]);
    assert.deepEqual(replies.map(({ statusCode }) => statusCode).sort(), [200, 409]);
    assert.equal((await mailed()).length, 1);
  });
});

describe("the help pages", () => {
  test("are open to visitors, in four languages, and lead to each other", async () => {
    for (const language of LANGUAGES) {
      const headers = { "accept-language": language };
      for (const url of ["/help", "/help/forgotten-id", "/help/contact", "/help/registration"]) {
        const page = await portal.as(undefined, { url, headers });
        assert.equal(page.statusCode, 200, url);
        assert.match(page.body, new RegExp(`<html lang="${tagOf(language)}"`));
      }
    }
    const sign = await portal.as(undefined, { url: "/sign-in" });
    assert.match(sign.body, /href="\/help"/);
    const missing = await portal.as(undefined, { url: "/nowhere" });
    assert.match(missing.body, /href="\/help"/);
  });

  test("a form comes back with what was typed and why not, and leads on when it is right", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const typed = new URLSearchParams({ ...BY, siteNumber: "", "changes.phone": "03-1" }).toString();
    const url = "/help/registration";
    const faulty = await portal.as(undefined, { method: "POST", url, headers, payload: typed });
    assert.equal(faulty.statusCode, 400);
    assert.match(faulty.body, /field-siteNumber-error/);
    assert.match(faulty.body, /value="03-1"/);
    const right = typed.replace("siteNumber=", "siteNumber=7001234");
    const sent = await portal.as(HANA, { method: "POST", url, headers, payload: right });
    assert.equal(sent.statusCode, 303);
    const { rows } = await sql<{
      personId: string;
      facts: object;
    }>`select person_id, facts from enquiries`.execute(portal.owner);
    assert.deepEqual(rows, [{ personId: CAST.hana, facts: { changes: { phone: "03-1" } } }]);
    assert.equal((await portal.as(HANA, { url: String(sent.headers.location) })).statusCode, 200);
    const filled = await portal.as(HANA, { url: "/help/contact?site=7001234" });
    assert.match(filled.body, /value="7001234"/);
    assert.match(filled.body, /value="hana@aoba\.example"/);
  });
});
