/** The pages of second factors, sessions and proofs: in four languages, by forms alone. BAR 39; ASVS 6.5.1. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { PASSWORD } from "../../../test/cast.ts";
import { cookieIn, ways } from "../../../test/factors.ts";
import { softAuthenticator } from "../../../test/passkey.ts";
import { testPortal } from "../../../test/portal.ts";

const portal = await testPortal({ isStaffWeak: true });
after(() => portal.close());
const { app } = portal;
const { session, addApp, addPasskey, challengeFrom, code, later, signIn } = ways(portal);

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";

function get(url: string, cookie = "", language = "en") {
  return app.inject({ url, headers: { cookie: `${cookie}; language=${language}`, accept: "text/html" } });
}

function post(url: string, form: Record<string, string>, cookie = "", referer = "") {
  const headers = { cookie, referer, "content-type": "application/x-www-form-urlencoded" };
  return app.inject({ method: "POST", url, headers, payload: new URLSearchParams(form).toString() });
}

const keyIn = (body: string) =>
  /<code[^>]*>([A-Z2-7 ]{32,})<\/code>/.exec(body)?.[1]?.replaceAll(" ", "") ?? "";

const TITLES = {
  "/profile/security": [
    "Sign-in and security",
    "サインインとセキュリティー",
    "로그인 및 보안",
    "登入與安全性",
  ],
  "/profile/security/authenticator": [
    "Set up an authenticator app",
    "認証アプリの設定",
    "인증 앱 설정",
    "設定驗證應用程式",
  ],
  "/profile/proof": ["Prove that it is you", "ご本人の確認", "본인 확인", "確認是您本人"],
};

test("200 in four languages", async () => {
  const cookie = await session("rei@elsewhere.example");
  await post("/profile/security/authenticator", {}, cookie);
  for (const [path, titles] of Object.entries(TITLES)) {
    for (const [i, language] of ["en", "ja", "ko", "zh-TW"].entries()) {
      const reply = await get(path, cookie, language);
      assert.equal(reply.statusCode, 200);
      assert.match(reply.body, new RegExp(`<h1[^>]*>${titles[i]}</h1>`));
      assert.doesNotMatch(reply.body, /\{\w+\}|undefined|\[object/);
    }
  }
});

describe("an app by the pages", () => {
  let key = "";
  test("offered, confirmed by its first code, recovery codes shown once", async () => {
    const cookie = await session(HANA);
    const offered = await post("/profile/security/authenticator", {}, cookie);
    assert.equal(offered.headers.location, "/profile/security/authenticator");
    const page = await get("/profile/security/authenticator", cookie);
    assert.match(page.body, /<svg class="qr" role="img" aria-label="QR code/);
    key = keyIn(page.body);
    const wrong = await post("/profile/security/authenticator/confirmation", { code: "1" }, cookie);
    assert.deepEqual(
      [wrong.statusCode, /The code is not right/.test(wrong.body) || /コード/.test(wrong.body)],
      [400, true],
    );
    const done = await post("/profile/security/authenticator/confirmation", { code: code(key) }, cookie);
    assert.equal(done.statusCode, 200, done.body);
    assert.equal([...done.body.matchAll(/<li><code/g)].length, 10);
    const again = await get("/profile/security/authenticator", cookieIn(done));
    assert.equal(again.headers.location, "/profile/security", "the key is not shown again");
  });
  test("asked for on a page of its own, which a right password leads to once", async () => {
    later(2);
    const first = await post("/sign-in", { email: HANA, password: PASSWORD, next: "/profile" });
    assert.equal(first.headers.location, "/sign-in/second?next=%2Fprofile");
    assert.equal(cookieIn(first), "", "no session yet");
    const step = `carnet-step=${first.cookies.find(({ name }) => name === "carnet-step")?.value}`;
    assert.equal((await get("/sign-in/second?next=/profile", step)).statusCode, 200);
    const wrong = await post("/sign-in/second", { code: "000 000", next: "/profile" }, step);
    assert.deepEqual([wrong.statusCode, /The code is not right/.test(wrong.body)], [401, true]);
    const right = await post("/sign-in/second", { code: code(key), next: "/profile" }, step);
    assert.deepEqual([right.statusCode, right.headers.location], [303, "/profile"]);
    assert.equal((await get("/profile", cookieIn(right))).statusCode, 200);
    later(1);
    const used = await post("/sign-in/second", { code: code(key) }, step);
    assert.equal(used.headers.location, "/sign-in?next=%2F", "one use");
  });
  test("the step lasts five minutes, and a made-up one is none", async () => {
    const first = await post("/sign-in", { email: HANA, password: PASSWORD });
    const step = `carnet-step=${first.cookies.find(({ name }) => name === "carnet-step")?.value}`;
    later(5);
    assert.equal((await get("/sign-in/second", step)).statusCode, 303);
    assert.equal((await post("/sign-in/second", { code: code(key) }, "carnet-step=AAAA")).statusCode, 303);
  });
  test("a step that a password led to is over when the password changes", async () => {
    later(2);
    const first = await post("/sign-in", { email: HANA, password: PASSWORD });
    const step = `carnet-step=${first.cookies.find(({ name }) => name === "carnet-step")?.value}`;
    const cookie = cookieIn(await signIn(HANA, code(key)));
    const form = { currentPassword: PASSWORD, newPassword: "another-horse-battery" };
    assert.equal((await post("/profile/password", form, cookie)).statusCode, 303);
    later(1);
    assert.equal((await post("/sign-in/second", { code: code(key) }, step)).statusCode, 303);
  });
});

describe("a passkey by the pages", () => {
  const soft = softAuthenticator();
  test("added with a name, used in place of the password, ended by a button", async () => {
    let cookie = await session(JUN);
    const options = await challengeFrom("/v1/passkeys/options", cookie);
    const nameless = await post(
      "/profile/security/passkeys",
      { name: " ", credential: JSON.stringify(softAuthenticator().create(options)) },
      cookie,
    );
    assert.equal(nameless.statusCode, 400);
    const credential = JSON.stringify(soft.create(await challengeFrom("/v1/passkeys/options", cookie)));
    const added = await post("/profile/security/passkeys", { name: "<b>机</b>", credential }, cookie);
    assert.equal(added.statusCode, 200, added.body);
    cookie = cookieIn(added);
    const list = await get("/profile/security?news=passkey-added", cookie);
    assert.match(list.body, /&lt;b>机&lt;\/b>|&lt;b&gt;机/);
    const assertion = JSON.stringify(soft.get(await challengeFrom("/v1/session/passkey-options")));
    const inside = await post("/sign-in/passkey", { credential: assertion, next: "/profile/security" });
    assert.deepEqual([inside.statusCode, inside.headers.location], [303, "/profile/security"]);
    const ended = await post("/profile/security/sessions/end", {}, cookieIn(inside));
    assert.equal(ended.headers.location, "/profile/security?news=sessions-ended");
    assert.equal((await get("/profile", cookie)).statusCode, 303);
  });
  test("401 on the sign-in page for what is no passkey of ours", async () => {
    for (const credential of ["", "{}", JSON.stringify(softAuthenticator().get({ challenge: "AAAA" }))]) {
      const reply = await post("/sign-in/passkey", { credential });
      assert.deepEqual([reply.statusCode, /This passkey does not open/.test(reply.body)], [401, true]);
    }
  });
  test("an old proof leads to the page of proofs and back to where the form was", async () => {
    const { cookie } = await addPasskey(await session("mio@aoba.example"));
    later(16);
    const from = "http://localhost:8080/profile/security?news=passkey-added";
    const reply = await post("/profile/security/recovery-codes", {}, cookie, from);
    assert.equal(reply.headers.location, "/profile/proof?next=%2Fprofile%2Fsecurity%3Fnews%3Dpasskey-added");
    const elsewhere = await post(
      "/profile/security/recovery-codes",
      {},
      cookie,
      "https://evil.example//x.example",
    );
    assert.equal(elsewhere.headers.location, "/profile/proof?next=%2F");
  });
});

describe("somebody of the vendor without a second factor", () => {
  test("is led from every page to add one, and told why", async () => {
    const weak = await session("otto@vendor.example");
    for (const path of ["/", "/operator/sites", "/care", "/operator/feeds"]) {
      assert.equal((await get(path, weak)).headers.location, "/profile/security", path);
    }
    assert.match((await get("/profile/security", weak)).body, /People who work for the vendor sign in with/);
    const { cookie } = await addApp(weak);
    assert.equal((await get("/operator/sites", cookie)).statusCode, 200);
    assert.doesNotMatch((await get("/profile/security", cookie)).body, /People who work for the vendor/);
  });
});
