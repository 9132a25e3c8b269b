import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { systemContext } from "../../platform/context.ts";
import { LANGUAGES, type Language } from "../../platform/language.ts";
import { agreementsMails, type GuideFacts, type WelcomeFacts } from "../mails.ts";
import { makeDueDocuments } from "./documents.operations.ts";
import { LetterFacts, noticeOf } from "./letter.documents.ts";

let portal: TestPortal;

before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

interface Made {
  kind: string;
  channel: string;
  language: string;
  hasPasscode: boolean;
}

const OTTO = "otto@vendor.example";

function make(): Promise<void> {
  return makeDueDocuments(systemContext(portal.portal, "test"));
}

/** A site of nobody yet, registered for tests: `7` and the number's last digits make it unique. */
async function register(
  number: string,
  change: Partial<Record<"program" | "registeredOn" | "email" | "language", string | null>> = {},
) {
  const {
    program = "PA",
    registeredOn = "2010-02-01",
    email = `c${number}@new.example`,
    language = "en",
  } = change;
  await sql`
    insert into sites (id, number, program, customer_id, name, country, language, registered_on, contact_given_name,
                       contact_family_name, contact_email, contact_email_key)
    values (${`site_${number}`}, ${number}, ${program}, 'customer_aoba', 'New site', 'US', ${language}, ${registeredOn},
            'Ada', 'Byron', ${email}, ${email})`.execute(portal.owner);
  return `site_${number}`;
}

async function madeFor(siteId: string): Promise<Made[]> {
  const { rows } = await sql<Made>`
    select kind, channel, language, passcode_id is not null as has_passcode
      from site_documents where site_id = ${siteId} order by kind`.execute(portal.owner);
  return rows;
}

async function mailsTo(address: string) {
  const { rows } = await sql<{ template: string; language: Language; sealedFacts: Buffer }>`
    select template, language, sealed_facts from mails where to_address = ${address} order by template`.execute(
    portal.owner,
  );
  return rows.map(({ sealedFacts, ...mail }) => ({
    ...mail,
    facts: portal.portal.secrets.unseal(sealedFacts),
  }));
}

async function dueOf(siteId: string): Promise<boolean | undefined> {
  const { rows } = await sql<{ documentsDue: boolean }>`
    select documents_due from sites where id = ${siteId}`.execute(portal.owner);
  return rows[0]?.documentsDue;
}

describe("the job agreements.make-documents", () => {
  test("BR-18 makes nothing for a PAE site before its first order, and everything at it", async () => {
    await make();
    assert.deepEqual(await madeFor(CAST.formosa), []);
    assert.equal(await dueOf(CAST.formosa), true);
    await sql`update sites set first_ordered_on = '2010-02-20' where id = ${CAST.formosa}`.execute(
      portal.owner,
    );
    await make();
    assert.deepEqual(await madeFor(CAST.formosa), [
      { kind: "portal-guide", channel: "e-mail", language: "zh-TW", hasPasscode: true },
      { kind: "registration-notice", channel: "letter", language: "zh-TW", hasPasscode: true },
      { kind: "welcome", channel: "e-mail", language: "zh-TW", hasPasscode: true },
    ]);
    assert.equal(await dueOf(CAST.formosa), false);
  });

  test("D-03 and D-05 go to the registered contact, in the site's language, with the passcode of the letter", async () => {
    const [guide, welcome, ...more] = await mailsTo("lihua@formosa.example");
    assert.deepEqual([guide?.template, guide?.language, more.length], ["portal-guide", "zh-TW", 0]);
    const facts = welcome?.facts as WelcomeFacts;
    const { rows } = await sql<{ sealedFacts: Buffer }>`
      select sealed_facts from site_documents where site_id = ${CAST.formosa} and channel = 'letter'`.execute(
      portal.owner,
    );
    const letter = LetterFacts.parse(portal.portal.secrets.unseal(rows[0]?.sealedFacts ?? Buffer.of()));
    assert.match(facts.passcode, /^(\w{4}-){3}\w$/);
    assert.deepEqual(letter.passcode, { written: facts.passcode, through: "2010-05-29" });
    const payload = { siteNumber: "7004321", passcode: facts.passcode };
    const opened = await portal.as("lihua@formosa.example", {
      method: "POST",
      url: "/v1/first-access",
      payload,
    });
    assert.equal(opened.statusCode, 200);
  });

  test("does nothing a second time", async () => {
    const siteId = await register("7100001");
    await make();
    const before = [await madeFor(siteId), (await mailsTo("c7100001@new.example")).length];
    await make();
    await sql`update sites set documents_due = true where id = ${CAST.aoba}`.execute(portal.owner);
    await make();
    assert.deepEqual([await madeFor(siteId), (await mailsTo("c7100001@new.example")).length], before);
    assert.deepEqual(await madeFor(CAST.aoba), []);
  });

  test("makes each paper once when two run at once", async () => {
    const ids = await Promise.all(["7100010", "7100011", "7100012"].map((number) => register(number)));
    await Promise.all([make(), make(), make()]);
    for (const siteId of ids) assert.equal((await madeFor(siteId)).length, 3);
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from passcodes where site_id = any(${ids})`.execute(portal.owner);
    assert.equal(rows[0]?.count, 3);
  });

  test("writes anew to a new contact, with a new passcode; the old one is worth nothing", async () => {
    const siteId = await register("7100020");
    await make();
    await sql`
      update sites set documents_due = true, contact_email = 'next@new.example', contact_email_key = 'next@new.example'
       where id = ${siteId}`.execute(portal.owner);
    await make();
    const { rows } = await sql<{ state: string }>`
      select state from passcodes where site_id = ${siteId} order by state`.execute(portal.owner);
    assert.deepEqual(
      rows.map(({ state }) => state),
      ["issued", "superseded"],
    );
    for (const address of ["c7100020@new.example", "next@new.example"]) {
      const templates = (await mailsTo(address)).map(({ template }) => template);
      assert.deepEqual(templates, ["portal-guide", "welcome"], address);
    }
  });

  test("BR-10, BR-12, BR-13 makes no passcode where there is to be none, and mails nobody without an address", async () => {
    const legacy = await register("7100030", { registeredOn: "2003-05-31" });
    const fct = await register("3100031", { program: "FCT", registeredOn: "2006-05-07" });
    const nobody = await register("7100032", { email: null });
    const oem = await register("7100033", { program: "OEM" });
    await make();
    const { rows } = await sql<{ siteId: string }>`
      select site_id from passcodes where site_id = any(${[legacy, fct, nobody, oem]})`.execute(portal.owner);
    assert.deepEqual(rows, []);
    const kinds = async (siteId: string) => (await madeFor(siteId)).map(({ kind }) => kind);
    assert.deepEqual(await kinds(legacy), ["contract-notice", "portal-guide"]);
    assert.deepEqual(await kinds(fct), ["fct-registration-notice"]);
    assert.deepEqual(await kinds(nobody), ["contract-notice"]);
    assert.deepEqual(await kinds(oem), []);
    assert.equal(await dueOf(oem), false);
  });

  test("BR-12 writes anew to a new contact without a passcode too: letter and guide, each kept once", async () => {
    const siteId = await register("7100021", { registeredOn: "2003-04-15" });
    await make();
    await sql`
      update sites set documents_due = true, contact_given_name = 'Next', contact_email = 'next21@new.example',
                       contact_email_key = 'next21@new.example'
       where id = ${siteId}`.execute(portal.owner);
    await make();
    assert.equal((await madeFor(siteId)).length, 2);
    const { rows } = await sql<{ sealedFacts: Buffer }>`
      select sealed_facts from site_documents where site_id = ${siteId} and channel = 'letter'`.execute(
      portal.owner,
    );
    const letter = LetterFacts.parse(portal.portal.secrets.unseal(rows[0]?.sealedFacts ?? Buffer.of()));
    assert.deepEqual([letter.contactName, letter.contactEmail], ["Next Byron", "next21@new.example"]);
    for (const address of ["c7100021@new.example", "next21@new.example"]) {
      assert.deepEqual(
        (await mailsTo(address)).map(({ template }) => template),
        ["portal-guide"],
        address,
      );
    }
  });

  test("tells the site's history what was made, and never a passcode", async () => {
    const siteId = await register("7100040");
    await make();
    const { rows } = await sql<{ name: string; facts: object; whole: string }>`
      select name, facts, events::text as whole from events where site_id = ${siteId} order by position`.execute(
      portal.owner,
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      ["passcode.issued", "site.documents-made"],
    );
    assert.deepEqual(rows[1]?.facts, { kinds: ["contract-notice", "portal-guide", "welcome"] });
    const welcome = (await mailsTo("c7100040@new.example"))[1]?.facts as WelcomeFacts;
    for (const { whole } of rows) assert.ok(!whole.includes(welcome.passcode));
  });
});

test("BAR 48 no passcode is in any table, nor in any answer", async () => {
  const siteId = await register("7100050");
  await make();
  const welcome = (await mailsTo("c7100050@new.example"))[1];
  assert.ok(welcome !== undefined);
  const { passcode } = welcome.facts as WelcomeFacts;
  const slip = { siteNumber: "7100050", passcode: `${passcode.slice(0, -1)}U` };
  const replies = [
    await portal.as("hana@aoba.example", { method: "POST", url: "/v1/first-access", payload: slip }),
    await portal.as("hana@aoba.example", {
      method: "POST",
      url: "/v1/first-access",
      payload: { ...slip, passcode },
    }),
    await portal.as(OTTO, { url: `/v1/vendor/sites/${siteId}` }),
    await portal.as(OTTO, { url: `/operator/sites/${siteId}` }),
  ];
  for (const { body } of replies) assert.ok(!body.includes(passcode.slice(0, 14)));
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'pgboss')`.execute(portal.owner);
  assert.ok(rows.length > 30);
  const bare = passcode.replaceAll("-", "");
  // Bytes are shown as hexadecimal digits.
  const forms = [passcode, bare, ...[passcode, bare].map((text) => Buffer.from(text).toString("hex"))];
  const patterns = forms.map((form) => `%${form}%`);
  for (const { name } of rows) {
    const found = await sql<{ row: string }>`
      select held::text as row from ${sql.raw(name)} held where held::text like any(${patterns})`.execute(
      portal.owner,
    );
    assert.deepEqual(found.rows, [], name);
  }
});

const FACTS: WelcomeFacts & GuideFacts = {
  siteName: "青葉商事 本社",
  siteNumber: "7001234",
  contactName: "森 花",
  contactEmail: "hana@aoba.example",
  hasPasscode: true,
  companyName: "青葉商事",
  customerNumber: "1234567",
  agreementNumber: "100200",
  anniversary: "04.01",
  passcode: "7K1Q-0M4T-XW9Z-5",
  passcodeThrough: "2010-05-29",
};

describe("D-05, the welcome mail", () => {
  for (const language of LANGUAGES) {
    const reader = {
      language,
      baseUrl: "https://portal.example",
      vendorName: "Kestrel",
      careEmail: "care@kestrel.example",
    };
    const { subject, blocks } = agreementsMails.welcome(FACTS, reader);
    const told = JSON.stringify(blocks);

    test(`has every fact of the contact and three steps: ${language}`, () => {
      const { hasPasscode: _, passcodeThrough: __, ...shown } = FACTS;
      for (const value of Object.values(shown)) assert.ok(told.includes(String(value)), String(value));
      assert.ok(subject.includes("7001234"));
      assert.equal(blocks.filter(({ kind }) => kind === "heading").length, 4);
      assert.ok(told.includes("https://portal.example/first-access?site=7001234"));
      assert.ok(told.includes("https://portal.example/register"));
      assert.ok(told.includes("care@kestrel.example"));
      const texts = blocks.flatMap((block) => (block.kind === "text" ? [block.text] : []));
      assert.ok(!texts.some((text) => /[{}]/.test(text)), "no placeholder is left");
    });
  }

  test("leaves out agreement and anniversary where the program has none", () => {
    const reader = { language: "en", baseUrl: "", vendorName: "", careEmail: "" } as const;
    const { blocks } = agreementsMails.welcome(
      { ...FACTS, agreementNumber: null, anniversary: null },
      reader,
    );
    const rows = blocks.flatMap((block) =>
      block.kind === "facts" ? block.rows.map(([label]) => label) : [],
    );
    assert.ok(!rows.some((label) => /Agreement|Anniversary/.test(label)));
  });
});

describe("a notice by post", () => {
  const facts: LetterFacts = {
    kind: "contract-notice",
    language: "ja",
    program: "PA",
    companyName: "青葉商事",
    siteName: "青葉商事 本社",
    siteNumber: "7001234",
    customerNumber: "1234567",
    agreementNumber: "100200",
    contactName: "森 花",
    contactEmail: "hana@aoba.example",
    department: "情報システム部",
    address: {
      street: "青葉町1-2-3",
      city: "仙台市",
      region: "宮城県",
      postalCode: "980-0001",
      country: "JP",
    },
    madeOn: "2010-03-01",
    passcode: { written: "7K1Q-0M4T-XW9Z-5", through: "2010-05-29" },
    withoutPasscode: null,
  };
  const sender = {
    vendorName: "Kestrel",
    careEmail: "care@kestrel.example",
    baseUrl: "https://portal.example",
  };

  test("D-01 has the block of the contact, the block of the agreement and the passcode", () => {
    const letter = noticeOf(facts, sender);
    const values = letter.facts.map(({ value }) => value);
    for (const value of [
      "青葉商事",
      "情報システム部",
      "森 花",
      "hana@aoba.example",
      "100200",
      "7001234",
      "1234567",
    ]) {
      assert.ok(values.includes(value), value);
    }
    assert.equal(letter.code?.value, "7K1Q-0M4T-XW9Z-5");
    assert.match(letter.code?.note ?? "", /2010年5月29日/);
    assert.deepEqual(letter.recipient, [
      "〒980-0001",
      "宮城県仙台市青葉町1-2-3",
      "青葉商事",
      "情報システム部",
      "森 花 様",
    ]);
  });

  test("D-04 without a passcode says why, and whom to ask", () => {
    const kind = "fct-registration-notice" as const;
    const plain = {
      ...facts,
      kind,
      program: "FCT" as const,
      language: "en" as const,
      passcode: null,
      withoutPasscode: "fctBefore" as const,
    };
    const letter = noticeOf(plain, sender);
    assert.equal(letter.code, undefined);
    assert.match(
      letter.opening.join(" "),
      /No temporary passcode is issued for registrations before May 8, 2006.*care@kestrel\.example/,
    );
    assert.ok(!letter.facts.some(({ label }) => label === "Agreement number"));
  });

  test("addresses go from large to small in East Asia, from small to large elsewhere", () => {
    const of = (country: string, language: Language) =>
      noticeOf({ ...facts, language, address: { ...facts.address, country } }, sender).recipient;
    assert.equal(of("TW", "zh-TW")[0], "980-0001 宮城県 仙台市 青葉町1-2-3");
    assert.deepEqual(of("KR", "ko").slice(0, 2), ["宮城県 仙台市 青葉町1-2-3", "980-0001"]);
    assert.deepEqual(of("US", "en").slice(-3), ["青葉町1-2-3", "仙台市, 宮城県 980-0001", "UNITED STATES"]);
  });
});

describe("GET /v1/vendor/sites/{siteId}/documents/{documentId}.pdf", () => {
  async function letterOf(siteId: string): Promise<string> {
    const { rows } = await sql<{ id: string }>`
      select id from site_documents where site_id = ${siteId} and channel = 'letter'`.execute(portal.owner);
    return `/v1/vendor/sites/${siteId}/documents/${rows[0]?.id}.pdf`;
  }

  test("200 prints the letter for the operator, and the site's history tells so", async () => {
    const url = await letterOf(CAST.formosa);
    const reply = await portal.as(OTTO, { url });
    assert.equal(reply.statusCode, 200);
    assert.equal(reply.headers["content-type"], "application/pdf");
    assert.equal(reply.rawPayload.subarray(0, 5).toString(), "%PDF-");
    const { rows } = await sql<{ facts: object }>`
      select facts from events where site_id = ${CAST.formosa} and name = 'site.letter-printed'`.execute(
      portal.owner,
    );
    assert.deepEqual(rows, [{ facts: { kind: "registration-notice" } }]);
  });

  test("404 for everybody else, for mails, and for another site's letter", async () => {
    const url = await letterOf(CAST.formosa);
    for (const person of ["lihua@formosa.example", "hana@aoba.example"]) {
      assert.equal((await portal.as(person, { url })).statusCode, 404);
    }
    const { rows } = await sql<{ id: string }>`
      select id from site_documents where site_id = ${CAST.formosa} and channel = 'e-mail'`.execute(
      portal.owner,
    );
    const mail = `/v1/vendor/sites/${CAST.formosa}/documents/${rows[0]?.id}.pdf`;
    assert.equal((await portal.as(OTTO, { url: mail })).statusCode, 404);
    assert.equal((await portal.as(OTTO, { url: url.replace(CAST.formosa, CAST.aoba) })).statusCode, 404);
    assert.equal((await portal.as(undefined, { url })).statusCode, 401);
  });
});
