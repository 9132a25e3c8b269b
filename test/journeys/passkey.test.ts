/**
 * (d) Signing in by a passkey, in Korean, with Chromium's virtual authenticator: a passkey is added, opens a session
 * without a password, is the second step after one, proves a grave act, and opens nothing once it is removed.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { PASSWORD } from "../cast.ts";
import { findingsOf, type Journey, openJourney } from "./stage.ts";

const SEOYEON = "seoyeon@hangang.example";
const OTTO = "otto@vendor.example";

let journey: Journey;
let visitor: BrowserContext;
let page: Page;
let devtools: CDPSession;
let authenticatorId = "";

before(async () => {
  journey = await openJourney({ now: "2010-03-01T03:00:00Z", isStaffWeak: true });
  visitor = await journey.visitor({ language: "ko", host: "localhost" });
  page = await visitor.newPage();
  devtools = await visitor.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  ({ authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  }));
});
after(() => journey.close());

describe("in Korean", () => {
  test("she adds a passkey and keeps her recovery codes", async () => {
    await byPassword(SEOYEON);
    await page.goto("/profile/security");
    assert.equal(await page.textContent("h1"), "로그인 및 보안");
    assert.deepEqual(await findingsOf(page), []);
    await page.fill("[name=name]", "회사 노트북");
    await press("form[data-passkey] button");
    assert.equal(await page.textContent("h1"), "복구 코드");
    assert.equal(await page.locator(".codes li").count(), 10);
    assert.deepEqual(await findingsOf(page), []);
    await press("main .actions a");
    assert.match((await page.textContent("main")) ?? "", /패스키를 추가했습니다.*회사 노트북/s);
    assert.deepEqual(await findingsOf(page), []);
  });
  test("she signs out, and in again without a password", async () => {
    await signOut();
    assert.deepEqual(await findingsOf(page), []);
    await press("form[data-passkey] button");
    assert.equal(new URL(page.url()).pathname, "/");
    await page.goto("/profile/security");
    assert.match((await page.textContent("main")) ?? "", /현재 위치.*패스키/s);
  });
  test("after a password the passkey is the second step", async () => {
    await signOut();
    await page.fill("[name=email]", SEOYEON);
    await page.fill("[name=password]", PASSWORD);
    await press("form:not([data-passkey]) button.primary");
    assert.equal(new URL(page.url()).pathname, "/sign-in/second");
    assert.equal(await page.textContent("h1"), "한 단계 더");
    assert.deepEqual(await findingsOf(page), []);
    await press("form[data-passkey] button");
    assert.equal(new URL(page.url()).pathname, "/");
  });
  test("a passkey that verified nobody opens nothing, and the page says so", async () => {
    await signOut();
    await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
    await page.click("form[data-passkey] button");
    await page.locator("[data-said]", { hasText: /\S/ }).first().waitFor(); // by a selector: the page's policy lets none evaluate
    assert.match((await page.textContent("[data-said]")) ?? "", /패스키를 받지 못했습니다/);
    await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
    await press("form[data-passkey] button");
    assert.equal(new URL(page.url()).pathname, "/");
  });
  test("removing it asks for a proof when the last one is old, and the passkey is that proof", async () => {
    journey.portal.clock.set("2010-03-01T03:20:00Z");
    await page.goto("/profile/security");
    await press("button.danger");
    assert.equal(new URL(page.url()).pathname, "/profile/proof");
    assert.equal(await page.textContent("h1"), "본인 확인");
    assert.deepEqual(await findingsOf(page), []);
    await press("form[data-passkey] button");
    assert.equal(new URL(page.url()).pathname, "/profile/security");
    await press("button.danger");
    assert.match((await page.textContent("main")) ?? "", /패스키를 삭제했습니다/);
  });
  test("and then it opens nothing", async () => {
    await signOut();
    await press("form[data-passkey] button");
    assert.equal(new URL(page.url()).pathname, "/sign-in/passkey");
    assert.match((await page.textContent("main")) ?? "", /이 패스키로는 로그인할 수 없거나/);
    assert.deepEqual(await findingsOf(page), []);
  });
});

describe("somebody of the vendor", () => {
  test("is led from every page to add a second factor, sets up an app, and then works", async () => {
    await page.goto("/sign-in");
    await byPassword(OTTO);
    await page.goto("/operator/sites");
    assert.equal(new URL(page.url()).pathname, "/profile/security");
    await press("form[action$='/authenticator'] button");
    assert.deepEqual(await findingsOf(page), []);
    const key = ((await page.textContent(".code code")) ?? "").replaceAll(" ", "");
    const { Secret, TOTP } = await import("otpauth");
    const timestamp = journey.portal.clock.now().getTime();
    await page.fill("[name=code]", TOTP.generate({ secret: Secret.fromBase32(key), timestamp }));
    await press("main form button.primary");
    assert.equal(await page.locator(".codes li").count(), 10);
    await page.goto("/operator/sites");
    assert.equal(new URL(page.url()).pathname, "/operator/sites");
  });
});

test("without scripts a sentence says what passkeys need, and the rest works", async () => {
  const plain = await journey.visitor({ language: "ko", scripts: false });
  const bare = await plain.newPage();
  await bare.goto("/sign-in");
  assert.match((await bare.textContent("noscript")) ?? "", /스크립트가 필요/);
  assert.equal(await bare.locator("form[data-passkey] button").isVisible(), false);
});

async function byPassword(email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.fill("[name=email]", email);
  await page.fill("[name=password]", PASSWORD);
  await press("form:not([data-passkey]) button.primary");
}

/** Presses and waits for the page that follows. */
async function press(selector: string): Promise<void> {
  await Promise.all([
    page.waitForNavigation(),
    page
      .locator(`main ${selector.replace(/^main /, "")}`)
      .first()
      .click(),
  ]);
}

async function signOut(): Promise<void> {
  await page.click(".account-button");
  await Promise.all([page.waitForURL(/sign-in/), page.click(".sign-out button")]);
}
