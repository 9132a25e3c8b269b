/**
 * How a colleague gets in: (a) the contact is there, the colleague asks and is approved, in Japanese; (b) the colleague
 * comes first, is on hold, and is released when the contact comes in, in Traditional Chinese. DOMAIN §3.6, BR-32…38.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { asPortal, siteScopeOf } from "../../src/access/index.ts";
import { issuePasscode } from "../../src/agreements/first-access/passcode.authorize.ts";
import { systemContext } from "../../src/platform/context.ts";
import { CAST, PASSWORD } from "../cast.ts";
import { findingsOf, type Journey, openJourney } from "./stage.ts";

const NEW_PASSWORD = "一番町の青い鳥は三時に鳴く in the morning";

let journey: Journey;

before(async () => {
  journey = await openJourney();
});
after(() => journey.close());

interface Colleague {
  readonly email: string;
  readonly given: string;
  readonly family: string;
  readonly country: string;
}

/** Presses the main button of the page's first form (or the one named) and waits for what follows. */
async function submit(page: Page, button = "main form button.primary"): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(button)]);
  await journey.portal.portal.jobs.drain();
}

async function mailsTo(email: string): Promise<{ subject: string; text: string; language: string }[]> {
  await journey.portal.portal.jobs.drain();
  return (await journey.portal.app.inject({ url: `/v1/demo/mailbox?to=${email}` })).json().items;
}

function linkIn(text: string, path: string): string {
  const link = text.match(/https?:\/\/\S+/g)?.find((each) => each.includes(path)) ?? "";
  return new URL(link).pathname;
}

async function open(language: string): Promise<Page> {
  return (await journey.visitor({ language })).newPage();
}

async function register(page: Page, { email, given, family, country }: Colleague): Promise<void> {
  await page.goto("/register");
  await page.fill("[name=givenName]", given);
  await page.fill("[name=familyName]", family);
  await page.fill("[name=email]", email);
  await page.fill("[name=password]", NEW_PASSWORD);
  await page.selectOption("[name=country]", country);
  await submit(page);
  const mail = (await mailsTo(email)).find(({ text }) => text.includes("/confirm/"));
  await page.goto(linkIn(mail?.text ?? "", "/confirm/"));
  await submit(page);
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.fill("[name=email]", email);
  await page.fill("[name=password]", password);
  await submit(page);
}

/** The form, and the confirmation with the number. Without a site, signing in leads here by itself. */
async function ask(page: Page, number: string): Promise<string> {
  assert.equal(new URL(page.url()).pathname, "/access-requests/new");
  assert.deepEqual(await findingsOf(page), []);
  await submit(page); // empty: both questions are missing
  assert.deepEqual(await findingsOf(page), []);
  assert.equal(await page.locator("[aria-invalid=true]").count(), 2);
  await page.fill("[name=siteNumber]", number);
  await page.selectOption("[name=isPrimaryContact]", "no");
  await submit(page);
  assert.match(new URL(page.url()).pathname, /^\/access-requests\/request_/);
  assert.deepEqual(await findingsOf(page), []);
  return (await page.textContent("main")) ?? "";
}

describe("(a) the contact first, then a colleague asks and is approved, in Japanese", () => {
  const ken = { email: "ken@aoba.example", given: "健", family: "鈴木", country: "JP" };
  let kens: Page;
  let hanas: Page;

  before(async () => {
    [kens, hanas] = [await open("ja"), await open("ja")];
  });

  test("the colleague registers, is led to the form, and sees the number on the confirmation", async () => {
    await register(kens, ken);
    await signIn(kens, ken.email, NEW_PASSWORD);
    const told = await ask(kens, "００７００１２３４");
    assert.match(told, /7001234/);
    assert.match(told, /申請はサイトご担当者へ送られます/);
  });

  test("the contact reads the mail, looks at the request, and approves it", async () => {
    const mail = (await mailsTo("hana@aoba.example")).find(({ text }) => text.includes("/access-requests/"));
    assert.match(mail?.subject ?? "", /サイト 7001234 へのアクセス申請：鈴木 健 様/);
    await signIn(hanas, "hana@aoba.example", PASSWORD);
    await hanas.goto(`/sites/${CAST.aoba}/access-requests`);
    assert.deepEqual(await findingsOf(hanas), []);
    await hanas.goto(linkIn(mail?.text ?? "", "/access-requests/"));
    assert.deepEqual(await findingsOf(hanas), []);
    assert.match((await hanas.textContent("main")) ?? "", /鈴木 健[\s\S]*ken@aoba\.example/);
    await hanas.selectOption("[name=softwareAndServices]", "download");
    await submit(hanas, "main form:has([name=role]) button.primary");
    assert.match((await hanas.textContent("main")) ?? "", /申請を承認しました/);
    assert.deepEqual(await findingsOf(hanas), []);
  });

  test("the colleague reads the result and is in", async () => {
    const mail = (await mailsTo(ken.email)).find(({ subject }) => subject.startsWith("承認"));
    assert.match(mail?.text ?? "", /7001234/);
    await kens.goto("/");
    assert.equal(new URL(kens.url()).pathname, `/sites/${CAST.aoba}`);
    assert.deepEqual(await findingsOf(kens), []);
  });

  test("what is refused names who can grant it; the button asks, and the contact grants just that", async () => {
    await kens.goto(`/sites/${CAST.aoba}/orders`);
    assert.deepEqual(await findingsOf(kens), []);
    assert.match(
      (await kens.textContent(".refusal")) ?? "",
      /BR-44[\s\S]*レポートとご注文履歴[\s\S]*hana@aoba\.example/,
    );
    await submit(kens, ".refusal form button");
    assert.deepEqual(await findingsOf(kens), []);
    const mail = (await mailsTo("hana@aoba.example")).find(({ subject }) => subject.includes("権限の申請"));
    await hanas.goto(linkIn(mail?.text ?? "", "/access-requests/"));
    assert.deepEqual(await findingsOf(hanas), []);
    await submit(hanas);
    assert.equal((await kens.goto(`/sites/${CAST.aoba}/orders`))?.status(), 200);
  });
});

describe("(b) the colleague first, on hold, then released, in Traditional Chinese", () => {
  const wei = { email: "wei@formosa.example", given: "偉", family: "林", country: "TW" };
  let weis: Page;
  let lihuas: Page;

  before(async () => {
    [weis, lihuas] = [await open("zh-TW"), await open("zh-TW")];
  });

  test("the colleague is on hold and told to speak to the contact; no mail goes out", async () => {
    await register(weis, wei);
    await signIn(weis, wei.email, NEW_PASSWORD);
    const told = await ask(weis, "7004321");
    assert.match(told, /7004321/);
    assert.match(told, /暫緩處理[\s\S]*當面告知/);
    const mails = await mailsTo("lihua@formosa.example");
    assert.ok(mails.every(({ text }) => !text.includes("/access-requests/")));
    await weis.goto("/access-requests");
    assert.deepEqual(await findingsOf(weis), []);
    assert.match((await weis.textContent("main")) ?? "", /暫緩/);
  });

  test("the contact comes in with the passcode, and the request is before them", async () => {
    const context = systemContext(journey.portal.portal, "test");
    const { written } = await asPortal(context, (scope) =>
      issuePasscode(siteScopeOf(scope, CAST.formosa), context, "Asia/Taipei"),
    );
    await signIn(lihuas, "lihua@formosa.example", PASSWORD);
    await lihuas.goto("/first-access?site=7004321");
    await lihuas.fill("[name=passcode]", written);
    await submit(lihuas, "main form:has([name=passcode]) button.primary");
    await lihuas.goto(`/sites/${CAST.formosa}/access-requests`);
    assert.deepEqual(await findingsOf(lihuas), []);
    assert.match((await lihuas.textContent("main")) ?? "", /林偉/);
    await weis.reload();
    assert.match((await weis.textContent("main")) ?? "", /已轉交據點聯絡人/);
  });

  test("a denial without a reason comes back; the approval lets the colleague in", async () => {
    const mail = (await mailsTo("lihua@formosa.example")).find(({ text }) =>
      text.includes("/access-requests/"),
    );
    await lihuas.goto(linkIn(mail?.text ?? "", "/access-requests/"));
    await submit(lihuas, "main form button.danger");
    assert.deepEqual(await findingsOf(lihuas), []);
    assert.match((await lihuas.textContent("main")) ?? "", /拒絕時必須說明理由/);
    await submit(lihuas, "main form:has([name=role]) button.primary");
    await weis.goto("/access-requests");
    await weis.click("main table a");
    assert.deepEqual(await findingsOf(weis), []);
    assert.match((await weis.textContent("main")) ?? "", /您的申請已核准/);
    await weis.goto("/");
    assert.equal(new URL(weis.url()).pathname, `/sites/${CAST.formosa}`);
  });
});
