/** The pages of managing access, in four languages, with forms that work without a script. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { LANGUAGES, type Language } from "../platform/language.ts";

const [HANA, JUN, MIO] = ["hana@aoba.example", "jun@aoba.example", "mio@aoba.example"];
const MEMBERS = `/sites/${CAST.aoba}/members`;

let stage: TestPortal;
before(async () => {
  stage = await testPortal();
});
after(() => stage.close());

const inLanguage = async (language: Language) => {
  await sql`update people set language = ${language} where id = 'person_hana'`.execute(stage.owner);
};
const get = (url: string, as = HANA) => stage.as(as, { url });
const post = (url: string, form: Record<string, string>, as = HANA) =>
  stage.as(as, {
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(form).toString(),
  });

const WORDS: Record<Language, readonly [title: string, update: string, secondary: string]> = {
  en: ["Manage access", "Decide requests; add, change and remove people", "Secondary contact"],
  ja: ["アクセス権の管理", "申請の承認・拒否、利用者の追加・変更・削除", "セカンダリー・ユーザー"],
  ko: ["접근 관리", "신청 승인·거부, 사람의 추가·변경·제거", "부 주요 사이트 연락처"],
  "zh-TW": ["存取管理", "核准或拒絕申請；新增、變更及移除人員", "次要聯絡人"],
};

for (const language of LANGUAGES) {
  test(`every page of it, in ${language}`, async () => {
    await inLanguage(language);
    const [title, update, secondary] = WORDS[language];
    const list = (await get(MEMBERS)).body;
    for (const part of [`<h1 tabindex="-1" autofocus>${title}</h1>`, secondary, "jun@aoba.example"])
      assert.ok(list.includes(part), part);
    for (const href of [
      "/access-requests",
      "/members/review",
      "/primary",
      "/access-tokens",
      "/identity-providers",
      "/consents",
      "/members/new",
      "/members/import",
      "/leave",
    ])
      assert.ok(list.includes(`href="/sites/${CAST.aoba}${href}"`), href);
    for (const path of ["/new", `/${CAST.jun}`, `/${CAST.hana}`])
      assert.ok((await get(MEMBERS + path)).body.includes(update), path);
    for (const path of ["", "/new", `/${CAST.jun}`, `/${CAST.hana}`, `/${CAST.jun}/removal`, "/import"]) {
      const { statusCode, body } = await get(MEMBERS + path);
      assert.equal(statusCode, 200, path);
      assert.doesNotMatch(body, /undefined|\[object|null<|\{[a-z]+\}/, path);
    }
    await inLanguage("ja");
  });
}

describe("the forms", () => {
  test("add somebody, with an empty field for what is as usual", async () => {
    const form = {
      email: " form@aoba.example ",
      role: "user",
      validThrough: "",
      language: "",
      "privileges.reporting": "view",
      "privileges.entitlements": "",
    };
    const added = await post(`${MEMBERS}/new`, form);
    assert.deepEqual([added.statusCode, added.headers.location], [303, `${MEMBERS}?news=added`]);
    assert.match((await get(`${MEMBERS}?news=added`)).body, /role="status"/);
    const again = await post(`${MEMBERS}/new`, form);
    assert.equal(again.statusCode, 409);
    assert.match(again.body, /この方はすでにこのサイトに登録されています/);
    assert.match(again.body, /value=" form@aoba\.example "/, "what was typed is still there");
  });

  test("tell beside the field what is wrong", async () => {
    const refused = await post(`${MEMBERS}/new`, { email: "x", role: "user", validThrough: "2010-13-01" });
    assert.equal(refused.statusCode, 400);
    assert.match(refused.body, /id="field-validThrough-error"/);
    const beyond = await post(
      `${MEMBERS}/new`,
      { email: "y@aoba.example", role: "secondary", "privileges.contactUpdate": "update" },
      JUN,
    );
    assert.equal(beyond.statusCode, 403);
    assert.match(beyond.body, /id="field-privileges-contactUpdate-error"/);
  });

  test("offer nobody more than the reader holds", async () => {
    const { body } = await get(`${MEMBERS}/new`, JUN);
    const field = /<select[^>]*name="privileges\.contactUpdate".*?<\/select>/s.exec(body)?.[0] ?? "";
    assert.match(field, /value="view"/);
    assert.doesNotMatch(field, /value="update"/);
  });

  test("change rights, and a user's fields of managing are left out", async () => {
    const page = (await get(`${MEMBERS}/${CAST.jun}`)).body;
    assert.match(page, /<option value="view" selected[^>]*>登録内容と各担当者の閲覧/);
    const form = {
      role: "user",
      validThrough: "2010-12-31",
      "privileges.manageAccess": "update",
      "privileges.contactUpdate": "view",
      "privileges.reporting": "none",
    };
    const saved = await post(`${MEMBERS}/${CAST.jun}`, form);
    assert.deepEqual(
      [saved.statusCode, saved.headers.location],
      [303, `${MEMBERS}/${CAST.jun}?news=changed`],
    );
    const member = (await get(`/v1${MEMBERS}/${CAST.jun}`)).json();
    assert.deepEqual(
      [member.role, member.validThrough, member.privileges.manageAccess, member.privileges.reporting],
      ["user", "2010-12-31", "none", "none"],
    );
  });

  test("remove somebody only once that was confirmed", async () => {
    const url = `${MEMBERS}/${CAST.jun}/removal`;
    assert.equal((await post(url, {})).statusCode, 400);
    assert.deepEqual((await post(url, { confirm: "yes" })).headers.location, `${MEMBERS}?news=removed`);
    assert.equal((await get(`${MEMBERS}/${CAST.jun}`)).statusCode, 404);
    assert.equal((await post(`${MEMBERS}/${CAST.hana}/removal`, { confirm: "yes" })).statusCode, 409);
  });

  test("let a member leave, and the primary not", async () => {
    const url = `/sites/${CAST.aoba}/leave`;
    assert.doesNotMatch((await get(url)).body, /name="confirm"/);
    assert.equal((await post(url, { confirm: "yes" })).statusCode, 409);
    assert.equal((await get(url, MIO)).statusCode, 200);
    assert.equal((await post(url, {}, MIO)).statusCode, 400);
    assert.equal((await post(url, { confirm: "yes" }, MIO)).headers.location, "/");
    assert.equal((await get(`/sites/${CAST.aoba}`, MIO)).statusCode, 404);
  });
});

test("who may only look sees the list, and nothing to change it with", async () => {
  await post(`${MEMBERS}/new`, {
    email: "rei@elsewhere.example",
    role: "secondary",
    "privileges.manageAccess": "view",
  });
  const list = await get(MEMBERS, "rei@elsewhere.example");
  assert.equal(list.statusCode, 200);
  assert.doesNotMatch(list.body, /members\/new"|members\/import"/);
  const one = await get(`${MEMBERS}/${CAST.hana}`, "rei@elsewhere.example");
  assert.doesNotMatch(one.body, /name="role"/);
  assert.equal((await get(`${MEMBERS}/new`, "rei@elsewhere.example")).statusCode, 403);
});
