/** The pages of IDs as plain forms, in four languages. BR-26, BR-27; DOMAIN §3.2, §3.3, §3.8, §3.12. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { sql } from "kysely";
import { PASSWORD } from "../../test/cast.ts";
import { testPortal } from "../../test/portal.ts";

const portal = await testPortal();
after(() => portal.close());
const { app } = portal;

const HANA = "hana@aoba.example";
const LANGUAGES = ["en", "ja", "ko", "zh-TW"] as const;

interface Sent {
  readonly cookie?: string;
  readonly language?: string;
}

function get(url: string, { cookie = "", language = "en" }: Sent = {}) {
  return app.inject({ url, headers: { cookie, "accept-language": language, accept: "text/html" } });
}

function post(url: string, form: Record<string, string>, { cookie = "", language = "en" }: Sent = {}) {
  const headers = {
    cookie,
    "accept-language": language,
    accept: "text/html",
    "content-type": "application/x-www-form-urlencoded",
  };
  return app.inject({ method: "POST", url, headers, payload: new URLSearchParams(form).toString() });
}

/** What a browser sends next: each cookie of the answer that has not ended. */
function jar(reply: Awaited<ReturnType<typeof get>>): string {
  return reply.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

async function linkTo(email: string, path: string): Promise<string> {
  await portal.portal.jobs.drain();
  const { items } = (await app.inject({ url: `/v1/demo/mailbox?to=${email}` })).json();
  const text: string = items.map((mail: { text: string }) => mail.text).join("\n");
  return new RegExp(`http://localhost:8080(${path}\\S+)`).exec(text)?.[1] ?? "";
}

const PAGES: readonly [path: string, title: Record<(typeof LANGUAGES)[number], string>][] = [
  ["/sign-in", { en: "Sign in", ja: "サインイン", ko: "로그인", "zh-TW": "登入" }],
  ["/register", { en: "Register an ID", ja: "ID の登録", ko: "아이디 등록", "zh-TW": "註冊 ID" }],
  [
    "/register/sent",
    {
      en: "Check your mailbox",
      ja: "メールをご確認ください",
      ko: "메일함을 확인하십시오",
      "zh-TW": "請查看您的信箱",
    },
  ],
  [
    "/reset",
    { en: "Reset your password", ja: "パスワードの再設定", ko: "비밀번호 재설정", "zh-TW": "重設密碼" },
  ],
  [
    "/reset/sent",
    {
      en: "Check your mailbox",
      ja: "メールをご確認ください",
      ko: "메일함을 확인하십시오",
      "zh-TW": "請查看您的信箱",
    },
  ],
  ["/preferences", { en: "Country and language", ja: "国と言語", ko: "국가 및 언어", "zh-TW": "國家與語言" }],
];

for (const [path, titles] of PAGES) {
  for (const language of LANGUAGES) {
    test(`GET ${path} 200 in ${language}`, async () => {
      const reply = await get(path, { language });
      assert.equal(reply.statusCode, 200);
      assert.ok(reply.body.includes(`<html lang="${language === "zh-TW" ? "zh-Hant-TW" : language}"`));
      assert.match(reply.body, new RegExp(`<h1[^>]*>${titles[language]}</h1>`));
      assert.doesNotMatch(reply.body, /\{\w+\}|undefined|\[object/);
    });
  }
}

describe("signing in by the page", () => {
  test("303 leads to where the visitor wanted to go", async () => {
    const page = await get("/profile");
    assert.deepEqual([page.statusCode, page.headers.location], [303, "/sign-in?next=%2Fprofile"]);
    const form = await get(String(page.headers.location));
    assert.match(form.body, /<input type="hidden" name="next" value="\/profile"/);
    const reply = await post("/sign-in", { email: ` ${HANA} `, password: PASSWORD, next: "/profile" });
    assert.deepEqual([reply.statusCode, reply.headers.location], [303, "/profile"]);
    assert.equal((await get("/profile", { cookie: jar(reply) })).statusCode, 200);
  });
  test("303 leads home instead of to another site", async () => {
    for (const next of ["//evil.example", "/\\evil.example", "https://evil.example"]) {
      const reply = await post("/sign-in", { email: HANA, password: PASSWORD, next });
      assert.equal(reply.headers.location, "/");
      assert.doesNotMatch((await get(`/sign-in?next=${encodeURIComponent(next)}`)).body, /name="next"/);
    }
  });
  test("401 shows the form again with the address, the reason, and never the password", async () => {
    const reply = await post(
      "/sign-in",
      { email: HANA, password: "wrong-horse-battery" },
      { language: "ja" },
    );
    assert.equal(reply.statusCode, 401);
    assert.match(reply.body, /メールアドレスまたはパスワードが正しくありません/);
    assert.match(reply.body, /value="hana@aoba\.example"/);
    assert.doesNotMatch(reply.body, /wrong-horse/);
  });
  test("400 tells what is wrong with the address, as text whatever it says", async () => {
    const reply = await post("/sign-in", { email: `"><script>alert(1)</script>`, password: "x" });
    assert.equal(reply.statusCode, 400);
    assert.match(reply.body, /Enter one e-mail address/);
    assert.doesNotMatch(reply.body, /<script>alert/);
  });
  test("303 for somebody who is signed in already", async () => {
    const cookie = jar(await post("/sign-in", { email: HANA, password: PASSWORD }));
    assert.equal((await get("/sign-in?next=/profile", { cookie })).headers.location, "/profile");
  });
  test("303 signs out, and the old cookie opens nothing", async () => {
    const cookie = jar(await post("/sign-in", { email: HANA, password: PASSWORD }));
    const reply = await post("/sign-out", {}, { cookie });
    assert.equal(reply.headers.location, "/sign-in?news=signed-out");
    assert.equal((await get("/profile", { cookie })).statusCode, 303);
    assert.match((await get("/sign-in?news=signed-out")).body, /You are signed out/);
  });
});

describe("registering by the pages", () => {
  const form = {
    givenName: "蓮",
    familyName: "佐藤",
    romanizedName: "",
    email: "ren@aoba.example",
    password: "correct-horse-battery",
    country: "JP",
    language: "ja",
  };
  test("the form, the mail's link, the button, and back to sign-in", async () => {
    const sent = await post("/register", form);
    assert.deepEqual([sent.statusCode, sent.headers.location], [303, "/register/sent"]);

    const link = await linkTo(form.email, "/confirm/");
    const page = await get(link, { language: "ja" });
    assert.match(page.body, /ren@aoba\.example/);
    assert.equal((await get(link)).statusCode, 200, "BAR 31: looking changes nothing");
    const confirmed = await post(link, {});
    assert.equal(confirmed.headers.location, "/sign-in?news=confirmed&email=ren%40aoba.example");
    assert.match((await get(String(confirmed.headers.location))).body, /Your ID is active/);
    assert.equal((await get(link)).statusCode, 410);
    assert.equal((await post("/sign-in", form)).statusCode, 303);
  });
  test("400 shows the form again with what was entered, each fault in the reader's language, no password", async () => {
    const wrong = { ...form, givenName: "", password: "short", country: "" };
    const reply = await post("/register", wrong, { language: "ko" });
    assert.equal(reply.statusCode, 400);
    assert.match(reply.body, /필수 항목입니다/);
    assert.match(reply.body, /15자 이상이어야 합니다/);
    assert.match(reply.body, /value="佐藤"/);
    assert.doesNotMatch(reply.body, /value="short"/);
  });
});

test("BR-24 resetting by the pages: the form, the mail's link, the new password", async () => {
  assert.equal((await post("/reset", { email: "jun@aoba.example" })).headers.location, "/reset/sent");
  const link = await linkTo("jun@aoba.example", "/reset/");
  assert.equal((await get(link)).statusCode, 200);
  const weak = await post(link, { password: "short" });
  assert.deepEqual([weak.statusCode, /at least 15 characters/.test(weak.body)], [400, true]);
  const done = await post(link, { password: "another-horse-battery" });
  assert.equal(done.headers.location, "/sign-in?news=reset&email=jun%40aoba.example");
  assert.equal((await get(link)).statusCode, 410);
  assert.equal(
    (await post("/sign-in", { email: "jun@aoba.example", password: "another-horse-battery" })).statusCode,
    303,
  );
});

describe("the profile", () => {
  test("shows and changes a person's data", async () => {
    const cookie = jar(await post("/sign-in", { email: "rei@elsewhere.example", password: PASSWORD }));
    const change = {
      givenName: "怜",
      familyName: "佐藤",
      romanizedName: "Rei Sato",
      country: "JP",
      language: "ja",
    };
    const reply = await post("/profile", change, { cookie });
    assert.equal(reply.headers.location, "/profile?news=saved");
    const page = await get("/profile?news=saved", { cookie });
    assert.match(page.body, /保存しました/);
    assert.match(page.body, /value="Rei Sato"/);
  });
  test("case 39 says so when mail to the person is refused", async () => {
    const cookie = jar(await post("/sign-in", { email: HANA, password: PASSWORD }));
    assert.doesNotMatch((await get("/profile", { cookie })).body, /拒否/);
    await sql`
      insert into mails (id, dedupe_key, to_address, language, template, state, queued_at)
      values ('mail_bounced', 'bounced', ${HANA}, 'ja', 'identity.activated', 'bounced', '2010-03-02')`.execute(
      portal.owner,
    );
    assert.match((await get("/profile", { cookie })).body, /受信側のメールサーバーに拒否/);
  });
  test("400 beside the field, and 403 for a wrong current password", async () => {
    const cookie = jar(await post("/sign-in", { email: HANA, password: PASSWORD }));
    const wrong = { givenName: "", familyName: "森", romanizedName: "森", country: "JP", language: "ja" };
    assert.equal((await post("/profile", wrong, { cookie })).statusCode, 400);
    const form = { currentPassword: "wrong-horse-battery", newPassword: "another-horse-battery" };
    assert.equal((await post("/profile/password", form, { cookie })).statusCode, 403);
  });
});

describe("BR-27 language and country", () => {
  test("before sign-in: choose Japanese, and the sign-in page is Japanese", async () => {
    assert.match((await get("/sign-in")).body, /<html lang="en"/);
    const reply = await post("/preferences", { language: "ja", country: "JP", returnTo: "/sign-in" });
    assert.deepEqual([reply.statusCode, reply.headers.location], [303, "/sign-in"]);
    assert.match((await get("/sign-in", { cookie: jar(reply) })).body, /<html lang="ja"/);
  });
  test("after sign-in: choose Japan - Japanese, and it is still Japanese next time, in another browser", async () => {
    const email = "seoyeon@hangang.example";
    const cookie = jar(await post("/sign-in", { email, password: PASSWORD }));
    assert.match((await get("/preferences", { cookie })).body, /<html lang="ko"/);
    await post("/preferences", { language: "ja", country: "JP" }, { cookie });
    const elsewhere = jar(await post("/sign-in", { email, password: PASSWORD }));
    assert.match((await get("/preferences", { cookie: elsewhere })).body, /<html lang="ja"/);
    const { rows } = await sql<{
      country: string;
    }>`select country from people where email = ${email}`.execute(portal.owner);
    assert.equal(rows[0]?.country, "JP");
  });
  test("the list names each region in its own language", async () => {
    const { body } = await get("/preferences");
    for (const text of ["日本 - 日本語", "대한민국 - 한국어", "台灣 - 繁體中文", "United States - English"]) {
      assert.ok(body.includes(text), text);
    }
  });
  test("what does not exist is not kept, and the way back leads nowhere else", async () => {
    const form = { language: "xx", country: "ZZ", theme: "neon", returnTo: "//evil.example" };
    const reply = await post("/preferences", form);
    assert.deepEqual([reply.cookies, reply.headers.location], [[], "/"]);
  });
  test("the appearance is kept too", async () => {
    const reply = await post("/preferences", { theme: "dark", returnTo: "/sign-in" });
    assert.match((await get("/sign-in", { cookie: jar(reply) })).body, /data-theme="dark"/);
  });
});
