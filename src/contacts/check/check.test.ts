/** D-27, the yearly request to verify, and D-28, the technical contact's welcome. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { mails } from "../../modules.ts";
import { systemContext } from "../../platform/context.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { renderMail } from "../../platform/mail/render.ts";
import { checkDue, nextAnniversary } from "../rules.ts";
import { askForContactChecks } from "./operations.ts";

const HANA = "hana@aoba.example";
const READER = { baseUrl: "https://p.example", vendorName: "V", careEmail: "care@v.example" };

interface Sent {
  to: string;
  language: string;
  facts: Record<string, unknown>;
}

async function sentBy(portal: TestPortal, template: string): Promise<Sent[]> {
  const { rows } = await sql<{ toAddress: string; language: string; sealedFacts: Buffer }>`
    select to_address, language, sealed_facts from mails where template = ${template} order by id`.execute(
    portal.owner,
  );
  const { secrets } = portal.portal;
  return rows.map(({ toAddress, language, sealedFacts }) => ({
    to: toAddress,
    language,
    facts: secrets.unseal(sealedFacts) as Record<string, unknown>,
  }));
}

describe("when to ask", () => {
  test("120 days before the 1st of April 2010 is the 2nd of December 2009; with 113, the 9th", () => {
    const due = (today: `${number}-${number}-${number}`, days = 120) =>
      checkDue("2010-04-01", { today, days });
    assert.deepEqual([due("2009-12-01"), due("2009-12-02")], [null, "2010-04-01"]);
    assert.deepEqual([due("2009-12-08", 113), due("2009-12-09", 113)], [null, "2010-04-01"]);
    assert.deepEqual([due("2010-03-31"), due("2010-04-01")], ["2010-04-01", null]);
    assert.equal(due("2010-12-02"), "2011-04-01");
    assert.equal(checkDue(null, { today: "2010-01-01", days: 120 }), null);
  });

  test("the anniversary comes back each year, the day itself included", () => {
    assert.equal(nextAnniversary("2010-04-01", "2009-05-01"), "2010-04-01");
    assert.equal(nextAnniversary("2010-04-01", "2012-04-01"), "2012-04-01");
    assert.equal(nextAnniversary("2010-04-01", "2012-04-02"), "2013-04-01");
  });
});

describe("D-27", () => {
  let portal: TestPortal;
  before(async () => {
    portal = await testPortal({ now: "2009-12-01T14:59:59Z" });
  });
  after(() => portal.close());
  const run = () => askForContactChecks(systemContext(portal.portal, "test"));
  const sent = async () =>
    (await sentBy(portal, "contact-check")).map(({ to, facts }) => [to, facts["anniversaryOn"]]);

  test("goes to the primary contact of a PA site, on the day where the site is, once, however often it runs", async () => {
    await run();
    assert.deepEqual(await sent(), []);
    portal.clock.set("2009-12-01T15:00:00Z"); // midnight in Sendai
    await Promise.all([run(), run(), run()]);
    await run();
    assert.deepEqual(await sent(), [[HANA, "2010-04-01"]]);
  });

  test("lists the six contacts and the people", async () => {
    const [{ facts, language } = { facts: {}, language: "" }] = await sentBy(portal, "contact-check");
    assert.equal(language, "ja");
    const { contacts, people } = facts as {
      contacts: { type: string }[];
      people: { email: string; role: string }[];
    };
    assert.deepEqual(
      contacts.map(({ type }) => type),
      ["PRIMARY", "POE", "MEDIA", "RENEWAL", "BILLING", "TECHNICAL"],
    );
    assert.deepEqual(
      people.map(({ email, role }) => `${email} ${role}`),
      [`${HANA} primary`, "jun@aoba.example secondary", "mio@aoba.example user"],
    );
  });

  test("comes again the next year, and after downtime as soon as the portal runs again", async () => {
    portal.clock.set("2010-12-20T03:00:00Z");
    await run();
    assert.deepEqual((await sent()).slice(1), [[HANA, "2011-04-01"]]);
    portal.clock.set("2011-04-01T03:00:00Z");
    await run();
    assert.equal((await sent()).filter(([to]) => to === HANA).length, 2);
  });

  test("waits while nobody is the primary contact; FCT and PAE sites have no anniversary", async () => {
    await sql`delete from access_grants where site_id = ${CAST.hangang} and role = 'primary'`.execute(
      portal.owner,
    );
    portal.clock.set("2012-03-10T03:00:00Z"); // Aoba: 1 April, Hangang: 1 July
    await run();
    const later = (await sentBy(portal, "contact-check")).filter(
      ({ facts }) => String(facts["anniversaryOn"]) > "2012",
    );
    assert.deepEqual(
      later.map(({ facts }) => [facts["siteNumber"], facts["anniversaryOn"]]),
      [["7001234", "2012-04-01"]],
    );
  });
});

describe("D-28", () => {
  let portal: TestPortal;
  before(async () => {
    portal = await testPortal();
  });
  after(() => portal.close());
  const name = (email: string, phone = "1") =>
    portal.as(HANA, {
      method: "PUT",
      url: `/v1/sites/${CAST.aoba}/contacts/TECHNICAL`,
      payload: {
        name: "Min-jun Lee",
        email,
        phone,
        street: "s",
        city: "c",
        region: "r",
        postalCode: "1",
        language: "ko",
      },
    });

  test("naming a technical contact sends the welcome with the customer number; changing the telephone does not", async () => {
    assert.equal((await name("stc@aoba.example")).statusCode, 200);
    await name("STC@aoba.example", "2");
    const sent = await sentBy(portal, "technical-contact");
    assert.deepEqual(
      sent.map(({ to, language, facts }) => [to, language, facts["customerNumber"]]),
      [["stc@aoba.example", "ko", "1234567"]],
    );
    await name("next@aoba.example");
    assert.equal((await sentBy(portal, "technical-contact")).length, 2);
  });

  test("both mails read well in every language", async () => {
    const check = {
      siteId: CAST.aoba,
      siteNumber: "7001234",
      siteName: "青葉商事 本社",
      name: "森 花",
      anniversaryOn: "2010-04-01",
      contacts: [{ type: "POE", name: "森 花", email: HANA, isFallback: true }],
      people: [{ name: "", email: "new@aoba.example", role: "user" }],
      more: 3,
    };
    const [technical] = await sentBy(portal, "technical-contact");
    for (const language of LANGUAGES) {
      for (const message of [
        { template: "contact-check", facts: check },
        { template: "technical-contact", facts: technical?.facts },
      ]) {
        const { subject, text, html } = renderMail(mails, message, { ...READER, language });
        assert.match(subject, /7001234/);
        assert.doesNotMatch(
          text + html,
          /\{\w+\}|undefined|\[object|\(\)/,
          `${message.template} ${language}`,
        );
      }
    }
  });
});
