/** The pages of key contacts and of what is registered: plain forms, in four languages. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { LANGUAGES } from "../platform/language.ts";

const [HANA, JUN, SEOYEON] = ["hana@aoba.example", "jun@aoba.example", "seoyeon@hangang.example"];
const PAGE = `/sites/${CAST.aoba}/contacts`;
const TYPED = {
  name: "佐藤 恵",
  email: "sato@aoba.example",
  phone: "022-111-2222",
  street: "青葉町1-2-3",
  city: "仙台市",
  region: "宮城県",
  postalCode: "980-0001",
  country: "JP",
  language: "ja",
};

let portal: TestPortal;
before(async () => {
  portal = await testPortal({ settings: { CARNET_CARE_FAX: "03-0000-1111" } });
});
after(() => portal.close());

const get = (url: string, as?: string, language = "en") =>
  portal.as(as, { url, cookies: { language }, headers: { accept: "text/html" } });

const post = (url: string, form: Record<string, string>, as = HANA) =>
  portal.as(as, {
    method: "POST",
    url,
    cookies: { language: "en" },
    headers: { accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(form).toString(),
  });

const textOf = (body: string) =>
  body
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

const versionIn = (body: string) => /name="version" value="([^"]+)"/.exec(body)?.[1] ?? "";

describe("key contacts", () => {
  test("BR-48 lists six, and leads to five of them", async () => {
    const { body } = await get(PAGE, HANA);
    const links = [...body.matchAll(/\/contacts\/([A-Z]+)"/g)].map((match) => match[1]);
    assert.deepEqual(links, ["POE", "MEDIA", "RENEWAL", "BILLING", "TECHNICAL"]);
    assert.match(textOf(body), /Primary contact stands in/);
    assert.match(textOf(body), /Nobody has confirmed yet/);
  });

  test("BR-45 a secondary contact with “view” reads, and is told what is missing", async () => {
    const { body } = await get(PAGE, JUN);
    assert.doesNotMatch(body, /\/contacts\/POE"/);
    assert.match(textOf(body), /you need the right “update” for contact update/);
    const refused = await get(`${PAGE}/POE`, JUN);
    assert.equal(refused.statusCode, 403);
    assert.match(textOf(refused.body), /BR-44.*森 花/);
  });

  test("a form that lacks something comes back with what was typed, and says all of it", async () => {
    const reply = await post(`${PAGE}/POE`, {
      ...TYPED,
      city: "",
      email: "x",
      action: "save",
      version: "none",
    });
    assert.equal(reply.statusCode, 400);
    assert.match(textOf(reply.body), /City: Please fill this in\./);
    assert.match(textOf(reply.body), /E-mail address: Enter one e-mail address/);
    assert.ok(reply.body.includes('value="佐藤 恵"'));
  });

  test("named, shown, cleared", async () => {
    const form = (await get(`${PAGE}/POE`, HANA)).body;
    const saved = await post(`${PAGE}/POE`, { ...TYPED, action: "save", version: versionIn(form) });
    assert.deepEqual([saved.statusCode, saved.headers.location], [303, `${PAGE}?news=saved`]);
    assert.match(textOf((await get(`${PAGE}?news=saved`, HANA)).body), /Saved\..*佐藤 恵 sato@aoba\.example/);
    const again = (await get(`${PAGE}/POE`, HANA)).body;
    assert.match(textOf(again), /Last changed by 森 花 on March 1, 2010/);
    const cleared = await post(`${PAGE}/POE`, { action: "clear", version: versionIn(again) });
    assert.equal(cleared.headers.location, `${PAGE}?news=cleared`);
    assert.doesNotMatch((await get(PAGE, HANA)).body, /sato@aoba/);
  });

  test("of two editors the second sees both, and may save knowingly", async () => {
    const seen = versionIn((await get(`${PAGE}/MEDIA`, HANA)).body);
    await post(`${PAGE}/MEDIA`, { ...TYPED, action: "save", version: seen });
    const second = await post(`${PAGE}/MEDIA`, { ...TYPED, name: "Mine", action: "save", version: seen });
    assert.equal(second.statusCode, 409);
    assert.match(textOf(second.body), /森 花 has saved this contact since.*佐藤 恵/);
    assert.ok(second.body.includes('value="Mine"'));
    const knowing = { ...TYPED, name: "Mine", action: "save", version: versionIn(second.body) };
    assert.equal((await post(`${PAGE}/MEDIA`, knowing)).statusCode, 303);
  });

  test("BR-49 “All are right” is one button", async () => {
    const reply = await post(`/sites/${CAST.aoba}/contact-review`, {});
    assert.equal(reply.headers.location, `${PAGE}?news=reviewed`);
    assert.match(textOf((await get(PAGE, HANA)).body), /森 花 confirmed on March 1, 2010 that all are right/);
  });
});

describe("BR-51 something registered is wrong", () => {
  const registration = (siteId: string) => `/sites/${siteId}/registration`;

  test("PA: a form with what is registered, to fax or to send", async () => {
    const { body } = await get(registration(CAST.aoba), HANA);
    assert.match(textOf(body), /print the change form.*03-0000-1111.*care@carnet\.example/);
    assert.match(body, /href="\/help\/registration\?site=7001234"/);
    for (const url of [registration(CAST.aoba), `/v1${registration(CAST.aoba)}`]) {
      const form = await get(`${url}/change-form.pdf`, HANA);
      assert.deepEqual([form.statusCode, form.headers["content-type"]], [200, "application/pdf"]);
      assert.equal(form.rawPayload.subarray(0, 5).toString(), "%PDF-");
    }
  });

  test("PAE: customer care; there is no form", async () => {
    await sql`update sites set program = 'PAE', agreement_id = null where id = ${CAST.hangang}`.execute(
      portal.owner,
    );
    assert.match(
      textOf((await get(registration(CAST.hangang), SEOYEON)).body),
      /customer care changes the registration\. Write to care@carnet\.example, naming site number 3005678/,
    );
    const form = await get(`/v1${registration(CAST.hangang)}/change-form.pdf`, SEOYEON);
    assert.deepEqual([form.statusCode, form.json().code], [409, "change_form_not_offered"]);
  });

  test("FCT: the page is not part of the program; the home names the sales representative", async () => {
    assert.equal((await get(registration(CAST.hangangFct), SEOYEON)).statusCode, 403);
    assert.match(textOf((await get(`/sites/${CAST.hangangFct}`, SEOYEON)).body), /sales@carnet\.example/);
  });

  test("shows who receives what", async () => {
    assert.match(textOf((await get(registration(CAST.aoba), HANA)).body), /Software on media Mine/);
  });
});

test("every page answers in every language", async () => {
  const pages = [PAGE, `${PAGE}/TECHNICAL`, `${PAGE}/MEDIA`, `/sites/${CAST.aoba}/registration`];
  for (const language of LANGUAGES) {
    for (const url of pages) {
      const { statusCode, body } = await get(url, HANA, language);
      assert.equal(statusCode, 200, `${url} ${language}`);
      assert.doesNotMatch(textOf(body), /\{\w+\}|undefined|\[object/, `${url} ${language}`);
    }
    const form = await get(`/sites/${CAST.aoba}/registration/change-form.pdf`, HANA, language);
    assert.equal(form.statusCode, 200, language);
  }
});
