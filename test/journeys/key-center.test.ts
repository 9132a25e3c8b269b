/**
 * How an engineer gets at his company's keys: he registers an ID, knows the site number and no order number, asks; the
 * administrator opens the link of the mail and approves; he signs in and sees the keys. In Korean. DOMAIN §3.22.1,
 * BR-94, BR-96, BR-97.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { CAST, PASSWORD } from "../cast.ts";
import { findingsOf, type Journey, openJourney } from "./stage.ts";

const NEW_PASSWORD = "강변의 푸른 새는 세 시에 운다 in the morning";
const MINSU = "minsu@hangang.example";

let journey: Journey;
let minsus: Page;
let seoyeons: Page;

before(async () => {
  journey = await openJourney();
  [minsus, seoyeons] = [
    await (await journey.visitor({ language: "ko" })).newPage(),
    await (await journey.visitor({ language: "ko", width: 320 })).newPage(),
  ];
});
after(() => journey.close());

async function submit(page: Page, button = "main form button.primary"): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(button)]);
  await journey.portal.portal.jobs.drain();
}

async function mailTo(email: string, part: string): Promise<{ subject: string; text: string }> {
  await journey.portal.portal.jobs.drain();
  const { items } = (await journey.portal.app.inject({ url: `/v1/demo/mailbox?to=${email}` })).json();
  return items.find(({ text }: { text: string }) => text.includes(part)) ?? { subject: "", text: "" };
}

function linkIn(text: string, part: string): string {
  const { pathname, search } = new URL(
    text.match(/https?:\/\/\S+/g)?.find((each) => each.includes(part)) ?? "",
  );
  return pathname + search;
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.fill("[name=email]", email);
  await page.fill("[name=password]", password);
  await submit(page);
}

const said = async (page: Page) => (await page.textContent("main")) ?? "";

describe("a stranger registers with a blank order number and is approved, in Korean", () => {
  test("an ID of his own, then the form of the Key Center", async () => {
    await minsus.goto("/register");
    await minsus.fill("[name=givenName]", "민수");
    await minsus.fill("[name=familyName]", "박");
    await minsus.fill("[name=email]", MINSU);
    await minsus.fill("[name=password]", NEW_PASSWORD);
    await minsus.selectOption("[name=country]", "KR");
    await submit(minsus);
    await minsus.goto(linkIn((await mailTo(MINSU, "/confirm/")).text, "/confirm/"));
    await submit(minsus);
    await minsus.goto("/sign-in");
    await signIn(minsus, MINSU, NEW_PASSWORD);
    await minsus.goto("/key-center");
    assert.deepEqual(await findingsOf(minsus), []);
    assert.match(await said(minsus), /아직 등록된 키센터가 없습니다/);
    await minsus.click("main a[href='/key-center/join']");
    assert.match(await said(minsus), /주요 사이트 연락처\(키센터 관리자\)에게 추가해 달라고 요청하십시오/);
  });

  test("BR-97 a wrong order number is refused, and it is not said what is wrong", async () => {
    await minsus.fill("[name=siteNumber]", "003005678");
    await minsus.fill("[name=orderNumber]", "SO-4711");
    await submit(minsus);
    assert.deepEqual(await findingsOf(minsus), []);
    assert.match(await said(minsus), /번호가 서로 맞지 않습니다/);
    assert.equal(await minsus.inputValue("[name=siteNumber]"), "003005678");
  });

  test("BR-96 left blank, it waits", async () => {
    await minsus.fill("[name=orderNumber]", "");
    await submit(minsus);
    assert.deepEqual(await findingsOf(minsus), []);
    assert.match(await said(minsus), /관리자의 결정을 기다림/);
    const reply = await minsus.goto(`/sites/${CAST.hangang}/license-keys`);
    assert.equal(reply?.status(), 404);
  });

  test("the administrator opens the link of the mail on a telephone, signs in, and approves there", async () => {
    const mail = await mailTo("seoyeon@hangang.example", MINSU);
    assert.match(mail.subject, /키센터: 박민수 님의 등록 요청/);
    await seoyeons.goto(linkIn(mail.text, "decision=approve"));
    await signIn(seoyeons, "seoyeon@hangang.example", PASSWORD);
    assert.match(new URL(seoyeons.url()).pathname, /key-members\/requests\//);
    assert.match(await said(seoyeons), /박민수[\s\S]*minsu@hangang\.example/);
    assert.deepEqual(await findingsOf(seoyeons), []);
    await submit(seoyeons, "main button[value=approve]");
    assert.deepEqual(await findingsOf(seoyeons), []);
    assert.match(await said(seoyeons), /등록 요청을 결정하고[\s\S]*관리자가 승인/);
  });

  test("the mail says so; signing in leads to the Key Center, and from there to the keys", async () => {
    assert.match((await mailTo(MINSU, "/license-keys")).subject, /승인됨/);
    await minsus.context().clearCookies();
    await minsus.goto("/sign-in");
    await signIn(minsus, MINSU, NEW_PASSWORD);
    assert.equal(new URL(minsus.url()).pathname, "/key-center");
    assert.match(await said(minsus), /003005678/);
    await Promise.all([minsus.waitForNavigation(), minsus.click("main table a")]);
    assert.equal(new URL(minsus.url()).pathname, `/sites/${CAST.hangang}/license-keys`);
    assert.deepEqual(await findingsOf(minsus), []);
    const reply = await minsus.reload();
    assert.equal(reply?.status(), 200);
    assert.equal((await minsus.goto(`/sites/${CAST.hangang}`))?.status(), 404); // the site itself stays shut
  });
});
